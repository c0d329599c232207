namespace AgenticRecovery.Agents;

/// <summary>What the models of one case may use up.</summary>
/// <param name="Turns">Model calls.</param>
/// <param name="Tokens">Input and output tokens together.</param>
/// <param name="CostMicros">Millionths of the currency unit of the price list.</param>
/// <param name="DenialsInRow">Refused proposals one after the other; then a person.</param>
public sealed record CaseBudget(int Turns, int Tokens, long CostMicros, int DenialsInRow)
{
    /// <summary>Assumption: a case of 60 turns is out of control; 0.50 is well under the cost of one human contact.</summary>
    public static CaseBudget Default { get; } = new(60, 400_000, 500_000, 3);

    /// <summary>Why no further call may be made; null while one may.</summary>
    public string? Exhausted(CaseUse used) =>
        used.Turns >= Turns ? $"{used.Turns} model calls were made, the limit is {Turns}"
        : used.Tokens >= Tokens ? $"{used.Tokens} tokens were used, the limit is {Tokens}"
        : used.CostMicros >= CostMicros ? $"{used.CostMicros} millionths were spent on model calls, the limit is {CostMicros}"
        : used.DenialsInRow >= DenialsInRow ? $"{used.DenialsInRow} proposals in a row were refused"
        : null;
}

/// <summary>What the models of one case have used so far.</summary>
public sealed record CaseUse(int Turns, int Tokens, long CostMicros, int DenialsInRow)
{
    public static CaseUse None { get; } = new(0, 0, 0, 0);

    public CaseUse Plus(ModelCall call) => this with
    {
        Turns = Turns + 1,
        Tokens = Tokens + (int)Math.Min(int.MaxValue / 2, call.TokensIn + call.TokensOut),
        CostMicros = CostMicros + call.CostMicros,
    };
}

/// <summary>One call of a model, for the record; never its text.</summary>
/// <param name="TokensCached">Part of <paramref name="TokensIn"/> that the provider had in its cache.</param>
/// <param name="CostMicros">Millionths of the price list's currency unit.</param>
/// <param name="Finish">"stop", "tool_calls", "length" or "content_filter".</param>
public sealed record ModelCall(
    string Agent, string Model, string Prompt, string ToolsHash, long TokensIn, long TokensOut, long TokensCached, long CostMicros, long LatencyMs, string Finish);

/// <summary>Prices per million tokens, in the currency unit the operator counts in.</summary>
public sealed record ModelPrice(decimal Input, decimal CachedInput, decimal Output)
{
    public static ModelPrice Free { get; } = new(0, 0, 0);

    /// <summary>Millionths of the unit, rounded half to even.</summary>
    public long MicrosOf(long tokensIn, long tokensCached, long tokensOut) =>
        (long)Math.Round(((tokensIn - tokensCached) * Input) + (tokensCached * CachedInput) + (tokensOut * Output), MidpointRounding.ToEven);
}
