using System.CommandLine;
using System.CommandLine.Parsing;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Host.Cli;

/// <summary>
/// The program <c>recovery</c>. Exit codes: 0 done, 1 a finding or a gate failed, 2 bad input.
/// With <c>--json</c> exactly one JSON document goes to standard output and everything else to standard error.
/// </summary>
public static class CommandLine
{
    public const int Done = 0;
    public const int Finding = 1;
    public const int BadInput = 2;

    public static async Task<int> RunAsync(string[] args, CancellationToken ct)
    {
        var root = Root();
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 || Strays(parsed).Any())
            return Refuse(root, parsed);

        var isVerbose = args.Contains("--verbose");
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, ct);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("recovery: stopped");
            return Finding;
        }
        catch (Exception e) when (BadInputException.Explain(e) is { } message)
        {
            await Console.Error.WriteLineAsync("recovery: " + message);
            if (isVerbose)
                await Console.Error.WriteLineAsync(e.ToString());
            return BadInput;
        }
    }

    private static RootCommand Root()
    {
        var root = new RootCommand(
            """
            Saves online orders after checkout: every at-risk order becomes a case, driven by a durable workflow.

            Examples:
              recovery demo                       the shipped sample queue, then the approval desk
              recovery run queue.jsonl            drive an exception queue until each case is closed or waits
              recovery approvals list             what waits for a person
              recovery case timeline ID           the story of one case
            """);
        root.Options.Add(CommonOptions.Database);
        root.Options.Add(CommonOptions.Temporal);
        foreach (var verb in Verbs.All())
            root.Subcommands.Add(verb);
        return root;
    }

    /// <summary>Says what was wrong and the nearest valid word, instead of a page of help.</summary>
    private static int Refuse(RootCommand root, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var words = command.Subcommands.Select(c => c.Name).Concat(Options(root, command)).ToArray();
        foreach (var error in parsed.Errors.Select(e => e.Message).Distinct())
            Console.Error.WriteLine("recovery: " + error);
        foreach (var token in parsed.UnmatchedTokens.Concat(Strays(parsed)))
        {
            if (Spelling.Nearest(token, words) is { } near)
                Console.Error.WriteLine($"recovery: '{token}' is not known here. Did you mean '{near}'?");
            else if (words.Length > 0)
                Console.Error.WriteLine($"recovery: '{token}' is not known here. Expected one of: {string.Join(", ", words)}.");
        }

        Console.Error.WriteLine("recovery: see 'recovery " + (command is RootCommand ? "" : command.Name + " ") + "--help'");
        return BadInput;
    }

    /// <summary>Misspelt options that a list of files would take for files.</summary>
    private static IEnumerable<string> Strays(ParseResult parsed) => parsed.CommandResult.Command.Arguments
        .SelectMany(argument => parsed.GetResult(argument)?.Tokens ?? [])
        .Select(token => token.Value)
        .Where(word => word.StartsWith("--", StringComparison.Ordinal));

    private static IEnumerable<string> Options(RootCommand root, Command command) =>
        command.Options.Concat(root.Options).Select(o => o.Name);
}
