using System.CommandLine;

namespace AgenticRecovery.Host.Cli;

/// <summary>Every verb of the program.</summary>
internal static class Verbs
{
    public static IEnumerable<Command> All()
    {
        yield return DemoCommand.Make();
    }
}
