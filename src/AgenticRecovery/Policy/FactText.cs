using System.Globalization;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Policy;

/// <summary>Facts as text and back: the form used in books, examples, records and explanations.</summary>
public static class FactText
{
    public static string Write(PublishedFact fact, long raw, string? text) => fact.Kind switch
    {
        FactKind.Flag => raw == 0 ? "false" : "true",
        FactKind.Number => Decimal(raw, PublishedFact.Micro, "0.######"),
        FactKind.Money => Decimal(raw, PublishedFact.Micro, "0.00####"),
        FactKind.Duration => Decimal(raw, PublishedFact.MicroPerHour, "0.####"),
        FactKind.Word => fact.Values[(int)raw],
        FactKind.Words => string.Join(" ", fact.Values.Where((_, i) => (raw & (1L << i)) != 0)),
        FactKind.Text => text ?? "",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Sets a fact from its text. False with the reason when the text is no value of the fact.</summary>
    public static bool TryRead(PolicyFacts facts, PublishedFact fact, string text, out string problem, DateTimeOffset? observedAt = null)
    {
        problem = "";
        switch (fact.Kind)
        {
            case FactKind.Flag when text is "true" or "false":
                facts.Set(fact, text == "true", observedAt);
                return true;
            case FactKind.Number when TryNumber(fact, text, PublishedFact.Micro, out var number):
                facts.PutRaw(fact, number, null, observedAt);
                return true;
            case FactKind.Money when TryNumber(fact, WithoutCurrency(text, facts), PublishedFact.Micro, out var amount):
                facts.PutRaw(fact, amount, null, observedAt);
                return true;
            case FactKind.Duration when TryNumber(fact, text, PublishedFact.MicroPerHour, out var hours):
                facts.PutRaw(fact, hours, null, observedAt);
                return true;
            case FactKind.Duration when Span.TryParse(text, out var span) && !span.IsBusiness:
                facts.Set(fact, span.Length, observedAt);
                return true;
            case FactKind.Word when fact.IndexOf(text) >= 0:
            case FactKind.Text:
                facts.Set(fact, text, observedAt);
                return true;
            case FactKind.Words:
                var words = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
                if (words.FirstOrDefault(word => fact.IndexOf(word) < 0) is { } wrong)
                {
                    problem = $"'{wrong}' is no value of '{fact.Name}'{Spelling.Hint(wrong, fact.Values)}";
                    return false;
                }
                facts.Set(fact, words, observedAt);
                return true;
            default:
                problem = fact.Values.Count > 0
                    ? $"'{text}' is no value of '{fact.Name}'{Spelling.Hint(text, fact.Values)}"
                    : $"'{text}' is no value of '{fact.Name}', which is {fact.Unit}";
                return false;
        }
    }

    /// <summary>The same for the form that <see cref="Write"/> gives, without allocating; any other form is read as above.</summary>
    public static bool TryRead(PolicyFacts facts, PublishedFact fact, ReadOnlySpan<char> text, DateTimeOffset? observedAt)
    {
        long? raw = fact.Kind switch
        {
            FactKind.Flag or FactKind.Word => Place(fact, text),
            FactKind.Number or FactKind.Money => Millionths(text),
            FactKind.Duration => Millionths(text) * (PublishedFact.MicroPerHour / PublishedFact.Micro),
            _ => null,
        };
        if (raw is not { } known || known < fact.Min || known > fact.Max)
            return TryRead(facts, fact, text.ToString(), out _, observedAt);
        facts.PutRaw(fact, known, null, observedAt);
        return true;
    }

    private static long? Place(PublishedFact fact, ReadOnlySpan<char> text)
    {
        for (var i = 0; i < fact.Values.Count; i++)
            if (text.SequenceEqual(fact.Values[i]))
                return i;
        return null;
    }

    /// <summary>Digits, perhaps after a minus and with at most six decimals; null for anything else and from a thousand million on.</summary>
    private static long? Millionths(ReadOnlySpan<char> text)
    {
        var isNegative = text.Length > 0 && text[0] == '-';
        var (value, decimals, digits) = (0L, -1, 0);
        foreach (var sign in isNegative ? text[1..] : text)
        {
            if (sign == '.' && decimals < 0)
                decimals = 0;
            else if (char.IsAsciiDigit(sign) && digits < 15 && decimals < 6)
                (value, digits, decimals) = (value * 10 + (sign - '0'), digits + 1, decimals < 0 ? -1 : decimals + 1);
            else
                return null;
        }
        if (digits == 0 || digits - Math.Max(0, decimals) > 9)
            return null;
        for (var i = Math.Max(0, decimals); i < 6; i++)
            value *= 10;
        return isNegative ? -value : value;
    }

    /// <summary>A number in the table's own unit. False for one outside the fact's range.</summary>
    private static bool TryNumber(PublishedFact fact, string text, long unit, out long raw)
    {
        raw = 0;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || Math.Abs(number) >= PolicyFacts.Most / (unit / PublishedFact.Micro))
            return false;
        raw = (long)(number * unit);
        return raw >= fact.Min && raw <= fact.Max;
    }

    /// <summary>"12.50 EUR" is 12.50 among facts in euro; another currency is left on and so is no number.</summary>
    private static string WithoutCurrency(string text, PolicyFacts facts) =>
        text.EndsWith(" " + facts.Currency.Code, StringComparison.Ordinal) ? text[..^4] : text;

    private static string Decimal(long raw, long unit, string format) =>
        ((decimal)raw / unit).ToString(format, CultureInfo.InvariantCulture);
}
