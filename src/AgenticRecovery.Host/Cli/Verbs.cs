using System.CommandLine;

namespace AgenticRecovery.Host.Cli;

/// <summary>Every verb of the program.</summary>
internal static class Verbs
{
    public static IEnumerable<Command> All() =>
    [
        DemoCommand.Make(), RunCommand.Make(), .. ServiceCommands.All(), CaseCommands.Make(), ApprovalCommands.Make(), UserCommands.Make(), Mcp.McpCommand.Make(),
        PolicyVerbs.Make(), DeadLetterCommands.Make(), SchemaCommand.Make(), EvalCommand.Make(), DoctorCommand.Make(), TrainCommand.Make(),
    ];
}
