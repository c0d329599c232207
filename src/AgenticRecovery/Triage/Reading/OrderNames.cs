using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

/// <summary>Finds where a text names orders: the customer's own ids in any form, and anything that looks like an order id.</summary>
internal static class OrderNames
{
    public static IReadOnlyList<(int Start, int End, string Id)> In(string text, IReadOnlyList<Order> orders)
    {
        var found = new List<(int Start, int End, string Id)>();
        foreach (var order in orders)
            AddAll(text, order.Id.Value.TrimStart('#'), order.Id.Value, found);
        foreach (var id in Identity.OrdersIn(text))
            AddAll(text, id.TrimStart('#'), id, found);
        return found;
    }

    private static void AddAll(string text, string bare, string id, List<(int Start, int End, string Id)> found)
    {
        for (var at = text.IndexOf(bare, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(bare, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + bare.Length;
            var start = at > 0 && text[at - 1] == '#' ? at - 1 : at;
            if (IsPlainNumber(text, bare, start, at) || IsInside(text, start - 1) || IsInside(text, end) || found.Exists(other => other.Start < end && start < other.End))
                continue;
            found.Add((start, end, id));
        }
    }

    // "1042" alone may be an amount: without "#" it needs the word "order" shortly before.
    private static bool IsPlainNumber(string text, string bare, int start, int at) =>
        start == at && bare.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0
        && !text.AsSpan(Math.Max(0, at - 20), Math.Min(20, at)).Contains("order", StringComparison.OrdinalIgnoreCase);

    // Part of a longer word or number: no id.
    private static bool IsInside(string text, int at) => at >= 0 && at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_');
}
