using System.Net;
using AgenticRecovery.Host.Api;
using AgenticRecovery.Host.Cli;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace AgenticRecovery.Host.Desk;

/// <summary>The approval desk: server-rendered pages and a JSON API on a loopback address, until it is stopped.</summary>
internal static class DeskHost
{
    /// <param name="urls">Where to listen; null for a free loopback port.</param>
    public static async Task<int> ServeAsync(App app, IAnsiConsole console, string? urls, CancellationToken ct)
    {
        await using var web = Build(app, urls);
        await web.StartAsync(ct);
        var address = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var link = web.Services.GetRequiredService<OneTimeLinks>().Make();
        // Written whole: a console that breaks lines would break the link.
        await console.Profile.Out.Writer.WriteLineAsync($"Desk: {address}/login?token={link}");
        console.MarkupLine("[dim]The link works once, for 15 minutes; stop with Ctrl+C.[/]");
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

    /// <exception cref="BadInputException">An address that is not loopback: the desk has no TLS of its own.</exception>
    internal static WebApplication Build(App app, string? urls)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Loopback(urls ?? "http://127.0.0.1:0"));
        builder.Services.AddSingleton(app);
        builder.Services.AddSingleton<OneTimeLinks>();
        builder.Services.AddSingleton<VerdictNotes>();
        builder.Services.AddRazorComponents();
        builder.Services.AddAntiforgery();
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(o =>
        {
            o.Cookie.Name = "desk";
            o.Cookie.SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Strict;
            o.ExpireTimeSpan = TimeSpan.FromHours(12);
            o.LoginPath = "/login";
            o.Events.OnRedirectToLogin = context =>
            {
                // A program gets a status, a person gets the page.
                if (context.Request.Path.StartsWithSegments("/api"))
                    context.Response.StatusCode = 401;
                else
                    context.Response.Redirect(context.RedirectUri);
                return Task.CompletedTask;
            };
        });
        builder.Services.AddAuthorization();
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            foreach (var converter in Output.Json.Converters)
                o.SerializerOptions.Converters.Add(converter);
        });
        var web = builder.Build();
        web.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            return next();
        });
        web.UseExceptionHandler(fault => fault.Run(context =>
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync("Something went wrong on our side; nothing was decided. The console says more with --verbose.");
        }));
        web.UseAuthentication();
        web.UseAuthorization();
        web.UseAntiforgery();
        LoginEndpoints.Map(web);
        DeskEndpoints.Map(web);
        WorkflowEndpoints.Map(web);
        ApiEndpoints.Map(web);
        return web;
    }

    private static string Loopback(string urls)
    {
        foreach (var url in urls.Split(';'))
        {
            var isLoopback = Uri.TryCreate(url, UriKind.Absolute, out var uri)
                && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));
            if (!isLoopback)
                throw new BadInputException($"--urls: expected a loopback address such as http://127.0.0.1:8080, found '{url}'; put a TLS proxy in front to reach it from elsewhere.");
        }

        return urls;
    }
}
