using System.Globalization;
using System.Text.RegularExpressions;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Store;

namespace AgenticRecovery.Host.Desk;

/// <summary>Values in the words of the desk.</summary>
internal static partial class Words
{
    public static string Mode(FailureMode? mode) => mode is null ? "Not diagnosed yet" : Spaced(mode.Value.ToString());

    /// <summary>What happened, from the newest event where its kind says more than the mode.</summary>
    public static string Title(CaseRecord c) =>
        Subject().Match(c.Id.Value) is { Success: true } m && m.Groups[1].Value is not ("Message" or "Dispute") && m.Groups[1].Value != c.Mode?.ToString()
            ? Spaced(m.Groups[1].Value) : Mode(c.Mode);

    public static string State(CaseRecord c) => c.Result is { } result ? Spaced(result.ToString()) : c.State switch
    {
        CaseState.AwaitingApproval => "Waits for a person",
        CaseState.AwaitingCustomer => "Waits for the customer",
        CaseState.Verifying => "Waits for the shop",
        _ => Spaced(c.State.ToString()),
    };

    public static string Money(Money money) => Symbol(money.Currency) is { } sign
        ? (money.Minor < 0 ? "−" : "") + sign + Math.Abs(money.Amount).ToString("N" + money.Currency.Exponent, CultureInfo.InvariantCulture)
        : money.ToString();

    public static string Whole(decimal amount, Money like) => (Symbol(like.Currency) ?? "") + amount.ToString("N0", CultureInfo.InvariantCulture);

    public static string Share(decimal share) => Math.Round(share * 100).ToString(CultureInfo.InvariantCulture) + "%";

    public static string Span(TimeSpan left) =>
        left < TimeSpan.Zero ? $"late {Length(-left)}" : Length(left);

    public static string MoveName(string name) => Spaced(name);

    public static string Role(string role) => role.Replace('_', ' ').Replace('-', ' ');

    public static string Reason(PendingApproval pending) => pending.Proposal.Move is Move.EscalateTo
        ? "handed over: " + First(pending.Proposal.Reason, 120) : pending.Approval.Request.Rule;

    public static string Move(Move move) => move switch
    {
        Cases.Move.EscalateTo to => Question(to.Instructions),
        Cases.Move.PartialRefund refund => $"Refund {Money(refund.Amount)} ({Plain(refund.Basis)})",
        Cases.Move.FullRefund refund => $"Refund the order in full ({Plain(refund.Basis)})",
        Cases.Move.LimitedIncentive incentive => $"Give {Money(incentive.Amount)} as an incentive",
        Cases.Move.StoreCredit credit => $"Give {Money(credit.Amount)} store credit",
        Cases.Move.CancelOrder cancel => $"Cancel the order ({Plain(cancel.Reason)})",
        Cases.Move.ChangeAddress change => $"Change the address to {Place(change.To)}",
        Cases.Move.Reroute reroute => $"Send the parcel to {Place(reroute.To)} instead",
        Cases.Move.ReleaseHold => "Release the order from its hold and let it ship",
        Cases.Move.SubmitEvidence evidence => $"Send our evidence in dispute {evidence.DisputeId}",
        Cases.Move.AccelerateRefund => "Pay the refund now, before the return is checked",
        Cases.Move.ReturnForRefund => "Take the goods back and refund them",
        Cases.Move.RetryPayment => "Try the payment again",
        _ => Spaced(move.Name),
    };

    /// <summary>The lines of a text; an empty line or a line break parts them.</summary>
    public static string[] Paragraphs(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The beginning of a text, cut at a word.</summary>
    public static string First(string text, int most) =>
        text.Length <= most ? text : text[..Math.Max(1, text.LastIndexOf(' ', most))] + " …";

    /// <summary>Shape of a timeline entry.</summary>
    public static string? Mark(string kind) => kind switch
    {
        "decision" => "decision",
        "verdict" or "approval" => "person",
        "failed" or "changed" or "refused" => "alert",
        _ => null,
    };

    /// <summary>The question of a hand-over, which stands on its first line.</summary>
    private static string Question(string instructions) => Paragraphs(instructions) is [var first, ..] ? First(Unlabelled(first), 240) : "A person must decide";

    /// <summary>The lines below the question of a hand-over, or a proposal's reason.</summary>
    public static string[] Why(Proposal proposal) =>
        proposal.Move is Cases.Move.EscalateTo to ? Paragraphs(to.Instructions)[1..] : Paragraphs(proposal.Reason);

    private static string Unlabelled(string line) => line.StartsWith("Question: ", StringComparison.Ordinal) ? line["Question: ".Length..] : line;

    private static string Place(Address to) => $"{to.Street}, {to.PostalCode} {to.City}";

    private static string Plain(string word) => word.Replace('_', ' ');

    private static string? Symbol(Currency currency) => currency.Code switch { "EUR" => "€", "USD" => "$", "GBP" => "£", _ => null };

    public static string Length(TimeSpan span) =>
        span.TotalHours < 1 ? $"{span.Minutes} min" : span.TotalDays < 1 ? $"{(int)span.TotalHours} h {span.Minutes:00}" : $"{(int)span.TotalDays} d {span.Hours} h";

    private static string Spaced(string name) =>
        char.ToUpperInvariant(name[0]) + Humps().Replace(name[1..], m => " " + m.Value.ToLowerInvariant());

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Humps();

    [GeneratedRegex("-([A-Za-z]+)-[0-9]+$")]
    private static partial Regex Subject();
}
