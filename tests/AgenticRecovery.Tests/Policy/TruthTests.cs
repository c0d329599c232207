using AgenticRecovery.Policy;

namespace AgenticRecovery.Tests.Policy;

public sealed class TruthTests
{
    private const Truth F = Truth.False, U = Truth.Unknown, T = Truth.True;

    [Theory]
    [InlineData(F, F, F, F)]
    [InlineData(F, U, F, U)]
    [InlineData(F, T, F, T)]
    [InlineData(U, U, U, U)]
    [InlineData(U, T, U, T)]
    [InlineData(T, T, T, T)]
    public void And_or_are_the_tables_of_Kleene_either_way_round(Truth a, Truth b, Truth and, Truth or)
    {
        Assert.Equal((and, and, or, or), (a.And(b), b.And(a), a.Or(b), b.Or(a)));
    }

    [Fact]
    public void Not_mirrors_and_keeps_unknown()
    {
        Assert.Equal((T, U, F), (F.Not(), U.Not(), T.Not()));
    }

    [Theory]
    [InlineData("customer.optedOut and amount <= 10.00", F)]
    [InlineData("customer.optedOut or amount <= 10.00", U)]
    [InlineData("order.edited and amount <= 10.00", U)]
    [InlineData("order.edited or amount <= 10.00", T)]
    [InlineData("not (amount <= 10.00)", U)]
    [InlineData("amount == amount", U)]
    [InlineData("case.mode in [Unclear, Dispute]", U)]
    [InlineData("photo in risk.signals", null)]
    [InlineData("proxy in risk.signals", U)]
    [InlineData("brand == acme", U)]
    [InlineData("amount + case.spent > 0", U)]
    public void A_missing_fact_makes_a_condition_unknown_unless_the_rest_settles_it(string text, Truth? expected)
    {
        var facts = Books.Facts((Published.CustomerOptedOut, "false"), (Published.OrderEdited, "true"), (Published.CaseSpent, "5.00"));

        Assert.Equal(expected, Ask(text, facts));
    }

    [Fact]
    public void An_unknown_condition_never_allows_and_is_met_where_it_forbids_or_asks()
    {
        var nothing = Books.Facts();

        Assert.Equal("deny", Decide("- { id: r, allow: FullRefund, when: amount <= 30.00 }").Word);
        Assert.Equal("deny", Decide("- { id: r, allow: FullRefund }", "- { id: q, forbid: FullRefund, when: amount > 30.00 }").Word);
        var asked = Decide("- { id: r, allow: FullRefund }", "- { id: q, approve: FullRefund, when: amount > 30.00, by: { role: finance } }");

        Assert.Equal("approval", asked.Word);
        Assert.Equal(["amount"], asked.Missing);
        Assert.Contains("amount", asked.Reason);

        Decision Decide(params string[] rules) => Books.Of(string.Concat(rules.Select(rule => "  " + rule + "\n"))).Decide("FullRefund", nothing);
    }

    private static Truth? Ask(string text, PolicyFacts facts)
    {
        var allow = Expression.Read(text, Books.Default.Text.Rates, out _);
        if (allow is null)
            return null;
        // An allow is true; a forbid over the same is met when it is true or unknown.
        var isAllowed = Word("allow");
        var isForbidden = Word("forbid");
        return isAllowed == "allow" ? Truth.True : isForbidden == "deny" ? Truth.Unknown : Truth.False;

        string Word(string effect) => Books.Of($"  - {{ id: base, allow: {(effect == "allow" ? "DoNothing" : "FullRefund")} }}\n  - id: r\n    {effect}: FullRefund\n    when: {text}\n").Decide("FullRefund", facts).Word;
    }
}
