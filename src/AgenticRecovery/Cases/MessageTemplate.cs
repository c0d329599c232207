using System.Text;

namespace AgenticRecovery.Cases;

/// <summary>
/// A message template: text with <c>{{name}}</c> and <c>{{#if name}} … {{/if}}</c>, a subset of Handlebars. Names come from
/// <see cref="Placeholders"/>. The first line is the subject.
/// </summary>
public static class MessageTemplate
{
    /// <summary>Every name a template may use, with what it stands for.</summary>
    public static IReadOnlyDictionary<string, string> Placeholders { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["customer.firstName"] = "the customer's first name",
        ["order.id"] = "the order as the customer knows it",
        ["order.total"] = "what the order costs",
        ["item.name"] = "the line or lines the move acts on",
        ["newItem.name"] = "what comes instead",
        ["amount"] = "the amount of the move, formatted for the language",
        ["method"] = "where money goes: the original payment method or store credit",
        ["date"] = "the date the move states: delivery, refund, callback",
        ["oldDate"] = "the date promised before",
        ["deadline"] = "until when the customer can answer",
        ["carrier"] = "the carrier's name",
        ["tracking"] = "the tracking number",
        ["replacement"] = "the tracking number, where the newest parcel is a replacement",
        ["address"] = "the address the move acts on, in one line",
        ["link"] = "a link the shop made for this case",
        ["code"] = "a discount code the customer named",
        ["question"] = "the one question",
        ["reason"] = "the fact or reason, in one sentence of the customer's language",
        ["shop.name"] = "the shop",
    };

    /// <summary>Faults of a template, with the position of each (0-based characters); empty when it is sound.</summary>
    public static IReadOnlyList<(int At, string Fault)> Check(string template)
    {
        var faults = new List<(int, string)>();
        var open = new Stack<int>();
        foreach (var piece in Pieces(template))
        {
            if (piece.Kind is Kind.Broken) faults.Add((piece.At, "'{{' without its '}}'"));
            else if (piece.Kind is Kind.End && !open.TryPop(out _)) faults.Add((piece.At, "{{/if}} without its {{#if}}"));
            else if (piece.Kind is Kind.Name or Kind.If && !Placeholders.ContainsKey(piece.Text))
                faults.Add((piece.At, $"unknown placeholder '{piece.Text}'" + (Spelling.Nearest(piece.Text, Placeholders.Keys) is { } near ? $" (did you mean {near}?)" : "")));
            if (piece.Kind is Kind.If) open.Push(piece.At);
        }
        foreach (var at in open) faults.Add((at, "{{#if}} without its {{/if}}"));
        return faults;
    }

    /// <summary>Names that stand outside every {{#if}}: a message cannot be written without them.</summary>
    public static IReadOnlyList<string> Needed(string template)
    {
        var needed = new List<string>();
        var depth = 0;
        foreach (var piece in Pieces(template))
        {
            depth += piece.Kind switch { Kind.If => 1, Kind.End => -1, _ => 0 };
            if (piece.Kind is Kind.Name && depth == 0 && !needed.Contains(piece.Text)) needed.Add(piece.Text);
        }
        return needed;
    }

    /// <summary>
    /// Fills a sound template. A missing or empty value drops its {{#if}} part; a missing value outside throws
    /// <see cref="ArgumentException"/>, because a sentence with a hole must never go out.
    /// </summary>
    public static string Fill(string template, IReadOnlyDictionary<string, string> values)
    {
        var filled = new StringBuilder(template.Length + 64);
        var hidden = 0;
        var shown = new Stack<bool>();
        foreach (var piece in Pieces(template))
        {
            switch (piece.Kind)
            {
                case Kind.If:
                    var isShown = values.TryGetValue(piece.Text, out var condition) && condition.Length > 0;
                    shown.Push(isShown);
                    if (!isShown) hidden++;
                    break;
                case Kind.End:
                    if (!shown.Pop()) hidden--;
                    break;
                case Kind.Name when hidden == 0:
                    filled.Append(values.TryGetValue(piece.Text, out var value) && value.Length > 0
                        ? value
                        : throw new ArgumentException($"The template needs '{piece.Text}' and nothing was given for it."));
                    break;
                case Kind.Text when hidden == 0:
                    filled.Append(piece.Text);
                    break;
            }
        }
        return filled.ToString();
    }

    /// <summary>Splits a filled template into subject (first line) and body.</summary>
    public static (string Subject, string Body) Split(string filled)
    {
        var end = filled.IndexOf('\n');
        return end < 0 ? (filled.Trim(), "") : (filled[..end].Trim(), filled[(end + 1)..].Trim());
    }

    private enum Kind { Text, Name, If, End, Broken }

    private readonly record struct Piece(Kind Kind, string Text, int At);

    private static IEnumerable<Piece> Pieces(string template)
    {
        var at = 0;
        while (at < template.Length)
        {
            var start = template.IndexOf("{{", at, StringComparison.Ordinal);
            if (start < 0)
            {
                yield return new Piece(Kind.Text, template[at..], at);
                yield break;
            }
            if (start > at) yield return new Piece(Kind.Text, template[at..start], at);
            var end = template.IndexOf("}}", start, StringComparison.Ordinal);
            if (end < 0)
            {
                yield return new Piece(Kind.Broken, template[start..], start);
                yield break;
            }
            var inner = template[(start + 2)..end].Trim();
            yield return inner == "/if" ? new Piece(Kind.End, "", start)
                : inner.StartsWith("#if ", StringComparison.Ordinal) ? new Piece(Kind.If, inner[4..].Trim(), start)
                : new Piece(Kind.Name, inner, start);
            at = end + 2;
        }
    }
}
