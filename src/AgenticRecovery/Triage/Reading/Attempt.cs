using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

internal enum StepKind
{
    PayWith,
    ShipTo,
    Profile,
    Edit,
    Exchange,
    Return,
    Cancel,
}

/// <summary>One change of one line, order or profile, before the changes of an order are put together.</summary>
internal sealed record Step(StepKind Kind, Order? Order, string Why, string Quote)
{
    public OrderLine? Line { get; init; }
    public Variant? To { get; init; }
    public PaymentMethodId? Method { get; init; }

    /// <summary>The customer named the method; else it is what paid the order.</summary>
    public bool IsMethodNamed { get; init; }
    public Address? Address { get; init; }
    public string? Reason { get; init; }

    /// <summary>0–1; lower where conditions leave more room for another reading.</summary>
    public decimal Confidence { get; init; } = 0.98m;
}

/// <summary>What trying one wish on the facts comes to.</summary>
internal abstract record Attempt
{
    private Attempt() { }

    public sealed record Done(IReadOnlyList<Step> Steps) : Attempt;

    /// <summary>The shop's rules or its stock forbid it; a fallback may follow.</summary>
    public sealed record Impossible(ConditionKind Kind, string Reason, IReadOnlyList<Order> Orders) : Attempt
    {
        /// <summary>True when nothing the customer has is what the words name; that may as well be a word misread.</summary>
        public bool IsMissing { get; init; }
    }

    /// <summary>The words or the facts leave a choice; only the customer can say.</summary>
    public sealed record Unclear(string Question) : Attempt;

    /// <summary>The customer wants a person.</summary>
    public sealed record Person : Attempt;
}
