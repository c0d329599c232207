using AgenticRecovery.Cases;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Evals.Datasets;

/// <summary>What should become of a case before anybody answers.</summary>
public enum EvalVerdict
{
    /// <summary>Settled by the program alone.</summary>
    Auto,
    /// <summary>A person is asked before anything happens.</summary>
    Approval,
    /// <summary>The customer is told no, and why.</summary>
    Deny,
    /// <summary>The customer is asked.</summary>
    Ask,
}

/// <summary>One written case: what happens, and what is right for the customer and the money.</summary>
/// <param name="Line">1-based, in the dataset.</param>
public sealed record EvalCase(string Id, int Line, FailureMode Mode, string About, IReadOnlyList<Signal> Signals, Expectations Expect)
{
    public IReadOnlyList<OrderId> Orders { get; } =
        [.. Signals.Select(s => s.Order).OfType<OrderId>().Concat(Expect.Moves.Select(m => m.Order).OfType<OrderId>()).Distinct()];

    public IReadOnlyList<CustomerId> Customers { get; } =
        [.. Signals.Select(s => s.Customer).OfType<CustomerId>().Concat(Expect.Moves.Select(m => m.Customer).OfType<CustomerId>()).Distinct()];
}

public sealed record Expectations
{
    public required EvalVerdict Verdict { get; init; }

    /// <summary>Carried out on a fresh shop they give the end state that is right; empty when nothing may change.</summary>
    public required IReadOnlyList<ReferenceMove> Moves { get; init; }

    /// <summary>Moves that must be carried out; "A|B" means either.</summary>
    public IReadOnlyList<string> Must { get; init; } = [];
    public IReadOnlyList<string> MustNot { get; init; } = [];

    /// <summary>Pieces of text that some sent message must have; case is free.</summary>
    public IReadOnlyList<string> Said { get; init; } = [];
    public IReadOnlyList<string> NotSaid { get; init; } = [];

    /// <summary>What the policy book must say of a move when it is proposed: allow, approval or deny.</summary>
    public IReadOnlyDictionary<string, string> Decisions { get; init; } = new Dictionary<string, string>();
}

/// <param name="Order">Null only for moves on a customer.</param>
public sealed record ReferenceMove(OrderId? Order, CustomerId? Customer, Move Move);
