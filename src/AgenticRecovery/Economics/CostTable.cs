namespace AgenticRecovery.Economics;

/// <summary>What things cost the shop and what it assumes about the future, from <c>workflows/playbooks/costs.yaml</c>. All amounts in one currency.</summary>
public sealed record CostTable
{
    public required Currency Currency { get; init; }

    /// <summary>Amounts by name, see <see cref="CostNames"/>.</summary>
    public required IReadOnlyDictionary<string, Money> Amounts { get; init; }

    /// <summary>Shares and rates by dotted name, such as "goodsShare.fashion" or "futureShare.lostOrDamaged".</summary>
    public required IReadOnlyDictionary<string, decimal> Shares { get; init; }

    /// <summary>Euro for one major unit of a currency, for comparing amounts only; never used to pay.</summary>
    public required IReadOnlyDictionary<string, decimal> EuroPer { get; init; }

    /// <summary>Fact or "assumption" behind each entry, by the same names.</summary>
    public required IReadOnlyDictionary<string, string> Sources { get; init; }

    /// <summary>Throws for a name the table lacks; the reader has checked that all of <see cref="CostNames"/> are there.</summary>
    public Money this[string name] => Amounts[name];

    public decimal Share(string group, string key) =>
        Shares.TryGetValue($"{group}.{key}", out var share) ? share : Shares[$"{group}.other"];

    public decimal Share(string name) => Shares[name];

    public string SourceOf(string name) => Sources.TryGetValue(name, out var source) ? source : "assumption";

    /// <summary>The same table in another currency, each amount converted and rounded half to even.</summary>
    public CostTable In(Currency currency)
    {
        if (currency == Currency) return this;
        var factor = Rate(Currency) / Rate(currency);
        return this with
        {
            Currency = currency,
            Amounts = Amounts.ToDictionary(a => a.Key, a => Convert(a.Value, currency, factor), StringComparer.Ordinal),
        };
    }

    /// <summary>An amount of another currency in this table's, at the reference rate; null stays null.</summary>
    public Money? InThis(Money? amount) => amount is not { } known || known.Currency == Currency
        ? amount
        : Convert(known, Currency, Rate(known.Currency) / Rate(Currency));

    private decimal Rate(Currency currency) => EuroPer.TryGetValue(currency.Code, out var rate)
        ? rate
        : throw new InvalidOperationException($"The cost table has no reference rate for {currency}.");

    private static Money Convert(Money amount, Currency to, decimal factor)
    {
        var scale = to.Exponent == 0 ? 1m : 100m;
        return new Money((long)Math.Round(amount.Amount * factor * scale, MidpointRounding.ToEven), to);
    }
}

/// <summary>The closed lists of names a cost table must have.</summary>
public static class CostNames
{
    public const string HumanContact = "humanContact";
    public const string AutomatedContact = "automatedContact";
    public const string Approval = "approval";
    public const string FraudReview = "fraudReview";
    public const string WarehouseTask = "warehouseTask";
    public const string PullParcel = "pullParcel";
    public const string DisputePack = "disputePack";
    public const string DisputeCounterFee = "disputeCounterFee";
    public const string DisputeReceivedFee = "disputeReceivedFee";
    public const string Packing = "packing";
    public const string ShippingDomestic = "shippingDomestic";
    public const string ShippingAbroad = "shippingAbroad";
    public const string ShippingUs = "shippingUs";
    public const string ExpediteExtra = "expediteExtra";
    public const string ReturnHandling = "returnHandling";
    public const string Intercept = "intercept";
    public const string RetryFee = "retryFee";
    public const string PaymentFixed = "paymentFixed";
    public const string CreditBonus = "creditBonus";
    public const string CreditBonusFrom = "creditBonusFrom";
    public const string ToleranceAbsolute = "toleranceAbsolute";
    public const string AverageOrder = "averageOrder";

    public static IReadOnlyList<string> Amounts { get; } =
    [
        HumanContact, AutomatedContact, Approval, FraudReview, WarehouseTask, PullParcel, DisputePack, DisputeCounterFee,
        DisputeReceivedFee, Packing, ShippingDomestic, ShippingAbroad, ShippingUs, ExpediteExtra, ReturnHandling, Intercept,
        RetryFee, PaymentFixed, CreditBonus, CreditBonusFrom, ToleranceAbsolute, AverageOrder,
    ];

    public static IReadOnlyList<string> Shares { get; } =
    [
        "goodsShare.other", "writeDown.other", "returnRate.other", "paymentPercent.eu", "paymentPercent.other",
        "future.horizonYears", "future.discount", "future.ordersPerYear", "future.pseudoYears", "future.marginShare", "future.alive",
        "futureShare.delay", "futureShare.backorder", "futureShare.lostOrDamaged", "futureShare.refundStuck", "futureShare.wronglyHeld", "futureShare.other",
        "teaching.established", "teaching.repeatFactor", "toleranceShare", "dominatedFrom",
    ];
}
