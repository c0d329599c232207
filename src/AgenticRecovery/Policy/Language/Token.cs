namespace AgenticRecovery.Policy;

internal enum TokenKind
{
    Name,
    Number,
    /// <summary>A number with a unit of time: <c>90m</c>, <c>26h</c>.</summary>
    Duration,
    /// <summary>Text in double or single quotes.</summary>
    Quoted,
    Symbol,
    End,
}

/// <summary>One word of an expression; <paramref name="Start"/> counts characters from its beginning.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Start)
{
    public bool Is(string symbolOrWord) => Kind is TokenKind.Symbol or TokenKind.Name && Text == symbolOrWord;

    public override string ToString() => Kind == TokenKind.End ? "the end" : $"'{Text}'";
}

/// <summary>What is wrong with an expression, and where in it.</summary>
public sealed record ExpressionFault(int Offset, string Message, string Expected, string? Nearest = null);

/// <summary>Leaves the parser at the first fault; never crosses <see cref="Expression.Read"/>.</summary>
internal sealed class ExpressionException(ExpressionFault fault) : Exception(fault.Message)
{
    public ExpressionFault Fault { get; } = fault;
}
