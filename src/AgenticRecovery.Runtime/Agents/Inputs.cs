using System.Text.Json.Serialization;
using AgenticRecovery.Cases;
using AgenticRecovery.Communication;
using AgenticRecovery.Economics;
using AgenticRecovery.Signals;
using AgenticRecovery.Triage;
using AgenticRecovery.Valuation;

namespace AgenticRecovery.Agents;

/// <summary>Words somebody outside wrote: data for a model, never instructions.</summary>
/// <param name="Source">Who wrote it: "customer", "carrier", "ticket".</param>
public sealed record QuotedText(string Source, string Id, DateTimeOffset At, string Text, string? Language = null)
{
    /// <summary>True when the writer is the customer of the case and was identified for its order.</summary>
    public bool IsIdentified { get; init; }
}

/// <summary>What the triage agent sees.</summary>
public sealed record TriageInput
{
    [JsonPropertyOrder(-1)] public string Agent { get; } = "triage";
    public required CaseId Case { get; init; }
    public required DateTimeOffset Now { get; init; }
    public required IReadOnlyList<Signal> Signals { get; init; }
    public IReadOnlyList<Fact> Facts { get; init; } = [];
    public Order? Order { get; init; }
    public Customer? Customer { get; init; }

    /// <summary>Rendered as quoted blocks, apart from the values.</summary>
    [JsonIgnore] public IReadOnlyList<QuotedText> Texts { get; init; } = [];
}

/// <summary>One rung of the ladder with what economics says of it for this case.</summary>
/// <param name="Odds">Chance that the order is kept, 0–1.</param>
/// <param name="Expected">Expected value of the move for this case.</param>
/// <param name="Cost">What the shop gives up when it is done.</param>
/// <param name="IsEligible">False when economics or the holdout rules it out; <paramref name="Why"/> says so.</param>
public sealed record LadderRung(string Move, decimal Odds, Money Expected, Money Cost, bool IsEligible, string? Why = null)
{
    /// <summary>The smallest move that is expected to work; at most one rung.</summary>
    public bool IsChosen { get; init; }

    /// <summary>Concession steps as a share (0–1) of the line price.</summary>
    public IReadOnlyList<decimal> Steps { get; init; } = [];
    public string? When { get; init; }

    /// <summary>The valued ladder as the agent sees it: only offered rungs are eligible, the smallest effective one is chosen.</summary>
    public static IReadOnlyList<LadderRung> Of(LadderValue ladder, Playbook playbook) =>
    [
        .. ladder.Rungs.Select(rung => new LadderRung(
            rung.Move, decimal.Round(rung.Mean, 3), rung.ExpectedValue, rung.Price.Cost, rung.IsOffered,
            rung.WhyNot ?? (rung.DominatedBy is { } better ? $"{better} is cheaper and as good" : null))
        {
            IsChosen = rung.Move == ladder.Best,
            Steps = playbook.Ladder.FirstOrDefault(step => step.Move == rung.Move)?.Steps ?? [],
            When = playbook.Ladder.FirstOrDefault(step => step.Move == rung.Move)?.When,
        }),
    ];
}

/// <summary>A move that was refused before, so that it is not proposed again.</summary>
public sealed record Refusal(string Move, string Rule, string Reason);

/// <summary>What the recovery agent sees when it begins; everything later arrives as tool results.</summary>
public sealed record RecoveryInput
{
    [JsonPropertyOrder(-1)] public string Agent { get; } = "recovery";
    public required CaseId Case { get; init; }
    public required DateTimeOffset Now { get; init; }
    public required Diagnosis Diagnosis { get; init; }
    public required IReadOnlyList<LadderRung> Ladder { get; init; }

    /// <summary>Role that owns the queue; hand-overs without a better owner go there.</summary>
    public required string Owner { get; init; }

    /// <summary>Questions the playbook lets an agent ask, by key, in the customer's language (<see cref="Playbook.Ask"/>).</summary>
    public IReadOnlyDictionary<string, string> Questions { get; init; } = new Dictionary<string, string>();

    /// <summary>What must be true in the source system at the end.</summary>
    public required string Done { get; init; }
    public IReadOnlyList<Signal> Signals { get; init; } = [];
    public IReadOnlyList<Fact> Facts { get; init; } = [];
    public Order? Order { get; init; }
    public IReadOnlyList<Order> OtherOrders { get; init; } = [];
    public Customer? Customer { get; init; }
    public IReadOnlyList<Refusal> Refusals { get; init; } = [];

    /// <summary>Moves done in this case already.</summary>
    public IReadOnlyList<string> Already { get; init; } = [];

    [JsonIgnore] public IReadOnlyList<QuotedText> Texts { get; init; } = [];

    /// <summary>Whether anything was written by the identified customer of this case.</summary>
    [JsonIgnore] public bool HasIdentifiedText => Texts.Any(text => text.IsIdentified);
}

/// <summary>What the writer sees. Nothing may be stated that is not in it.</summary>
public sealed record WriterInput
{
    [JsonPropertyOrder(-1)] public string Agent { get; } = "writer";
    public required CaseId Case { get; init; }

    /// <summary>"move", "question", "holding", "reminder" or "closing".</summary>
    public required string Purpose { get; init; }

    /// <summary>The approved move the message is about; null for a holding message or a reminder.</summary>
    public Move? Move { get; init; }

    /// <summary>BCP 47 language of the customer.</summary>
    public required string Language { get; init; }
    public required string CustomerName { get; init; }
    public OrderId? Order { get; init; }
    public required StatedFacts Allowed { get; init; }

    /// <summary>The playbook's template of this move and language; null where it has none.</summary>
    public string? Template { get; init; }

    /// <summary>Values for the template's blanks by the names of <see cref="MessageTemplate.Placeholders"/>; see <see cref="MessageBlanks"/>.</summary>
    public IReadOnlyDictionary<string, string> Blanks { get; init; } = new Dictionary<string, string>();
    public string? Question { get; init; }

    /// <summary>True for the first automated message of a conversation: it must say that a machine writes.</summary>
    public bool IsFirst { get; init; }

    /// <summary>The playbook's notice that a machine writes, in the customer's language; used when <see cref="IsFirst"/>.</summary>
    public string? Notice { get; init; }

    /// <summary>Name of the shop that signs.</summary>
    public required string Brand { get; init; }

    /// <summary>Why the guard sent an earlier draft back.</summary>
    public IReadOnlyList<GuardFinding> Findings { get; init; } = [];
}

/// <summary>What the writer answers.</summary>
public sealed record Draft(string Subject, string Body);

/// <summary>A product's name and id, for finding it in the catalogue.</summary>
public sealed record ProductName(ProductId Id, string Name);

/// <summary>A case of the same customer that ended earlier.</summary>
public sealed record EarlierCase(CaseId Case, FailureMode Mode, CaseState State, CaseResult? Result, Money Conceded, DateTimeOffset OpenedAt);
