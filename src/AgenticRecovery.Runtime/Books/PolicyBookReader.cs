using System.Globalization;
using System.Reflection;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Policy;
using AgenticRecovery.Workflows;
using YamlDotNet.RepresentationModel;

namespace AgenticRecovery.Books;

/// <summary>Reads policy books. A book with any fault is no book; every fault says its file, line and column.</summary>
public static class PolicyBookReader
{
    private static readonly string[] Keys =
        ["book", "version", "currency", "rates", "calendar", "roles", "freshness", "rules", "budgets", "situations", "examples", "about"];

    /// <summary>The file on disk, or the shipped book of that name ("default", "retail").</summary>
    public static PolicyReading ReadFile(string pathOrName) => File.Exists(pathOrName)
        ? Read(File.ReadAllText(pathOrName), pathOrName)
        : Shipped(pathOrName) is { } text
            ? Read(text, $"policies/{pathOrName}.yaml")
            : new PolicyReading(null, [new PolicyFault(pathOrName, 0, 0, "there is no such file", "a file, or one of " + string.Join(", ", ShippedNames), Spelling.Nearest(pathOrName, ShippedNames))]);

    public static IReadOnlyList<string> ShippedNames { get; } = ["default", "retail"];

    /// <summary>The text of a shipped file under <c>policies/</c>; null where there is none.</summary>
    public static string? Shipped(string name)
    {
        using var stream = typeof(OpenCase).Assembly.GetManifestResourceStream($"policies/{name}.yaml");
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <param name="file">Name that faults carry.</param>
    public static PolicyReading Read(string yaml, string file)
    {
        var walk = new PolicyYaml(file, yaml);
        if (walk.Root() is not { } root)
            return new PolicyReading(null, walk.Faults);
        var entries = walk.Entries(root, "a book", Keys);
        var name = walk.Text(entries, "book", root, "the book");
        var version = Version(walk, entries, root);
        var rates = PolicyHeadReader.Rates(walk, entries, root);
        var roles = PolicyHeadReader.Roles(walk, entries);
        var rules = new PolicyRuleReader(walk, rates, roles).Rules(entries.GetValueOrDefault("rules"), root);
        var budgets = PolicyBudgetReader.Budgets(walk, entries.GetValueOrDefault("budgets"), rates, rules);
        var text = new PolicyBookText
        {
            Name = name ?? "",
            Version = version,
            Rates = rates,
            Roles = roles,
            Rules = rules,
            Budgets = budgets,
            Calendar = PolicyHeadReader.Calendar(walk, entries),
            Freshness = PolicyHeadReader.Freshness(walk, entries),
            Examples = PolicyExampleReader.Examples(walk, entries, rules),
        };
        return walk.Faults.Count > 0 ? new PolicyReading(null, walk.Faults) { Source = yaml } : new PolicyReading(new PolicyBook(text), []) { Source = yaml };
    }

    private static int Version(PolicyYaml walk, Dictionary<string, YamlNode> entries, YamlNode root)
    {
        var text = walk.Text(entries, "version", root, "the book");
        if (text is null)
            return 0;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0)
            return version;
        walk.Fault(entries["version"], $"'{text}' is no version", "a whole number from 1");
        return 0;
    }
}
