using System.Collections;

namespace Temporalio.Common.EnvConfig;

/// <summary>The TEMPORAL_* variables of the environment, or given in its place.</summary>
internal sealed class EnvVars(IReadOnlyDictionary<string, string> values)
{
    private const string MetaPrefix = "TEMPORAL_GRPC_META_";

    public string? this[string name] => values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public static EnvVars Of(IReadOnlyDictionary<string, string>? instead) => new(
        instead ?? Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? string.Empty));

    /// <summary>Metadata names are lower case with hyphens on the wire.</summary>
    public static string MetaName(string key) => key.ToLowerInvariant().Replace('_', '-');

    /// <summary>The profile with everything replaced that a variable sets.</summary>
    public ClientEnvConfig.Profile Over(ClientEnvConfig.Profile profile) => new(
        this["TEMPORAL_ADDRESS"] ?? profile.Address,
        this["TEMPORAL_NAMESPACE"] ?? profile.Namespace,
        this["TEMPORAL_API_KEY"] ?? profile.ApiKey,
        Over(profile.Tls),
        Over(profile.GrpcMeta));

    private ClientEnvConfig.Tls? Over(ClientEnvConfig.Tls? tls)
    {
        var isOn = this["TEMPORAL_TLS"] is { } flag ? ConfigEntries.Flag("TEMPORAL_TLS", flag) : (bool?)null;
        var serverName = this["TEMPORAL_TLS_SERVER_NAME"];
        var roots = Source("TEMPORAL_TLS_SERVER_CA_CERT");
        var certificate = Source("TEMPORAL_TLS_CLIENT_CERT");
        var key = Source("TEMPORAL_TLS_CLIENT_KEY");
        if (isOn is null && serverName is null && roots is null && certificate is null && key is null)
        {
            return tls;
        }
        return new(
            isOn is { } on ? !on : tls?.Disabled,
            serverName ?? tls?.ServerName,
            roots ?? tls?.ServerRootCACert,
            certificate ?? tls?.ClientCert,
            key ?? tls?.ClientPrivateKey);
    }

    private DataSource? Source(string name)
    {
        var (path, data) = (this[name + "_PATH"], this[name + "_DATA"]);
        if (path is not null && data is not null)
        {
            throw new InvalidOperationException($"{name}_PATH and {name}_DATA cannot both be set");
        }
        return path is not null ? DataSource.FromPath(path) : data is not null ? DataSource.FromUTF8String(data) : null;
    }

    private Dictionary<string, string>? Over(IReadOnlyDictionary<string, string>? meta)
    {
        var merged = new Dictionary<string, string>(meta ?? new Dictionary<string, string>());
        foreach (var (name, value) in values.Where(e => e.Key.StartsWith(MetaPrefix, StringComparison.Ordinal)))
        {
            var key = MetaName(name[MetaPrefix.Length..]);
            // An empty variable takes an entry of the file away.
            if (value.Length == 0)
            {
                merged.Remove(key);
            }
            else
            {
                merged[key] = value;
            }
        }
        return merged.Count == 0 ? null : merged;
    }
}
