using System.Text;

namespace Temporalio.Common.EnvConfig;

/// <summary>The profiles of a TOML configuration file.</summary>
internal static class ConfigFile
{
    private static readonly string[] ProfileKeys = ["address", "namespace", "api_key", "tls", "grpc_meta", "codec"];

    private static readonly string[] TlsKeys =
    [
        "disabled", "server_name", "disable_host_verification", "server_ca_cert_path", "server_ca_cert_data",
        "client_cert_path", "client_cert_data", "client_key_path", "client_key_data",
    ];

    /// <summary>None when nothing is given and there is no file at the usual place.</summary>
    public static IReadOnlyDictionary<string, ClientEnvConfig.Profile> Read(DataSource? source, EnvVars environment, bool isStrict)
    {
        var bytes = source is not null ? source.GetBytes() : ReadUsualFile(environment);
        if (bytes is null)
        {
            return new Dictionary<string, ClientEnvConfig.Profile>();
        }
        IReadOnlyDictionary<string, object> root = Toml.Parse(Encoding.UTF8.GetString(bytes));
        RequireKnown(root, ["profile"], isStrict);
        return (ConfigEntries.Table(root, "profile") ?? new Dictionary<string, object>())
            .ToDictionary(entry => entry.Key, entry => ReadProfile(entry.Key, entry.Value, isStrict));
    }

    private static byte[]? ReadUsualFile(EnvVars environment)
    {
        if (environment["TEMPORAL_CONFIG_FILE"] is { } named)
        {
            return File.ReadAllBytes(named);
        }
        var directory = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData);
        var usual = Path.Combine(directory, "temporalio", "temporal.toml");
        return directory.Length > 0 && File.Exists(usual) ? File.ReadAllBytes(usual) : null;
    }

    private static ClientEnvConfig.Profile ReadProfile(string name, object value, bool isStrict)
    {
        if (value is not IReadOnlyDictionary<string, object> table)
        {
            throw new InvalidOperationException($"Profile {name} must be a table");
        }
        RequireKnown(table, ProfileKeys, isStrict);
        var profile = ClientEnvConfig.Profile.FromDictionary(
            table.Where(entry => entry.Key != "tls").ToDictionary(entry => entry.Key, entry => entry.Value));
        return ConfigEntries.Table(table, "tls") is { } tls ? profile with { Tls = ReadTls(tls, isStrict) } : profile;
    }

    private static ClientEnvConfig.Tls ReadTls(IReadOnlyDictionary<string, object> table, bool isStrict)
    {
        RequireKnown(table, TlsKeys, isStrict);
        return new(
            ConfigEntries.Flag(table, "disabled"),
            ConfigEntries.Text(table, "server_name"),
            Source(table, "server_ca_cert"),
            Source(table, "client_cert"),
            Source(table, "client_key"));
    }

    private static DataSource? Source(IReadOnlyDictionary<string, object> table, string key)
    {
        var (path, data) = (ConfigEntries.Text(table, key + "_path"), ConfigEntries.Text(table, key + "_data"));
        if (path is not null && data is not null)
        {
            throw new InvalidOperationException($"{key}_path and {key}_data cannot both be set");
        }
        return path is not null ? DataSource.FromPath(path) : data is not null ? DataSource.FromUTF8String(data) : null;
    }

    private static void RequireKnown(IReadOnlyDictionary<string, object> table, string[] known, bool isStrict)
    {
        if (isStrict && table.Keys.FirstOrDefault(key => !known.Contains(key)) is { } unknown)
        {
            throw new InvalidOperationException($"Unknown key {unknown} in configuration file");
        }
    }
}
