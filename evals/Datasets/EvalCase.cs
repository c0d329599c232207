using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Economics;
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
    /// <summary>Customers and orders that the case's own shop has besides the catalogue.</summary>
    public ShopSeed Start { get; init; } = new([], [], []);
    public DateTimeOffset StartAt { get; init; }

    /// <summary>What the customer answers, each reply once.</summary>
    public IReadOnlyList<PersonaReply> Persona { get; init; } = [];

    /// <summary>How long nobody answers after all was said; waits of the workflow that end within are jumped over.</summary>
    public TimeSpan Waits { get; init; }

    /// <summary>Topic → value, besides those every case has.</summary>
    public IReadOnlyDictionary<string, string> Slices { get; init; } = new Dictionary<string, string>();

    /// <summary>Cases of one pair must be given the same money.</summary>
    public string? Pair { get; init; }

    public string Language => Signals.Select(s => s.Language).FirstOrDefault(l => l is not null) ?? Start.Customers.FirstOrDefault()?.Language ?? "en";

    public IReadOnlyList<OrderId> Orders { get; } =
        [.. Signals.Select(s => s.Order).OfType<OrderId>().Concat(Expect.Moves.Select(m => m.Order).OfType<OrderId>()).Distinct()];

    public IReadOnlyList<CustomerId> Customers { get; } =
        [.. Signals.Select(s => s.Customer).OfType<CustomerId>().Concat(Expect.Moves.Select(m => m.Customer).OfType<CustomerId>()).Distinct()];
}

/// <param name="On">Answers it fits: auto, approval, deny, ask or silence; empty fits all.</param>
/// <param name="After">Of the suite's time, since the last thing said.</param>
public sealed record PersonaReply(IReadOnlyList<string> On, string Says, TimeSpan After, string? Language);

public sealed record Expectations
{
    public required EvalVerdict Verdict { get; init; }

    /// <summary>Verdicts that are as right; empty for most cases.</summary>
    public IReadOnlyList<EvalVerdict> OrVerdicts { get; init; } = [];

    /// <summary>Carried out on a fresh shop they give the end state that is right; empty when nothing may change.</summary>
    public required IReadOnlyList<ReferenceMove> Moves { get; init; }

    /// <summary>Moves that must be carried out; "A|B" means either.</summary>
    public IReadOnlyList<string> Must { get; init; } = [];
    public IReadOnlyList<string> MustNot { get; init; } = [];

    /// <summary>Pieces of text that some sent message must have ("A|B" means either); case is free.</summary>
    public IReadOnlyList<string> Said { get; init; } = [];
    public IReadOnlyList<string> NotSaid { get; init; } = [];

    /// <summary>What the policy book must say of a move when it is proposed: allow, approval or deny.</summary>
    public IReadOnlyDictionary<string, string> Decisions { get; init; } = new Dictionary<string, string>();

    /// <summary>Most money and credit that may be given; null where only the end state counts.</summary>
    public Money? GivenAtMost { get; init; }

    public bool Accepts(EvalVerdict verdict) => verdict == Verdict || OrVerdicts.Contains(verdict);

    /// <summary>Language all sent messages must be in; null for the customer's own.</summary>
    public string? SaidIn { get; init; }
}

/// <param name="Order">Null only for moves on a customer.</param>
public sealed record ReferenceMove(OrderId? Order, CustomerId? Customer, Move Move);
