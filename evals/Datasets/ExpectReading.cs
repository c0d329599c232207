using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Evals.Datasets;

/// <summary>What is right in a case. A case that says nothing of it does not load.</summary>
/// <param name="order">Whose moves they are, unless a move names its own.</param>
internal sealed class ExpectReading(Action<string, long> fault, OrderId? order, CustomerId? customer)
{
    internal static readonly string[] Keys = ["verdict", "moves", "must", "mustNot", "said", "notSaid", "decisions", "givenAtMost", "saidIn"];

    private bool _isFaulty;

    public Expectations? Read(JsonNode? node)
    {
        if (node is not JsonObject row)
        {
            Fault("expect: a case without expectations proves nothing; expected at least a verdict and moves");
            return null;
        }

        foreach (var key in row.Select(p => p.Key).Where(k => !Keys.Contains(k)))
            Fault($"expect: expected {string.Join(", ", Keys)}, found '{key}'{CaseReading.Near(key, Keys)}");
        var verdicts = (CaseReading.Text(row, "verdict") ?? "").Split('|').Select(Verdict).ToList();
        if (row["moves"] is not JsonArray)
            Fault("expect.moves: expected the moves that give the right end state ([] when nothing may change), they are missing");
        var moves = (row["moves"] as JsonArray ?? []).Select(Move).OfType<ReferenceMove>().ToList();
        var (must, mustNot, decisions) = (Texts(row, "must"), Texts(row, "mustNot"), Decisions(row["decisions"]));
        foreach (var name in must.SelectMany(m => m.Split('|')).Concat(mustNot).Concat(decisions.Keys).Where(n => !MoveTraits.All.ContainsKey(n)))
            Fault($"expect: expected the name of a move, found '{name}'{CaseReading.Near(name, MoveTraits.All.Keys)}");
        foreach (var (move, word) in decisions.Where(d => d.Value is not ("allow" or "approval" or "deny")))
            Fault($"expect.decisions.{move}: expected allow, approval or deny, found '{word}'");
        var given = Amount(row["givenAtMost"]);
        return _isFaulty ? null : new Expectations
        {
            Verdict = verdicts[0],
            OrVerdicts = verdicts[1..],
            Moves = moves,
            Must = must,
            MustNot = mustNot,
            Said = Texts(row, "said"),
            NotSaid = Texts(row, "notSaid"),
            Decisions = decisions,
            GivenAtMost = given,
            SaidIn = CaseReading.Text(row, "saidIn"),
        };
    }

    private void Fault(string message)
    {
        _isFaulty = true;
        fault(message, 1);
    }

    private EvalVerdict Verdict(string? word)
    {
        if (!Enum.TryParse<EvalVerdict>(word, ignoreCase: true, out var verdict) || !Enum.IsDefined(verdict))
            Fault($"expect.verdict: expected auto, approval, deny or ask, found '{word}'");
        return verdict;
    }

    /// <summary>{"order": …, "move": {…}}, or the move itself, on the case's own order.</summary>
    private ReferenceMove? Move(JsonNode? node)
    {
        try
        {
            if (node is JsonObject { } row && row["move"] is JsonObject inner)
                return Of(CaseReading.Text(row, "order"), CaseReading.Text(row, "customer"), inner);
            if (node is JsonObject whole && whole["move"] is JsonValue)
            {
                var move = (JsonObject)whole.DeepClone();
                var (on, of) = (CaseReading.Text(move, "order"), CaseReading.Text(move, "customer"));
                move.Remove("order");
                move.Remove("customer");
                return Of(on, of, move);
            }

            Fault("expect.moves: expected a move with its order or customer");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            Fault($"expect.moves: expected a move: {e.Message}");
        }

        return null;
    }

    private ReferenceMove? Of(string? on, string? of, JsonObject move)
    {
        var (orderId, customerId) = (on is null ? order : new OrderId(on), of is null ? customer : new CustomerId(of));
        if (orderId is null && customerId is null)
        {
            Fault("expect.moves: expected a move with its order or customer");
            return null;
        }

        return new ReferenceMove(orderId, customerId, move.Deserialize<Move>(CaseReading.Json)!);
    }

    private Money? Amount(JsonNode? node)
    {
        if (node is null)
            return null;
        if (node.ToString().Split(' ') is [var amount, var code] && decimal.TryParse(amount, NumberStyles.Number, CultureInfo.InvariantCulture, out var value)
            && Currency.TryParse(code, out var currency))
            return Money.FromDecimal(value, currency);
        Fault($"expect.givenAtMost: expected an amount such as '20.00 EUR', found '{node}'");
        return null;
    }

    private static Dictionary<string, string> Decisions(JsonNode? node) =>
        (node as JsonObject ?? []).ToDictionary(p => p.Key, p => p.Value?.ToString() ?? "", StringComparer.Ordinal);

    private List<string> Texts(JsonObject row, string key)
    {
        if (row[key] is null or JsonArray)
            return [.. (row[key] as JsonArray ?? []).Select(t => t?.ToString() ?? "")];
        Fault($"expect.{key}: expected a list of texts");
        return [];
    }
}
