using System.Net;
using System.Text.RegularExpressions;
using AgenticRecovery.Connectors.Sandbox;
using AgenticRecovery.Host.Accounts;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Host.Desk;
using AgenticRecovery.Host.Samples;
using AgenticRecovery.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AgenticRecovery.Tests.Desk;

/// <summary>The desk on a free loopback port, over the shipped samples driven until every case closed or waits.</summary>
public sealed partial class OpenDesk : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("desk-").FullName;
    private WebApplication? _web;

    /// <summary>A policy book's file; null for the shipped one.</summary>
    public string? Policy { get; init; }
    public App App { get; private set; } = null!;
    public Uri Address { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        App = await App.StartAsync(new AppOptions { Database = Path.Combine(_folder, "desk.db"), Policy = Policy }, isPublic: false, CancellationToken.None);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        using (var stream = ShippedSamples.Shop())
            await ((SandboxShop)App.Shop).ImportAsync(SampleShop.Load(stream, now), CancellationToken.None);
        using var queue = ShippedSamples.Queue();
        var entries = await SampleQueue.LoadAsync(queue, ShippedSamples.QueueName, now, TimeProvider.System, CancellationToken.None);
        var quiet = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        await new QueueRun(App, quiet).DriveAsync(entries.ToAsyncEnumerable(), CancellationToken.None);
        _web = DeskHost.Build(App, null);
        await _web.StartAsync();
        Address = new Uri(_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public async Task DisposeAsync()
    {
        if (_web is not null)
            await _web.DisposeAsync();
        await App.DisposeAsync();
        Directory.Delete(_folder, true);
    }

    public HttpClient Stranger() => new(new HttpClientHandler { AllowAutoRedirect = true, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    public string Link() => "/login?token=" + _web!.Services.GetRequiredService<OneTimeLinks>().Make();

    public T Part<T>() where T : notnull => _web!.Services.GetRequiredService<T>();

    public async Task<HttpClient> SignedInAsync()
    {
        var client = Stranger();
        (await client.GetAsync(Link())).EnsureSuccessStatusCode();
        return client;
    }

    /// <summary>The fields every verdict form carries, as the case's page shows them.</summary>
    public static async Task<Dictionary<string, string>> FormOfAsync(HttpClient client, string caseId)
    {
        var page = await client.GetStringAsync($"/case?id={caseId}");
        return Hidden().Matches(page).DistinctBy(m => m.Groups[1].Value).ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value));
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
