using AgenticRecovery.Books;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Activities;

/// <summary>The books in use at one moment. A decision takes them once and so is never changed by a later replacement.</summary>
/// <param name="EnforcedSource">The book as written, kept with the decisions it makes.</param>
/// <param name="Shadow">Decided and logged beside the enforced book, never acted on; null where there is none.</param>
public sealed record PolicyBooks(PolicyBook Enforced, string EnforcedSource, PolicyBook? Shadow = null, string ShadowSource = "");

/// <summary>Holds the books in use. Replacing one never changes a decision that is being made or was made.</summary>
public sealed class PolicyShelf(PolicyBooks books)
{
    private volatile PolicyBooks _books = books;

    public PolicyBooks Books => _books;

    /// <summary>The enforced book.</summary>
    public PolicyBook Current => _books.Enforced;

    public void Replace(PolicyBooks next) => _books = next;

    /// <param name="enforced">A file, or the name of a shipped book.</param>
    /// <param name="shadow">The same for the shadow book; null for none.</param>
    /// <exception cref="PolicyBookException">A book has faults; each names file, line and column.</exception>
    public static PolicyShelf Open(string enforced, string? shadow = null) => new(Read(enforced, shadow));

    /// <inheritdoc cref="Open"/>
    internal static PolicyBooks Read(string enforced, string? shadow)
    {
        var (first, second) = (PolicyBookReader.ReadFile(enforced), shadow is null ? null : PolicyBookReader.ReadFile(shadow));
        IReadOnlyList<PolicyFault> faults = [.. first.Faults, .. second?.Faults ?? []];
        return faults.Count == 0
            ? new PolicyBooks(first.Book!, first.Source, second?.Book, second?.Source ?? "")
            : throw new PolicyBookException(faults);
    }
}

/// <summary>A book that cannot be used.</summary>
public sealed class PolicyBookException(IReadOnlyList<PolicyFault> faults)
    : Exception(string.Join(Environment.NewLine, faults.Select(f => f.ToString())))
{
    public IReadOnlyList<PolicyFault> Faults { get; } = faults;
}
