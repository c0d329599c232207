namespace AgenticRecovery.Policy;

/// <summary>A condition of a book: its text, and the same checked and compiled.</summary>
public sealed class Expression
{
    private Expression(string text, Condition condition)
    {
        (Text, Condition) = (text, condition);
        Facts = [.. condition.Facts().Distinct()];
    }

    public static Expression Always { get; } = new("true", new Condition.Always(true));

    public string Text { get; }

    /// <summary>Every fact the condition may read, in the order they are named.</summary>
    public IReadOnlyList<PublishedFact> Facts { get; }

    internal Condition Condition { get; }

    /// <summary>Reads and checks an expression. Gives null and the first fault when it cannot be understood.</summary>
    public static Expression? Read(string text, Rates rates, out ExpressionFault? fault)
    {
        fault = null;
        try
        {
            return new Expression(text, new Checker(rates).Condition(Parser.Read(text)));
        }
        catch (ExpressionException wrong)
        {
            fault = wrong.Fault;
            return null;
        }
    }

    internal static Expression Of(string text, Condition condition) => new(text, condition);
}
