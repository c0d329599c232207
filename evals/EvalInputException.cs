using AgenticRecovery.Books;

namespace AgenticRecovery.Evals;

/// <summary>A suite, shop or dataset that must not be used; nothing was run. Every fault says file, line and what was expected.</summary>
public sealed class EvalInputException(IReadOnlyList<BookFault> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public EvalInputException(string file, string message) : this([new BookFault(file, 1, 1, message)])
    {
    }

    public IReadOnlyList<BookFault> Faults { get; } = faults;
}
