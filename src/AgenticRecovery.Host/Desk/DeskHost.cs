using AgenticRecovery.Host.Cli;
using Spectre.Console;

namespace AgenticRecovery.Host.Desk;

/// <summary>Serves the desk until it is stopped.</summary>
internal static class DeskHost
{
    public static async Task<int> ServeAsync(App app, IAnsiConsole console, string? urls, CancellationToken ct)
    {
        _ = (app, urls);
        console.MarkupLine("[dim]stop with Ctrl+C[/]");
        await Task.Delay(Timeout.Infinite, ct);
        return CommandLine.Done;
    }
}
