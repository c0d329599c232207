using System.Net;
using AgenticRecovery.Accounts;
using AgenticRecovery.Host.Accounts.Oidc;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Host.Desk;
using AgenticRecovery.Tests.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgenticRecovery.Tests.Accounts;

/// <summary>Company accounts against an issuer on this machine.</summary>
public sealed class OidcTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly IssuerStub _issuer = new();
    private App _app = null!;
    private WebApplication _web = null!;
    private Uri _address = null!;

    public async Task InitializeAsync()
    {
        await _issuer.StartAsync();
        _app = await App.OpenAsync(new AppOptions { Database = _folder["oidc.db"] }, CancellationToken.None);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Desk:Oidc:Issuer", _issuer.Address), new("Desk:Oidc:ClientId", "desk"),
            new("Desk:Oidc:Roles:recovery-finance", "finance"), new("Desk:Oidc:Roles:recovery-risk", "risk"),
        ]).Build();
        _web = DeskHost.Build(_app, null, false, configuration);
        await _web.StartAsync();
        _address = new Uri(_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public async Task DisposeAsync()
    {
        await _web.DisposeAsync();
        await _app.DisposeAsync();
        await _issuer.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_company_account_signs_in_with_the_roles_of_its_groups_and_gets_new_ones_at_the_next_sign_in()
    {
        using var browser = Browser();

        var page = await browser.GetAsync("/login/oidc?next=/account");
        var first = _app.Store.Accounts.Find("nora.v")!;
        _issuer.Claims["groups"] = new[] { "recovery-risk", "unknown" };
        await browser.GetAsync("/login/oidc?next=/account");

        Assert.Equal("/account", page.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(["finance"], first.Roles);
        Assert.Equal(("oidc", "u-1"), (first.Source, first.Subject));
        Assert.Equal(["risk"], _app.Store.Accounts.Find("nora.v")!.Roles);
    }

    [Fact]
    public async Task Somebody_without_a_group_of_this_desk_is_refused_in_words()
    {
        using var browser = Browser();
        _issuer.Claims["groups"] = Array.Empty<string>();

        var page = await browser.GetAsync("/login/oidc");

        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains("has no role on this desk", await page.Content.ReadAsStringAsync());
        Assert.Empty(_app.Store.Accounts.List());
    }

    [Fact]
    public async Task A_company_account_never_becomes_a_local_account_of_the_same_name()
    {
        using var browser = Browser();
        await _app.Store.Accounts.TryAddAsync(new Account { Name = "nora.v", DisplayName = "n", Roles = ["admin"], CreatedAt = _app.Clock.GetUtcNow() }, null, "test", false, default);

        var page = await browser.GetAsync("/login/oidc");

        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains("There is another account", await page.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_comes_back_to_a_browser_that_did_not_ask_is_refused()
    {
        using var browser = Browser();

        var page = await browser.GetAsync("/login/callback?code=stolen&state=guessed");

        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.Contains("not begun in this browser", await page.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("aud", "another", "for another program")]
    [InlineData("iss", "https://evil.example", "another issuer")]
    [InlineData("nonce", "old", "another sign-in")]
    [InlineData("exp", 1_000_000_000, "has expired")]
    [InlineData("iat", 4_000_000_000, "issued in the future")]
    [InlineData("azp", "another", "asked for by another program")]
    [InlineData("sub", "", "names nobody")]
    public void A_claim_that_does_not_fit_refuses_the_token(string claim, object value, string expected)
    {
        var token = _issuer.Sign(new(Whole()) { [claim] = value });

        Assert.Contains(expected, Assert.IsType<IdToken.Bad>(Check(token)).Why);
    }

    [Fact]
    public void A_token_that_nobody_or_somebody_else_signed_is_refused()
    {
        var whole = _issuer.Sign(Whole());
        var parts = whole.Split('.');
        var unsigned = $"{IssuerStub.Part(new() { ["alg"] = "none" })}.{parts[1]}.";
        var changed = $"{parts[0]}.{IssuerStub.Part(new(Whole()) { ["sub"] = "admin" })}.{parts[2]}";

        Assert.IsType<IdToken.Good>(Check(whole));
        Assert.IsType<IdToken.Bad>(Check(unsigned));
        Assert.IsType<IdToken.Bad>(Check(changed));
        Assert.IsType<IdToken.Bad>(Check(_issuer.Sign(Whole(), algorithm: "HS256")));
        Assert.IsType<IdToken.UnknownKey>(Check(_issuer.Sign(Whole(), kid: "k2")));
        Assert.IsType<IdToken.Bad>(Check("not.a.token"));
        Assert.IsType<IdToken.Bad>(Check(""));
    }

    private Dictionary<string, object> Whole() => new(_issuer.Claims) { ["nonce"] = "n" };

    private IdToken Check(string token) =>
        IdToken.Check(token, SigningKey.Of(_issuer.Keys()), new IdTokenExpected(_issuer.Address, "desk", "n"), TimeProvider.System.GetUtcNow());

    private HttpClient Browser() => new(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = _address };
}
