namespace AgenticRecovery.Cases;

public readonly record struct OrderId(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct CustomerId(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct LineId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A sellable thing with its options (size, colour); the unit of stock.</summary>
public readonly record struct VariantId(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct ProductId(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct PaymentMethodId(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct ShipmentId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>
/// One recovery case; also the workflow id, so a case cannot run twice at once.
/// The number counts the cases of this order and subject, so a new event after a close opens a new case.
/// </summary>
public readonly record struct CaseId(string Value)
{
    /// <param name="order">The order, or the customer where no order is known.</param>
    /// <param name="subject">The failure mode the signal points to, or "Message" for a customer's text.</param>
    /// <param name="number">1 for the first case of this order and subject.</param>
    public static CaseId For(string order, string subject, int number) => new($"case-{order}-{subject}-{number}");

    public override string ToString() => Value;
}

/// <summary>One proposal within a case: the case and its ordinal, so a replay proposes the same id.</summary>
public readonly record struct ProposalId(string Value)
{
    public static ProposalId For(CaseId caseId, int ordinal) => new($"{caseId.Value}/p{ordinal}");

    public override string ToString() => Value;
}
