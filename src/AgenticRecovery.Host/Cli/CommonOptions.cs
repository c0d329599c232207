using System.CommandLine;

namespace AgenticRecovery.Host.Cli;

/// <summary>Options that several verbs share, spelt once.</summary>
public static class CommonOptions
{
    public static readonly Option<string> Database = new("--db")
    {
        Description = "Database file; everything a run writes lies beside it.",
        DefaultValueFactory = _ => "recovery.db",
        Recursive = true,
    };

    public static readonly Option<string> Temporal = new("--temporal")
    {
        Description = "'embedded' or HOST:PORT of a Temporal service.",
        DefaultValueFactory = _ => "embedded",
        Recursive = true,
    };

    public static readonly Option<string?> Policy = new("--policy") { Description = "Policy book to enforce instead of the shipped one." };
    public static readonly Option<string?> Shadow = new("--shadow") { Description = "A second policy book, decided and logged beside the enforced one, never acted on (recovery policy shadow)." };
    public static readonly Option<string> Model = new("--model")
    {
        Description = "'playbook' (embedded, no key) or the name of a configured model.",
        DefaultValueFactory = _ => "playbook",
    };

    public static readonly Option<bool> Json = new("--json") { Description = "One JSON document on standard output." };
    public static readonly Option<bool> Verbose = new("--verbose") { Description = "Stack traces of failures, and log lines." };
    public static readonly Option<string?> As = new("--as") { Description = "The person who answers." };
    public static readonly Option<string[]> Roles = new("--role")
    {
        Description = "Roles of that person (approver, finance, risk, operations, …); default approver.",
        AllowMultipleArgumentsPerToken = true,
    };

    public static AppOptions Read(ParseResult parsed) => new()
    {
        Database = Path.GetFullPath(parsed.GetValue(Database)!),
        Temporal = parsed.GetValue(Temporal)!,
        Policy = parsed.GetValue(Policy),
        Shadow = parsed.GetValue(Shadow),
        Model = parsed.GetValue(Model)!,
        IsJson = parsed.GetValue(Json),
        IsVerbose = parsed.GetValue(Verbose),
    };

    public static Command With(this Command command, params Option[] options)
    {
        foreach (var option in options)
            command.Options.Add(option);
        return command;
    }
}
