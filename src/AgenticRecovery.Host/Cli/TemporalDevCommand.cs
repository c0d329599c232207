using System.CommandLine;
using Spectre.Console;
using Temporalio.Client;

namespace AgenticRecovery.Host.Cli;

/// <summary>The embedded Temporal service on its own, for any Temporal SDK in any language.</summary>
internal static class TemporalDevCommand
{
    private static readonly Option<int> Port = new("--port") { Description = "Loopback port of the service; 0 for a free one.", DefaultValueFactory = _ => 7233 };
    private static readonly Option<string[]> Namespaces = new("--namespace") { Description = "Namespaces to serve.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<bool> UiData = new("--ui-data") { Description = "Also serve workflows and histories as JSON, read-only, on a free loopback port." };

    public static Command Make()
    {
        var command = new Command("temporal-dev",
            """
            The embedded Temporal service on its own, for any Temporal SDK.

            Examples:
              recovery temporal-dev --port 7233 --db temporal.db
              recovery temporal-dev --port 0 --namespace default orders --ui-data
            """).With(Port, Namespaces, UiData, CommonOptions.Verbose);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var options = CommonOptions.Read(parsed);
        var database = options.Database == Path.GetFullPath("recovery.db") ? Path.GetFullPath("temporal.db") : options.Database;
        if (parsed.GetValue(Port) is < 0 or > 65535)
            throw new BadInputException($"--port: expected 0 (any free one) to 65535, found {parsed.GetValue(Port)}.");
        var namespaces = parsed.GetValue(Namespaces) is { Length: > 0 } given ? given : ["default"];
        if (namespaces.FirstOrDefault(string.IsNullOrWhiteSpace) is { } empty)
            throw new BadInputException($"--namespace: expected a name, found '{empty}'.");

        await using var server = await EmbeddedTemporal.StartAsync(
            new EmbeddedTemporalOptions(database) { Port = parsed.GetValue(Port), Namespaces = namespaces }, ct);
        AnsiConsole.MarkupLineInterpolated($"Temporal service on {server.TargetHost}, namespaces {string.Join(", ", namespaces)}, database {database}; stop with Ctrl+C");
        if (!parsed.GetValue(UiData))
        {
            await Task.Delay(Timeout.Infinite, ct);
            return CommandLine.Done;
        }

        var client = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(server.TargetHost) { Namespace = namespaces[0] });
        await using var data = await TemporalUiData.StartAsync(client, ct);
        AnsiConsole.MarkupLineInterpolated($"Workflows as JSON: {data.Address}api/v1/namespaces/{Uri.EscapeDataString(namespaces[0])}/workflows");
        await Task.Delay(Timeout.Infinite, ct);
        return CommandLine.Done;
    }
}
