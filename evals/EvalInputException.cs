using AgenticRecovery.Books;

namespace AgenticRecovery.Evals;

/// <summary>A suite, shop or dataset that must not be used; nothing was run. Every fault says file, line and what was expected.</summary>
public sealed class EvalInputException : Exception
{
    public EvalInputException(IReadOnlyList<BookFault> faults) : base(string.Join(Environment.NewLine, faults))
    {
    }

    public EvalInputException(string file, string message) : base($"{file}: {message}")
    {
    }

    /// <summary>A fault that another reader has worded already.</summary>
    public EvalInputException(string message, Exception inner) : base(message, inner)
    {
    }
}
