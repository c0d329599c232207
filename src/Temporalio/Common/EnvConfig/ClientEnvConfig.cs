using Temporalio.Client;

namespace Temporalio.Common.EnvConfig;

/// <summary>
/// How to connect, read from a TOML file and from TEMPORAL_* environment variables, as all Temporal tools do. The file is
/// TEMPORAL_CONFIG_FILE, else temporalio/temporal.toml in the user's configuration directory.
/// </summary>
public sealed partial record ClientEnvConfig(IReadOnlyDictionary<string, ClientEnvConfig.Profile> Profiles)
{
    public static ClientEnvConfig FromDictionary(IReadOnlyDictionary<string, Dictionary<string, object>> profileDictionaries) =>
        new(profileDictionaries.ToDictionary(entry => entry.Key, entry => Profile.FromDictionary(entry.Value)));

    /// <summary>All profiles of the file; none when there is no file. Environment variables do not change them.</summary>
    public static ClientEnvConfig Load(ConfigLoadOptions? options = null)
    {
        options ??= new();
        var environment = EnvVars.Of(options.OverrideEnvVars);
        return new(ConfigFile.Read(options.ConfigSource, environment, options.ConfigFileStrict));
    }

    /// <summary>One profile as connection options.</summary>
    public static TemporalClientConnectOptions LoadClientConnectOptions(ProfileLoadOptions? options = null) =>
        Profile.Load(options).ToClientConnectionOptions();

    public IReadOnlyDictionary<string, Dictionary<string, object>> ToDictionary() =>
        Profiles.ToDictionary(entry => entry.Key, entry => entry.Value.ToDictionary());

    /// <summary>Options of reading all profiles.</summary>
    public class ConfigLoadOptions : ICloneable
    {
        /// <summary>Whether keys that mean nothing are an error.</summary>
        public bool ConfigFileStrict { get; set; }

        /// <summary>Read instead of the file.</summary>
        public DataSource? ConfigSource { get; set; }

        /// <summary>Used instead of the environment.</summary>
        public IReadOnlyDictionary<string, string>? OverrideEnvVars { get; set; }

        public virtual object Clone() => MemberwiseClone();
    }

    /// <summary>Options of reading one profile.</summary>
    public class ProfileLoadOptions : ICloneable
    {
        /// <summary>Whether keys that mean nothing are an error.</summary>
        public bool ConfigFileStrict { get; set; }

        /// <summary>Read instead of the file.</summary>
        public DataSource? ConfigSource { get; set; }

        public bool DisableEnv { get; set; }

        public bool DisableFile { get; set; }

        /// <summary>Used instead of the environment.</summary>
        public IReadOnlyDictionary<string, string>? OverrideEnvVars { get; set; }

        /// <summary>Null is TEMPORAL_PROFILE, else "default". A named profile must exist.</summary>
        public string? Profile { get; set; }

        public virtual object Clone() => MemberwiseClone();
    }
}
