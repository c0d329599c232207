using System.CommandLine;
using System.Security.Claims;
using AgenticRecovery.Accounts;
using AgenticRecovery.Host.Accounts;
using AgenticRecovery.Host.Api;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Store;
using ModelContextProtocol.Server;

namespace AgenticRecovery.Host.Mcp;

/// <summary>The Model Context Protocol over standard input and output, for a client on this machine.</summary>
internal static class McpCommand
{
    /// <summary>An API token; from the environment, because a command line can be read by other users of the machine.</summary>
    public const string TokenVariable = "RECOVERY_TOKEN";

    public static Command Make()
    {
        var command = new Command("mcp", $"A Model Context Protocol server over standard input and output. Reads only, unless {TokenVariable} holds a token that may give verdicts.")
            .With(CommonOptions.Verbose, CommonOptions.Policy, CommonOptions.Model);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var options = CommonOptions.Read(parsed);
        if (!File.Exists(options.Database))
            throw new BadInputException($"{options.Database}: no such database; 'recovery run' or 'recovery demo' makes one, --db names one.");
        var text = Environment.GetEnvironmentVariable(TokenVariable);
        ClaimsPrincipal? user;
        using (var store = RecoveryStore.Open(options.Database, TimeProvider.System))
            user = string.IsNullOrEmpty(text) ? Reader() : await TokenScheme.PrincipalAsync(store, text, TimeProvider.System.GetUtcNow(), ct);
        if (user is null)
            throw new BadInputException($"{TokenVariable}: the token is unknown, revoked or expired, or its account is disabled; 'recovery user token NAME' makes one.");

        var mayDecide = PermissionHandler.May(user, Permissions.Decide);
        // Without verdicts nothing moves, so neither Temporal nor a worker is needed.
        await using var app = mayDecide ? await App.StartAsync(options, isPublic: false, ct) : await App.OpenAsync(options, ct);
        var tools = new RecoveryTools(app, mayDecide ? new VerdictDesk(app) : null, user);
        await using var transport = new StdioServerTransport("recovery", app.Logs);
        await using var server = McpServer.Create(transport, McpEndpoints.Options(tools), app.Logs);
        await server.RunAsync(ct);
        return CommandLine.Done;
    }

    /// <summary>Whoever may read the database file may read it this way.</summary>
    private static ClaimsPrincipal Reader() =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.Name, "console"), new Claim(ClaimTypes.Role, "viewer")], "console"));
}
