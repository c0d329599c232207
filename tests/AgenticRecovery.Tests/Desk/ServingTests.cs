using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AgenticRecovery.Host.Accounts;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Host.Desk;
using AgenticRecovery.Host.Serving;
using AgenticRecovery.Tests.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgenticRecovery.Tests.Desk;

/// <summary>Where the desk listens, what it believes of a proxy, and which names it answers to.</summary>
public sealed class ServingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Over_https_the_session_is_secure_and_the_browser_is_told_to_stay()
    {
        var pfx = _folder["desk.pfx"];
        await File.WriteAllBytesAsync(pfx, Certificate("lamp"));
        await using var desk = await StartAsync("https://127.0.0.1:0", ("Kestrel:Certificates:Default:Path", pfx), ("Kestrel:Certificates:Default:Password", "lamp"));
        using var client = Client(desk.Address);

        var answer = await client.GetAsync(desk.Link());

        Assert.Equal(Uri.UriSchemeHttps, desk.Address.Scheme);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("max-age=31536000", answer.Headers.GetValues("Strict-Transport-Security"));
        Assert.Contains("; secure", answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("desk=", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://desk.example:8080")]
    [InlineData("http://127.0.0.1:8080;http://+:8081")]
    [InlineData("http://[::]:8080")]
    public void Plain_http_beyond_loopback_is_refused_unless_it_is_said(string urls)
    {
        Assert.Contains(Listening.PlainFlag, Assert.Throws<BadInputException>(() => Listening.Check(urls, false)).Message);
        Assert.Equal(urls, Listening.Check(urls, true));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://[::1]:8080")]
    [InlineData("https://0.0.0.0:8443")]
    public void Loopback_and_https_are_let_be(string urls) => Assert.Equal(urls, Listening.Check(urls, false));

    [Fact]
    public async Task Only_a_known_proxy_is_believed_when_it_says_https()
    {
        await using var strange = await StartAsync(null);
        await using var known = await StartAsync(null, ("Desk:Proxies", "127.0.0.0/8"));

        Assert.False((await AskAsync(strange)).Headers.Contains("Strict-Transport-Security"));
        Assert.True((await AskAsync(known)).Headers.Contains("Strict-Transport-Security"));

        static async Task<HttpResponseMessage> AskAsync(Served desk)
        {
            using var client = Client(desk.Address);
            client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
            return await client.GetAsync("/login");
        }
    }

    [Fact]
    public async Task Behind_a_known_proxy_tries_to_sign_in_are_counted_for_who_asks_and_not_for_the_proxy()
    {
        await using var desk = await StartAsync(null, ("Desk:Proxies", "127.0.0.1"), ("Desk:SignInsPerMinute", "1"));

        Assert.Equal(HttpStatusCode.BadRequest, await TryAsync("203.0.113.5"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync("203.0.113.5"));
        Assert.Equal(HttpStatusCode.BadRequest, await TryAsync("203.0.113.6"));

        async Task<HttpStatusCode> TryAsync(string from)
        {
            using var client = Client(desk.Address);
            client.DefaultRequestHeaders.Add("X-Forwarded-For", from);
            return (await client.PostAsync("/login", new FormUrlEncodedContent([]))).StatusCode;
        }
    }

    [Fact]
    public async Task A_request_by_a_name_that_is_not_the_desk_s_is_turned_away()
    {
        await using var desk = await StartAsync(null, ("Desk:PublicUrl", "https://desk.example/"), ("Desk:Hosts", "recovery.internal"));

        Assert.Equal(HttpStatusCode.MisdirectedRequest, await AskAsync("evil.example"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("desk.example"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("recovery.internal:8080"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("localhost"));

        async Task<HttpStatusCode> AskAsync(string host)
        {
            using var client = Client(desk.Address);
            client.DefaultRequestHeaders.Host = host;
            return (await client.GetAsync("/health/live")).StatusCode;
        }
    }

    [Theory]
    [InlineData("https://0.0.0.0:8443", null, "anything.example", true)]
    [InlineData("https://*:8443", "desk.example", "anything.example", false)]
    [InlineData("https://*:8443", "desk.example", "DESK.example", true)]
    [InlineData("https://desk.internal:8443", null, "desk.internal", true)]
    [InlineData("https://desk.internal:8443", null, "other.internal", false)]
    [InlineData("http://[::1]:8080", null, "[::1]", true)]
    public void On_every_address_any_name_is_answered_until_one_is_set(string listen, string? named, string host, bool isKnown)
    {
        var guard = HostGuard.Of(listen, new DeskSettings { Hosts = named is null ? [] : [named] });

        Assert.Equal(isKnown, guard.Knows(new HostString(host)));
    }

    [Theory]
    [InlineData("Desk:Proxies", "10.0.0.300", "addresses such as")]
    [InlineData("Desk:Hosts", "https://desk.example", "names such as")]
    public void Settings_that_cannot_be_used_are_named(string name, string value, string expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build();

        Assert.Contains(expected, Assert.Throws<BadInputException>(() => DeskSettings.Read(configuration)).Message);
    }

    private async Task<Served> StartAsync(string? urls, params (string Name, string Value)[] settings)
    {
        var app = await App.OpenAsync(new AppOptions { Database = _folder[$"{Guid.NewGuid():N}.db"] }, CancellationToken.None);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build();
        var web = DeskHost.Build(app, urls, false, configuration);
        await web.StartAsync();
        return new Served(app, web);
    }

    /// <summary>Trusts the certificate of the test.</summary>
    private static HttpClient Client(Uri address) => new(new HttpClientHandler
    {
        AllowAutoRedirect = false,
        ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=desk.test",
    })
    { BaseAddress = address };

    private static byte[] Certificate(string password)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=desk.test", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return certificate.Export(X509ContentType.Pfx, password);
    }

    private sealed record Served(App App, WebApplication Web) : IAsyncDisposable
    {
        public Uri Address => new(Web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

        public string Link() => "/login?token=" + Web.Services.GetRequiredService<OneTimeLinks>().Make();

        public async ValueTask DisposeAsync()
        {
            await Web.DisposeAsync();
            await App.DisposeAsync();
        }
    }
}
