namespace AgenticRecovery.Triage.Guarding;

/// <summary>How a proposed move stands to what the customer wrote; the words of the fact <c>request.match</c>.</summary>
public enum RequestMatch
{
    /// <summary>The text, read on the shop's facts, comes to exactly this.</summary>
    Agrees,

    /// <summary>The text leaves it open; nothing in it speaks against.</summary>
    Open,

    /// <summary>Something in the text speaks against it, or nothing in it asks for it: a person looks.</summary>
    Doubtful,

    /// <summary>An argument has no source at all, neither in the text nor in the shop.</summary>
    Against,

    /// <summary>There is no text that could be read.</summary>
    Unread,
}

/// <param name="Check">The check that found it, such as "left-out"; empty where none did.</param>
/// <param name="Reason">For people. Names products, options and orders, never a person, an address or a method's number.</param>
public sealed record MatchFinding(RequestMatch Match, string Check, string Reason)
{
    public static readonly MatchFinding Agrees = new(RequestMatch.Agrees, "", "The customer's words come to exactly this.");
    public static readonly MatchFinding Open = new(RequestMatch.Open, "", "Nothing in the customer's words speaks against it.");
    public static readonly MatchFinding Unread = new(RequestMatch.Unread, "", "There is no text that can be compared with it.");

    public static MatchFinding Doubt(string check, string reason) => new(RequestMatch.Doubtful, check, reason);

    public static MatchFinding Against(string check, string reason) => new(RequestMatch.Against, check, reason);
}
