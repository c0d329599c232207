using AgenticRecovery.Books;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Activities;

/// <summary>The enforced policy book. Replacing it never changes a decision that is being made or was made.</summary>
public sealed class PolicyShelf(PolicyBook book)
{
    private volatile PolicyBook _current = book;

    public PolicyBook Current => _current;

    public void Replace(PolicyBook next) => _current = next;

    /// <param name="pathOrName">A file, or the name of a shipped book.</param>
    /// <exception cref="PolicyBookException">The book has faults; each names file, line and column.</exception>
    public static PolicyShelf Open(string pathOrName)
    {
        var reading = PolicyBookReader.ReadFile(pathOrName);
        return new PolicyShelf(reading.Book ?? throw new PolicyBookException(reading.Faults));
    }
}

/// <summary>A book that cannot be used.</summary>
public sealed class PolicyBookException(IReadOnlyList<PolicyFault> faults)
    : Exception(string.Join(Environment.NewLine, faults.Select(f => f.ToString())))
{
    public IReadOnlyList<PolicyFault> Faults { get; } = faults;
}
