using AgenticRecovery.Connectors.Retail;

namespace AgenticRecovery.Evals.Retail;

/// <summary>One step of a recorded run that matters here.</summary>
public abstract record RunStep
{
    private RunStep() { }

    /// <summary>What the customer wrote.</summary>
    public sealed record Said(string Text) : RunStep;

    public sealed record Called(RetailCall Call) : RunStep;
}

/// <summary>What a real model did with one ticket.</summary>
/// <param name="File">Name of the recording.</param>
/// <param name="Ticket">Runs of one ticket are no independent evidence.</param>
public sealed record RecordedRun(string File, string Ticket, RetailSemantics Semantics, IReadOnlyList<RunStep> Steps)
{
    /// <summary>Whether the end state was judged right then; null where the recording does not say.</summary>
    public bool? Verdict { get; init; }

    /// <summary>The recording's own reference; null where it has none.</summary>
    public IReadOnlyList<RetailCall>? Reference { get; init; }

    public IEnumerable<RetailCall> Calls => Steps.OfType<RunStep.Called>().Select(s => s.Call);
}
