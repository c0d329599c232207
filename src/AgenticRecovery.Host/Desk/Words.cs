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

    /// <summary>A move in English; see <see cref="Viewer.Move"/> for other languages.</summary>
    public static string Move(Move move)
    {
        var (form, values) = MoveForm(move);
        return string.Format(CultureInfo.InvariantCulture, form, values);
    }

    /// <summary>The text of a move with its blanks, and what goes into them.</summary>
    public static (string Form, object[] Values) MoveForm(Move move) => move switch
    {
        Cases.Move.EscalateTo to => ("{0}", [Question(to.Instructions)]),
        Cases.Move.PartialRefund refund => ("Refund {0} ({1})", [Money(refund.Amount), Plain(refund.Basis)]),
        Cases.Move.FullRefund refund => ("Refund the order in full ({0})", [Plain(refund.Basis)]),
        Cases.Move.LimitedIncentive incentive => ("Give {0} as an incentive", [Money(incentive.Amount)]),
        Cases.Move.StoreCredit credit => ("Give {0} store credit", [Money(credit.Amount)]),
        Cases.Move.CancelOrder cancel => ("Cancel the order ({0})", [Plain(cancel.Reason)]),
        Cases.Move.ChangeAddress change => ("Change the address to {0}", [Place(change.To)]),
        Cases.Move.Reroute reroute => ("Send the parcel to {0} instead", [Place(reroute.To)]),
        Cases.Move.ReleaseHold => ("Release the order from its hold and let it ship", []),
        Cases.Move.SubmitEvidence evidence => ("Send our evidence in dispute {0}", [evidence.DisputeId]),
        Cases.Move.AccelerateRefund => ("Pay the refund now, before the return is checked", []),
        Cases.Move.ReturnForRefund => ("Take the goods back and refund them", []),
        Cases.Move.RetryPayment => ("Try the payment again", []),
        Cases.Move.Replace { Lines.Count: 1 } => ("Send the item again at our cost", []),
        Cases.Move.Replace many => ("Send {0} items again at our cost", [many.Lines.Count]),
        Cases.Move.EditItems { Swaps: [var only] } => ("Change {0} to {1} before it ships", [only.Line.Value, only.To.Value]),
        Cases.Move.EditItems many => ("Change {0} lines before they ship", [many.Swaps.Count]),
        Cases.Move.Exchange { Swaps: [var only] } => ("Exchange {0} for {1}", [only.Line.Value, only.To.Value]),
        Cases.Move.Exchange many => ("Exchange {0} items", [many.Swaps.Count]),
        _ => (Spaced(move.Name), []),
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

    public static string FactName(string name)
    {
        var words = Humps().Replace(name.Replace('.', ' ').Replace('_', ' '), m => " " + m.Value.ToLowerInvariant()).Trim();
        return words.Length == 0 ? name : char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string Spaced(string name) =>
        char.ToUpperInvariant(name[0]) + Humps().Replace(name[1..], m => " " + m.Value.ToLowerInvariant());

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Humps();

    [GeneratedRegex("-([A-Za-z]+)-[0-9]+$")]
    private static partial Regex Subject();
}
