using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace Temporalio.Tests.Client;

public class TlsTests
{
    [Fact]
    public async Task A_self_made_root_is_trusted_when_given_and_refused_otherwise()
    {
        using var root = Root();
        using var certificate = Issued(root, "temporal.test");
        await using var stub = await GrpcStub.StartAsync(Greet, certificate);
        var trusting = stub.Options();
        trusting.Tls = new() { ServerRootCACert = Pem(root), Domain = "temporal.test" };
        var wary = stub.Options();
        wary.Tls = new() { Domain = "temporal.test" };

        var connection = await TemporalConnection.ConnectAsync(trusting);

        Assert.True(connection.IsConnected);
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => TemporalConnection.ConnectAsync(wary));
        Assert.Contains("certificate", fault.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused()
    {
        using var root = Root();
        using var certificate = Issued(root, "temporal.test");
        await using var stub = await GrpcStub.StartAsync(Greet, certificate);
        var options = stub.Options();
        options.Tls = new() { ServerRootCACert = Pem(root), Domain = "other.test" };

        await Assert.ThrowsAsync<InvalidOperationException>(() => TemporalConnection.ConnectAsync(options));
    }

    [Fact]
    public async Task A_client_certificate_is_shown_to_the_service()
    {
        using var root = Root();
        using var certificate = Issued(root, "temporal.test");
        using var own = Issued(root, "worker.test");
        var shown = string.Empty;
        await using var stub = await GrpcStub.StartAsync(
            context =>
            {
                shown = context.Connection.ClientCertificate?.Subject;
                return Greet(context);
            },
            certificate,
            wantsClientCertificate: true);
        var options = stub.Options();
        options.Tls = new()
        {
            ServerRootCACert = Pem(root),
            Domain = "temporal.test",
            ClientCert = Pem(own),
            ClientPrivateKey = Encoding.UTF8.GetBytes(own.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()),
        };

        await TemporalConnection.ConnectAsync(options);

        Assert.Equal("CN=worker.test", shown);
    }

    private static Task Greet(Microsoft.AspNetCore.Http.HttpContext context) =>
        GrpcStub.ReplyAsync(context, new GetSystemInfoResponse());

    private static byte[] Pem(X509Certificate2 certificate) => Encoding.UTF8.GetBytes(certificate.ExportCertificatePem());

    private static X509Certificate2 Root()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=root.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static X509Certificate2 Issued(X509Certificate2 root, string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(root, root.NotBefore, root.NotAfter, RandomNumberGenerator.GetBytes(8));
        using var made = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
