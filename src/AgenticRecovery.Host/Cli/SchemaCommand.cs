using System.CommandLine;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Evals.Datasets;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Host.Cli;

/// <summary>The JSON Schema of each input.</summary>
internal static class SchemaCommand
{
    private static readonly Argument<string> Of = new("INPUT") { Description = "signal, policy or dataset." };

    public static Command Make()
    {
        var command = new Command("schema", "The JSON Schema of an input: signal, policy or dataset.");
        command.Arguments.Add(Of);
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(Of)!;
            var document = name switch
            {
                "signal" => SignalSchema.Document(),
                "policy" => PolicySchema.Document(),
                "dataset" => DatasetSchema.Document(),
                _ => throw new BadInputException($"schema: expected signal, policy or dataset, found '{name}'{(Spelling.Nearest(name, ["signal", "policy", "dataset"]) is { } near ? $" (did you mean '{near}'?)" : "")}."),
            };
            Output.Document(document);
            return CommandLine.Done;
        });
        return command;
    }
}
