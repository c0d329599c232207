using System.Globalization;
using AgenticRecovery.Cases;
using AgenticRecovery.Policy;
using YamlDotNet.RepresentationModel;

namespace AgenticRecovery.Books;

internal sealed class PolicyRuleReader(PolicyYaml walk, Rates rates, IReadOnlyList<string> roles)
{
    private static readonly string[] Effects = ["forbid", "approve", "allow", "oblige"];
    private static readonly string[] Keys = [.. Effects, "id", "when", "because", "law", "by", "within", "with"];
    private static readonly string[] ObligationKinds = ["message", "evidence", "hold", "timer", "notice", "step"];

    public List<Rule> Rules(YamlNode? node, YamlNode root)
    {
        if (node is null)
            walk.Fault(root, "the book has no rules", "'rules:'");
        var rules = new List<Rule>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in walk.Items(node, "rules"))
        {
            if (Rule(item) is not { } rule)
                continue;
            if (!seen.Add(rule.Id))
                walk.Fault(item, $"two rules are called '{rule.Id}'", "an id of its own");
            rules.Add(rule);
        }
        if (rules.Count > PolicyBook.MaxRules)
            walk.Fault(node!, $"the book has {rules.Count} rules", $"at most {PolicyBook.MaxRules}");
        return rules;
    }

    private Rule? Rule(YamlNode item)
    {
        var entries = walk.Entries(item, "a rule", Keys);
        var id = walk.Text(entries, "id", item, "the rule");
        var effects = Effects.Where(entries.ContainsKey).ToList();
        if (effects is not [var word])
        {
            // A key that was not understood has its own fault already.
            if (effects.Count > 0 || entries.Count == (item as YamlMappingNode)?.Children.Count)
                walk.Fault(item, effects.Count == 0 ? "the rule does not say what it does" : $"the rule says both '{effects[0]}' and '{effects[1]}'", "one of " + string.Join(", ", Effects));
            return null;
        }
        var effect = Enum.Parse<Effect>(word, ignoreCase: true);
        var isLaw = Flag(entries, "law");
        var when = entries.TryGetValue("when", out var condition) ? walk.Condition(condition, rates) : Expression.Always;
        var moves = PolicyMoves.Read(walk, entries[word], word);
        var by = By(entries, item, effect, isLaw);
        return id is null || when is null || moves is null ? null : new Rule
        {
            Id = id,
            Effect = effect,
            Moves = moves.Value.Set,
            Over = moves.Value.Over,
            When = when,
            Because = walk.Text(entries, "because") ?? "",
            IsLaw = isLaw,
            By = by,
            Obligations = Obligations(entries),
            Line = (int)item.Start.Line,
        };
    }

    private Approver? By(Dictionary<string, YamlNode> entries, YamlNode item, Effect effect, bool isLaw)
    {
        var isAsking = effect == Effect.Approve || (effect == Effect.Allow && isLaw);
        if (!entries.TryGetValue("by", out var node))
        {
            if (isAsking)
                walk.Fault(item, effect == Effect.Approve ? "the rule does not say who approves" : "a duty of law that allows must say who decides when another rule would refuse", "'by: { role: approver, people: 1 }'");
            return null;
        }
        if (!isAsking)
            walk.Fault(node, "nobody is asked by this rule", "'by' on rules that approve only");
        var keys = walk.Entries(node, "by", "role", "people");
        var role = walk.Text(keys, "role", node, "by") ?? "";
        if (role.Length > 0 && !roles.Contains(role))
            walk.Fault(keys["role"], $"there is no role '{role}'", "one of " + string.Join(", ", roles), Spelling.Nearest(role, roles));
        var people = walk.Text(keys, "people") ?? "1";
        if (!int.TryParse(people, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 5)
            walk.Fault(keys["people"], $"'{people}' is no number of people", "1 to 5");
        var within = walk.Text(entries, "within") ?? "4h business";
        if (!Span.TryParse(within, out var span) || span.Length <= TimeSpan.Zero)
            walk.Fault(entries["within"], $"'{within}' is no length of time", "such as '30m', '1d' or '4h business'");
        return new Approver(role, Math.Max(1, count), span);
    }

    private bool Flag(Dictionary<string, YamlNode> entries, string key)
    {
        var text = walk.Text(entries, key) ?? "false";
        if (text is not ("true" or "false"))
            walk.Fault(entries[key], $"'{text}' is neither true nor false", "true or false");
        return text == "true";
    }

    private List<string> Obligations(Dictionary<string, YamlNode> entries)
    {
        var obligations = new List<string>();
        foreach (var word in entries.TryGetValue("with", out var node) ? walk.Words(node, "with") : [])
        {
            var parts = word.Value!.Split(':', 2);
            if (parts.Length != 2 || parts[1].Length == 0 || !ObligationKinds.Contains(parts[0]))
                walk.Fault(word, $"'{word.Value}' is no obligation", "kind:what, with a kind of " + string.Join(", ", ObligationKinds), Spelling.Nearest(parts[0], ObligationKinds));
            else if (parts[0] == "hold" && !Enum.TryParse<HoldKind>(parts[1], out _))
                walk.Fault(word, $"there is no hold '{parts[1]}'", "one of " + string.Join(", ", Enum.GetNames<HoldKind>()), Spelling.Nearest(parts[1], Enum.GetNames<HoldKind>()));
            else
                obligations.Add(word.Value!);
        }
        return obligations;
    }
}

internal static class PolicyMoves
{
    /// <summary>Moves by name and by group; null, with faults, where a word is neither.</summary>
    public static (MoveSet Set, IReadOnlyList<string> Over)? Read(PolicyYaml walk, YamlNode node, string what)
    {
        var set = default(MoveSet);
        var over = new List<string>();
        var isClean = true;
        foreach (var word in walk.Words(node, what))
        {
            if (MoveSet.TryParse(word.Value!, out var some))
            {
                set |= some;
            }
            else
            {
                isClean = false;
                var names = MoveSet.Groups.Keys.Concat(MoveSet.Names).ToList();
                walk.Fault(word, $"'{word.Value}' is no move and no group", "a move such as FullRefund, or a group such as concessions", Spelling.Nearest(word.Value!, names));
            }
            over.Add(word.Value!);
        }
        if (over.Count == 0)
            walk.Fault(node, $"'{what}' names no move", "at least one move or group");
        return isClean && over.Count > 0 ? (set, over) : null;
    }
}
