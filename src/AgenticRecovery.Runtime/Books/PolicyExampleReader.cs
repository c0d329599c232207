using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Policy;
using YamlDotNet.RepresentationModel;

namespace AgenticRecovery.Books;

/// <summary>Reads a book's own examples. A situation is a set of facts that several examples share; an example's own facts win, and "unknown" takes one away.</summary>
internal static class PolicyExampleReader
{
    public static List<BookExample> Examples(PolicyYaml walk, Dictionary<string, YamlNode> book, IReadOnlyList<Rule> rules)
    {
        var situations = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        if (book.TryGetValue("situations", out var node))
            foreach (var (name, facts) in walk.Entries(node, "situations"))
                situations[name] = Facts(walk, facts);
        return [.. walk.Items(book.GetValueOrDefault("examples"), "examples").Select(item => Example(walk, item, situations, rules)).OfType<BookExample>()];
    }

    /// <summary>Examples of a file of their own: its situations and examples, about the rules of a book.</summary>
    public static (IReadOnlyList<BookExample> Examples, IReadOnlyList<PolicyFault> Faults) ReadFile(string path, PolicyBook book)
    {
        if (!File.Exists(path))
            return ([], [new PolicyFault(path, 1, 1, "there is no such file", "a file with 'examples:'", null)]);
        var walk = new PolicyYaml(path, File.ReadAllText(path));
        if (walk.Root() is not { } root)
            return ([], walk.Faults);
        var examples = Examples(walk, walk.Entries(root, "a file of examples", "situations", "examples"), book.Rules);
        if (examples.Count == 0 && walk.Faults.Count == 0)
            walk.Fault(root, "the file has no examples", "'examples:' with at least one");
        return (examples, walk.Faults);
    }

    private static BookExample? Example(
        PolicyYaml walk, YamlNode item, Dictionary<string, Dictionary<string, string>> situations, IReadOnlyList<Rule> rules)
    {
        var entries = walk.Entries(item, "an example", "name", "in", "move", "facts", "expect", "rule", "role");
        var move = walk.Text(entries, "move", item, "the example");
        if (move is not null && MoveSet.IndexOf(move) < 0)
            walk.Fault(entries["move"], $"'{move}' is no move", "a move such as FullRefund", Spelling.Nearest(move, MoveSet.Names));
        var expect = walk.Text(entries, "expect", item, "the example");
        if (expect is not null and not ("allow" or "approval" or "deny"))
            walk.Fault(entries["expect"], $"'{expect}' is no decision", "allow, approval or deny", Spelling.Nearest(expect, ["allow", "approval", "deny"]));
        var rule = walk.Text(entries, "rule");
        if (rule is not null && rule != PolicyBook.DefaultDeny && rules.All(known => known.Id != rule))
            walk.Fault(entries["rule"], $"there is no rule '{rule}'", "the id of a rule, or default.deny", Spelling.Nearest(rule, rules.Select(known => known.Id)));

        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (walk.Text(entries, "in") is { } situation)
        {
            if (situations.TryGetValue(situation, out var shared))
                facts = new Dictionary<string, string>(shared, StringComparer.Ordinal);
            else
                walk.Fault(entries["in"], $"there is no situation '{situation}'", "one of " + string.Join(", ", situations.Keys), Spelling.Nearest(situation, situations.Keys));
        }
        if (entries.TryGetValue("facts", out var own))
        {
            foreach (var (name, value) in Facts(walk, own))
            {
                if (value == "unknown")
                    facts.Remove(name);
                else
                    facts[name] = value;
            }
        }
        return move is null || expect is null ? null : new BookExample(
            walk.Text(entries, "name") ?? $"{move} → {expect}", move, facts, expect, rule)
        {
            Role = walk.Text(entries, "role"),
            Line = (int)item.Start.Line,
        };
    }

    private static Dictionary<string, string> Facts(PolicyYaml walk, YamlNode node)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        var trial = new PolicyFacts(DateTimeOffset.UnixEpoch, Currency.Eur);
        foreach (var (name, value) in walk.Entries(node, "facts"))
        {
            var text = value is YamlSequenceNode ? string.Join(" ", walk.Words(value, name).Select(word => word.Value)) : (value as YamlScalarNode)?.Value ?? "";
            if (!Published.TryFind(name, out var fact))
                walk.Fault(value, $"there is no fact '{name}'", "a published fact", Spelling.Nearest(name, Published.Names));
            else if (text != "unknown" && !FactText.TryRead(trial, fact, text, out var problem))
                walk.Fault(value, problem, fact.Unit);
            else
                facts[fact.Name] = text;
        }
        return facts;
    }
}
