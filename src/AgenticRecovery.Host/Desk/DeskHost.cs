using AgenticRecovery.Host.Accounts;
using AgenticRecovery.Host.Accounts.Oidc;
using AgenticRecovery.Host.Api;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Host.Mcp;
using AgenticRecovery.Host.Notifications;
using AgenticRecovery.Host.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace AgenticRecovery.Host.Desk;

/// <summary>The approval desk in one process: pages, JSON API, live changes; on a loopback address unless told otherwise, until it is stopped.</summary>
internal static class DeskHost
{
    public static async Task<int> ServeAsync(App app, IAnsiConsole console, ServeOptions options, CancellationToken ct)
    {
        await using var web = Build(app, options.Urls, options.MayBePlain);
        await StartAsync(web, ct);
        var address = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var links = web.Services.GetRequiredService<OneTimeLinks>();
        // Written whole: a console that breaks lines would break the link.
        var (line, note) = (app.Store.Accounts.IsSetUp(), options.IsDemo) switch
        {
            (true, _) => ($"Desk: {address}/", "Sign in with an account; stop with Ctrl+C."),
            (false, true) => ($"Desk: {address}/login?token={links.Make()}", "The link works once, for 15 minutes; stop with Ctrl+C."),
            (false, false) => ($"Set-up: {address}/setup?token={links.Make(OneTimeLinks.Setup)}", "The link makes the first account, an admin; it works once, for 15 minutes. Stop with Ctrl+C."),
        };
        await console.Profile.Out.Writer.WriteLineAsync(line);
        console.MarkupLineInterpolated($"[dim]{note}[/]");
        try
        {
            await Task.Delay(Timeout.Infinite, ct);
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }

        await web.StopAsync(CancellationToken.None);
        return CommandLine.Done;
    }

    /// <exception cref="BadInputException">An address that may not be listened on, or settings that cannot be read.</exception>
    internal static WebApplication Build(App app, string? urls, bool mayBePlain = false, IConfiguration? configuration = null)
    {
        var settings = configuration ?? App.Configuration();
        var listen = Listening.Check(urls, mayBePlain);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.Configuration.AddConfiguration(settings);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseUrls(listen);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Limits.BodyBytes;
        });
        AddServices(builder.Services, app, settings);
        var web = builder.Build();
        Pipe(web, app, listen);
        Map(web);
        return web;
    }

    private static void AddServices(IServiceCollection services, App app, IConfiguration configuration)
    {
        var settings = DeskSettings.Read(configuration);
        services.AddSingleton(app);
        services.AddSingleton(app.Store);
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<OneTimeLinks>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<VerdictNotes>();
        services.AddSingleton<QueueStand>();
        services.AddSingleton<LiveStream>();
        services.AddSingleton<InsightCache>();
        services.AddHostedService<QueueClock>();
        var oidc = OidcSettings.Read(configuration);
        services.AddSingleton(new SignInChoices(oidc is not null));
        services.AddSingleton(new OidcDoor(oidc is null ? null : new OidcClient(oidc, Outside(), TimeProvider.System), settings));
        services.AddSingleton<VerdictDesk>();
        services.AddSingleton<ChangeFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<ChangeFeed>());
        services.AddSingleton(NotificationSettings.Read(configuration));
        services.AddSingleton<NoticeLinks>();
        services.AddSingleton(new WebhookSender(Outside()));
        services.AddSingleton<Notifier>();
        services.AddHostedService(provider => provider.GetRequiredService<Notifier>());
        ApiDocument.Add(services);
        services.AddRazorComponents();
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "desk-form";
            o.HeaderName = ForgeryGuard.Header;
            o.SuppressXFrameOptionsHeader = true;
        });
        // Beside the database, so that a restart signs nobody out.
        var keys = Directory.CreateDirectory(Path.ChangeExtension(app.Options.Database, ".keys"));
        if (!OperatingSystem.IsWindows())
            keys.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        services.AddDataProtection().PersistKeysToFileSystem(keys).SetApplicationName("recovery");
        Access.Add(services, app, settings);
        Limits.Add(services, settings);
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.AllowOutOfOrderMetadataProperties = true;
            foreach (var converter in Output.Json.Converters)
                o.SerializerOptions.Converters.Add(converter);
        });
    }

    private static void Pipe(WebApplication web, App app, string listen)
    {
        var logs = app.Logs.CreateLogger("AgenticRecovery.Host.Serving");
        var settings = web.Services.GetRequiredService<DeskSettings>();
        if (settings.Proxies.Count > 0)
            web.UseForwardedHeaders(Proxies.Believed(settings.Proxies));
        web.Use(SafeHeaders.AddAsync);
        web.Use(HostGuard.Of(listen, settings).InvokeAsync);
        web.UseExceptionHandler(fault => fault.Run(context => Faults.AnswerAsync(context, logs)));
        // The exception handler clears the headers of the answer it replaces.
        web.Use(SafeHeaders.AddAsync);
        web.UseStatusCodePages(Faults.FillAsync);
        web.UseAuthentication();
        web.UseRateLimiter();
        web.UseAuthorization();
        web.Use(ForgeryGuard.InvokeAsync);
    }

    private static void Map(WebApplication web)
    {
        AssetEndpoints.Map(web);
        HealthEndpoints.Map(web);
        SignInEndpoints.Map(web);
        OidcEndpoints.Map(web);
        UserEndpoints.Map(web);
        NoticeLinks.Map(web);
        McpEndpoints.Map(web);
        DeskEndpoints.Map(web);
        WorkflowEndpoints.Map(web);
        ApiEndpoints.Map(web);
    }

    /// <summary>For addresses from the settings; a redirect could lead elsewhere.</summary>
    private static HttpClient Outside() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(20) };

    private static async Task StartAsync(WebApplication web, CancellationToken ct)
    {
        try
        {
            await web.StartAsync(ct);
        }
        catch (InvalidOperationException e) when (e.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadInputException("--urls: https needs a certificate: set Kestrel:Certificates:Default:Path and Password in recovery.json.", e);
        }
    }
}

/// <param name="Urls">Where to listen; null for a free loopback port.</param>
/// <param name="MayBePlain">True to listen beyond loopback without TLS.</param>
/// <param name="IsDemo">True to open the desk by a link instead of by accounts, while there are none.</param>
internal sealed record ServeOptions(string? Urls, bool MayBePlain, bool IsDemo);
