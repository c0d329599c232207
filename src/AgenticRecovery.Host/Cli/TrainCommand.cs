using System.CommandLine;
using System.Globalization;
using AgenticRecovery.Agents.Training;
using Spectre.Console;

namespace AgenticRecovery.Host.Cli;

/// <summary>Trains what the embedded model reads with, from listed sources only.</summary>
internal static class TrainCommand
{
    private static readonly Option<string[]> Data = new("--data")
    {
        Description = "File, or folder of .csv files, with rows utterance,intent; trained on beside the shipped corpus, and scored first by the shipped weights.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of the draws.", DefaultValueFactory = _ => TriageTrainer.Seed };
    private static readonly Option<string?> To = new("--to") { Description = "Where the weights file is written; without it nothing is." };

    public static Command Make()
    {
        var triage = new Command("triage",
            """
            Trains the triage classifier. Without --data it gives the shipped weights, byte for byte, and says so. Prints what was
            trained on, and how well unseen sentences are read: accuracy, macro-F1, calibration error.

            Examples:
              recovery train triage
              recovery train triage --data utterances.csv --to weights.bin --json
            """).With(Data, Seed, To, CommonOptions.Json, CommonOptions.Verbose);
        triage.SetAction(RunAsync);
        var command = new Command("train", "Trains the embedded model's reader from listed data.");
        command.Subcommands.Add(triage);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var files = (parsed.GetValue(Data) ?? []).SelectMany(Files).Order(StringComparer.Ordinal).ToList();
        TriageTrained trained;
        try
        {
            trained = TriageTraining.Run(files, parsed.GetValue(Seed));
        }
        catch (InvalidDataException e)
        {
            throw new BadInputException(e.Message, e);
        }

        if (parsed.GetValue(To) is { } to)
            await File.WriteAllBytesAsync(to, trained.Weights, ct);
        if (parsed.GetValue(CommonOptions.Json))
            Output.Document(new
            {
                trained.Lines,
                trained.CorpusHash,
                trained.Seed,
                trained.Bytes,
                trained.Sha256,
                trained.IsShipped,
                trained.HeldOut,
                trained.HeldOutData,
                trained.Unseen,
            });
        else
            Write(Output.People(false), trained);
        return CommandLine.Done;
    }

    private static IEnumerable<string> Files(string path) => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.csv")
        : File.Exists(path) ? [path] : throw new BadInputException($"--data: '{path}' is neither a file nor a folder.");

    private static void Write(IAnsiConsole console, TriageTrained trained)
    {
        console.WriteLine($"Trained on {trained.Lines} lines (corpus {trained.CorpusHash}) with seed {trained.Seed}: {trained.Bytes} bytes, SHA-256 {trained.Sha256}.");
        console.WriteLine(trained.IsShipped ? "These are the shipped weights, byte for byte." : "These are not the shipped weights.");
        console.WriteLine($"Held-out fifths: {Text(trained.HeldOut)}");
        if (trained.HeldOutData is { } data)
            console.WriteLine($"Of these, the data files: {Text(data)}");
        foreach (var unseen in trained.Unseen)
            console.WriteLine($"{unseen.File}, never seen by the shipped weights: {Text(unseen.Score)}");
    }

    private static string Text(TriageScore score) => string.Create(CultureInfo.InvariantCulture,
        $"{score.Count} sentences, accuracy {score.Accuracy:0.000}, macro-F1 {score.MacroF1:0.000}, calibration error {score.CalibrationError:0.000}.");
}
