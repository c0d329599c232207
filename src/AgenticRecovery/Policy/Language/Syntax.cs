namespace AgenticRecovery.Policy;

/// <summary>An expression as written, before facts and types are known.</summary>
internal abstract record Syntax(int Start)
{
    public sealed record Name(string Text, int Start) : Syntax(Start);
    public sealed record Number(decimal Value, string? Currency, int Start) : Syntax(Start);
    public sealed record Duration(TimeSpan Value, int Start) : Syntax(Start);
    public sealed record Quoted(string Text, int Start) : Syntax(Start);
    public sealed record List(IReadOnlyList<Syntax> Items, int Start) : Syntax(Start);
    public sealed record Negative(Syntax Of, int Start) : Syntax(Start);
    public sealed record Not(Syntax Of, int Start) : Syntax(Start);
    /// <param name="Operator">and, or, ==, !=, &lt;, &lt;=, &gt;, &gt;=, in, not in, +, -, *, /.</param>
    /// <param name="OperatorAt">Where the operator stands.</param>
    public sealed record Binary(string Operator, Syntax Left, Syntax Right, int OperatorAt, int Start) : Syntax(Start);
}
