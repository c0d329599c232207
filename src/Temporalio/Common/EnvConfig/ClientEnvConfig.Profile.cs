using Temporalio.Client;

namespace Temporalio.Common.EnvConfig;

/// <content>Profiles.</content>
public sealed partial record ClientEnvConfig
{
    /// <summary>One way to connect.</summary>
    public sealed record Profile(
        string? Address = null,
        string? Namespace = null,
        string? ApiKey = null,
        Tls? Tls = null,
        IReadOnlyDictionary<string, string>? GrpcMeta = null)
    {
        public static Profile FromDictionary(IReadOnlyDictionary<string, object> dictionary) => new(
            ConfigEntries.Text(dictionary, "address"),
            ConfigEntries.Text(dictionary, "namespace"),
            ConfigEntries.Text(dictionary, "api_key"),
            ConfigEntries.Table(dictionary, "tls") is { } tls ? ClientEnvConfig.Tls.FromDictionary(tls) : null,
            ConfigEntries.Table(dictionary, "grpc_meta") is { } meta
                ? meta.ToDictionary(entry => EnvVars.MetaName(entry.Key), entry => ConfigEntries.Text(entry.Key, entry.Value))
                : null);

        /// <summary>
        /// The profile of the file, each setting replaced by its environment variable. Throws
        /// <see cref="InvalidOperationException"/> when a profile asked for by name is not there.
        /// </summary>
        public static Profile Load(ProfileLoadOptions? options = null)
        {
            options ??= new();
            if (options.DisableEnv && options.DisableFile)
            {
                throw new InvalidOperationException("Cannot disable both file and environment");
            }
            var environment = EnvVars.Of(options.OverrideEnvVars);
            var profile = options.DisableFile ? new Profile() : FromFile(options, environment);
            return options.DisableEnv ? profile : environment.Over(profile);
        }

        public TemporalClientConnectOptions ToClientConnectionOptions()
        {
            var options = new TemporalClientConnectOptions
            {
                TargetHost = Address,
                ApiKey = ApiKey,
                Tls = Tls?.ToTlsOptions(),
                RpcMetadata = GrpcMeta?.ToList(),
            };
            if (Namespace is not null)
            {
                options.Namespace = Namespace;
            }
            return options;
        }

        public Dictionary<string, object> ToDictionary()
        {
            var dictionary = new Dictionary<string, object>();
            ConfigEntries.Put(dictionary, "address", Address);
            ConfigEntries.Put(dictionary, "namespace", Namespace);
            ConfigEntries.Put(dictionary, "api_key", ApiKey);
            ConfigEntries.Put(dictionary, "tls", Tls?.ToDictionary());
            ConfigEntries.Put(dictionary, "grpc_meta", GrpcMeta?.ToDictionary());
            return dictionary;
        }

        private static Profile FromFile(ProfileLoadOptions options, EnvVars environment)
        {
            var named = options.Profile ?? (options.DisableEnv ? null : environment["TEMPORAL_PROFILE"]);
            var profiles = ConfigFile.Read(options.ConfigSource, environment, options.ConfigFileStrict);
            if (profiles.TryGetValue(named ?? "default", out var profile))
            {
                return profile;
            }
            return named is null ? new() : throw new InvalidOperationException($"Profile {named} not found");
        }
    }
}
