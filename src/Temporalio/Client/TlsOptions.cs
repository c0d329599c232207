namespace Temporalio.Client;

/// <summary>TLS towards the service; certificates and keys are PEM.</summary>
public class TlsOptions : ICloneable
{
    /// <summary>Only together with <see cref="ClientPrivateKey"/>.</summary>
    public byte[]? ClientCert { get; set; }

    public byte[]? ClientPrivateKey { get; set; }

    /// <summary>No TLS, even with an API key.</summary>
    public bool Disabled { get; set; }

    /// <summary>Host name the certificate must have; null is that of the target host.</summary>
    public string? Domain { get; set; }

    /// <summary>Replaces the roots the system trusts.</summary>
    public byte[]? ServerRootCACert { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
