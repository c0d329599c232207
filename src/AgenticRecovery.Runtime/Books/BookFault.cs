namespace AgenticRecovery.Books;

/// <summary>One fault of a book file. Line and column start at 1.</summary>
public sealed record BookFault(string File, long Line, long Column, string Message)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}

/// <summary>A playbook, message or cost file that must not be used; every fault is listed.</summary>
public sealed class BookFaultException(IReadOnlyList<BookFault> faults)
    : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<BookFault> Faults { get; } = faults;
}
