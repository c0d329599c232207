using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Communication;

/// <summary>Turns what a move tells a customer into obligations, and finds what a text promises beyond them.</summary>
public static class PromiseLedger
{
    /// <summary>
    /// The obligations that come with telling a customer of a move. Refunds: the shop's own term of 10 days, inside the 14
    /// days of EU and UK law; US law asks for 7 working days, which is never later.
    /// </summary>
    public static IReadOnlyList<Promise> Of(CaseId caseId, Move move, Money amount, DateTimeOffset now)
    {
        Promise Due(string what, DateTimeOffset at, Money? money = null) => new($"{caseId.Value}/{move.Name}/{at.UtcDateTime:yyyyMMdd}", caseId, what, at, money);
        return move switch
        {
            Move.UpdatePromise promise => [Due("delivered by the new date", EndOf(promise.PromiseAt))],
            Move.ScheduleCallback callback => [Due("a person calls", callback.At.AddHours(1))],
            Move.FullRefund or Move.PartialRefund or Move.CancelOrder or Move.CancelLine or Move.ReturnForRefund when !amount.IsZero =>
                [Due("the money is on its way", now.AddDays(RefundDays), amount)],
            Move.AccelerateRefund => [Due("the refund is pushed", now.AddDays(3))],
            Move.Replace => [Due("the replacement has left", now.AddDays(3))],
            _ => [],
        };
    }

    /// <summary>Future dates that a text states and that are facts: saying one makes it an obligation, due at the end of that day.</summary>
    public static IReadOnlyList<Promise> OfFacts(CaseId caseId, string text, StatedFacts allowed, DateOnly today) =>
        [.. Dates.In(PlainText.Fold(text), today)
            .SelectMany(found => found.Readings.Where(day => day > today && allowed.Dates.Contains(day)).Take(1)).Distinct()
            .Select(day => new Promise($"{caseId.Value}/said/{day:yyyyMMdd}", caseId, "what was said for this date holds", EndOf(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)), null))];

    /// <summary>7 working days are at least 9 calendar days; see the law page of the documentation.</summary>
    public const int RefundDays = 9;

    /// <summary>Future dates and spans in a text that no obligation carries. A sentence that asks the customer for something is theirs.</summary>
    public static IReadOnlyList<string> Unbacked(string folded, IReadOnlyList<Promise> promises, DateOnly today)
    {
        var open = new List<string>();
        foreach (var sentence in PlainText.Sentences(folded))
        {
            var dates = Dates.In(sentence, today);
            var spans = sentence.AsSpan().ContainsAnyInRange('0', '9') ? Spans.In(sentence) : [];
            if (dates.Count + spans.Count == 0)
                continue;
            if (sentence.EndsWith('?') || ForbiddenWords.Find(ForbiddenWords.CustomersTurn, PlainText.Words(sentence)) is not null)
                continue;
            foreach (var date in dates)
                if (date.Readings[0] > today && !promises.Any(promise => date.Readings.Any(reading => Day(promise) <= reading && Day(promise) >= today)))
                    open.Add(date.Text);
            foreach (var (days, text) in spans)
                if (!promises.Any(promise => Day(promise) <= today.AddDays(days)))
                    open.Add(text);
        }
        return open;
    }

    private static DateOnly Day(Promise promise) => DateOnly.FromDateTime(promise.DueAt.UtcDateTime);

    private static DateTimeOffset EndOf(DateTimeOffset day) => new(day.UtcDateTime.Date.AddDays(1).AddSeconds(-1), TimeSpan.Zero);
}
