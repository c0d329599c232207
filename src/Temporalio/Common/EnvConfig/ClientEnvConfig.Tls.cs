using Temporalio.Client;

namespace Temporalio.Common.EnvConfig;

/// <content>TLS of profiles.</content>
public sealed partial record ClientEnvConfig
{
    /// <summary>TLS of a profile. Being there at all turns TLS on unless disabled.</summary>
    public sealed record Tls(
        bool? Disabled = null,
        string? ServerName = null,
        DataSource? ServerRootCACert = null,
        DataSource? ClientCert = null,
        DataSource? ClientPrivateKey = null)
    {
        public static Tls FromDictionary(IReadOnlyDictionary<string, object> dictionary) => new(
            ConfigEntries.Flag(dictionary, "disabled"),
            ConfigEntries.Text(dictionary, "server_name"),
            ConfigEntries.Source(dictionary, "server_ca_cert"),
            ConfigEntries.Source(dictionary, "client_cert"),
            ConfigEntries.Source(dictionary, "client_key"));

        public Dictionary<string, object> ToDictionary()
        {
            var dictionary = new Dictionary<string, object>();
            ConfigEntries.Put(dictionary, "disabled", Disabled);
            ConfigEntries.Put(dictionary, "server_name", ServerName);
            ConfigEntries.Put(dictionary, "server_ca_cert", ServerRootCACert?.ToDictionary());
            ConfigEntries.Put(dictionary, "client_cert", ClientCert?.ToDictionary());
            ConfigEntries.Put(dictionary, "client_key", ClientPrivateKey?.ToDictionary());
            return dictionary;
        }

        /// <summary>Reads the files named; throws as reading files does.</summary>
        public TlsOptions? ToTlsOptions() => Disabled == true
            ? new() { Disabled = true }
            : new()
            {
                Domain = ServerName,
                ServerRootCACert = ServerRootCACert?.GetBytes(),
                ClientCert = ClientCert?.GetBytes(),
                ClientPrivateKey = ClientPrivateKey?.GetBytes(),
            };
    }
}
