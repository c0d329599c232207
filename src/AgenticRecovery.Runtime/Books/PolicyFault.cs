using AgenticRecovery.Policy;

namespace AgenticRecovery.Books;

/// <summary>What is wrong in a book, where, what was expected there, and the name probably meant. Lines and columns count from 1.</summary>
public sealed record PolicyFault(string File, int Line, int Column, string Message, string Expected, string? Nearest)
{
    public override string ToString() =>
        $"{File}:{Line}:{Column}: {Message}; expected {Expected}{(Nearest is null ? "" : $"; did you mean '{Nearest}'?")}";
}

/// <summary>A book, or what keeps it from being one; never both.</summary>
public sealed record PolicyReading(PolicyBook? Book, IReadOnlyList<PolicyFault> Faults)
{
    /// <summary>The text that was read.</summary>
    public string Source { get; init; } = "";

    /// <summary>The book; throws with every fault where there is none.</summary>
    public PolicyBook Require() => Book
        ?? throw new ArgumentException("The policy book cannot be read:\n" + string.Join("\n", Faults));
}
