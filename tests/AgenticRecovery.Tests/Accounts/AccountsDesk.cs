using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using AgenticRecovery.Accounts;
using AgenticRecovery.Host.Accounts;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Host.Desk;
using AgenticRecovery.Tests.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgenticRecovery.Tests.Accounts;

/// <summary>A desk on a free loopback port over an empty database, without workflows: enough for who may do what.</summary>
public sealed partial class AccountsDesk : IAsyncLifetime
{
    public const string Password = "four quiet green lamps";
    private readonly TempFolder _folder = new();
    private WebApplication? _web;

    public App App { get; private set; } = null!;
    public Uri Address { get; private set; } = null!;
    public IServiceProvider Services => _web!.Services;

    public async Task InitializeAsync()
    {
        App = await App.OpenAsync(new AppOptions { Database = _folder["accounts.db"] }, CancellationToken.None);
        foreach (var role in Permissions.Roles)
            await AddAsync($"{role}-person", [role]);
        // The matrix signs in and out far faster than a person; the limit has a test of its own.
        _web = DeskHost.Build(App, null, false, new ConfigurationBuilder().AddInMemoryCollection([new("Desk:SignInsPerMinute", "1000")]).Build());
        await _web.StartAsync();
        Address = new Uri(_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public async Task DisposeAsync()
    {
        if (_web is not null)
            await _web.DisposeAsync();
        await App.DisposeAsync();
        _folder.Dispose();
    }

    public async Task<Account> AddAsync(string name, IReadOnlyList<string> roles, params IReadOnlyList<AmountLimit> limits)
    {
        var account = new Account { Name = name, DisplayName = name, Roles = roles, Limits = limits, CreatedAt = App.Clock.GetUtcNow() };
        Assert.True(await App.Store.Accounts.TryAddAsync(account, Passwords.Hash(name, Password), "test", false, CancellationToken.None));
        return App.Store.Accounts.Find(name)!;
    }

    public HttpClient Stranger(bool follows = false) =>
        new(new HttpClientHandler { AllowAutoRedirect = follows, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    public async Task<HttpClient> SignedInAsync(string name)
    {
        var client = Stranger();
        Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(client, name, Password)).StatusCode);
        return client;
    }

    public async Task<HttpClient> WithTokenAsync(string name, params IReadOnlyList<string> scopes)
    {
        var text = await App.Store.Tokens.IssueAsync(new ApiToken("", name, "test", scopes, App.Clock.GetUtcNow()), "test", CancellationToken.None);
        return Bearing(text);
    }

    public HttpClient Bearing(string token)
    {
        var client = Stranger();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public static async Task<HttpResponseMessage> SignInAsync(HttpClient client, string name, string password)
    {
        var token = await FormTokenAsync(client, "/login");
        return await client.PostAsync("/login", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = token,
            ["name"] = name,
            ["password"] = password,
        }));
    }

    /// <summary>The token against forgery that a page's forms carry.</summary>
    public static async Task<string> FormTokenAsync(HttpClient client, string page)
    {
        var html = await client.GetStringAsync(page);
        return WebUtility.HtmlDecode(TokenField().Match(html) is { Success: true } m ? m.Groups[1].Value : throw new InvalidOperationException($"{page} has no form."));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
