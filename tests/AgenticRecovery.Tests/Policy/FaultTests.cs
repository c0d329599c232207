using AgenticRecovery.Books;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Tests.Policy;

public sealed class FaultTests
{
    [Theory]
    [InlineData("amount <= 30.00 and custmer.abuse < 0.4", 21, "there is no fact 'custmer.abuse'", "customer.abuse")]
    [InlineData("case.mode == DeliveryAnxeity", 14, "'DeliveryAnxeity' is no value of 'case.mode'", "DeliveryAnxiety")]
    [InlineData("amount < customer.abuse", 8, "money cannot be compared with a number", null)]
    [InlineData("order.ageHours <= 30.00 EUR", 16, "a duration cannot be compared with money", null)]
    [InlineData("amount = 3", 8, "a single '=' compares nothing", "==")]
    [InlineData("amount", 1, "'amount' is money, not true or false", null)]
    [InlineData("case.mode < Dispute", 11, "'case.mode' is a word and has no order", null)]
    [InlineData("1 < amount < 3", 12, "comparisons cannot be chained", null)]
    [InlineData("(amount < 3", 12, "the end was not expected here", null)]
    [InlineData("amount < 3)", 11, "')' was not expected here", null)]
    [InlineData("amount + order.ageHours < 3", 8, "money and a duration cannot be added", null)]
    [InlineData("amount * cost < 3", 8, "money times money means nothing", null)]
    [InlineData("amount < 3 xor cost < 3", 12, "'xor' was not expected here", "or")]
    [InlineData("case.mode in []", 14, "this list is empty", null)]
    [InlineData("amount in [1, 2]", 1, "'amount' is money; 'in' asks about words", null)]
    [InlineData("brand == \"acme", 10, "this text does not end", null)]
    [InlineData("amount < 3x", 11, "'x' may not follow a number", null)]
    [InlineData("amount < 3.00 SEK", 10, "the book has no rate for SEK", null)]
    [InlineData("amount ? 3", 8, "'?' is no part of an expression", null)]
    [InlineData("risk.signals == proxy", 1, "'risk.signals' is a set", null)]
    [InlineData("amount < 0.1234567", 10, "'0.1234567' has more than six decimals", null)]
    public void A_wrong_condition_says_where_what_and_the_name_meant(string text, int column, string message, string? nearest)
    {
        // Plain scalars begin after "    when: ", which is ten characters.
        var yaml = Books.With($"  - id: r\n    allow: FullRefund\n    when: {text}\n");

        var fault = Assert.Single(PolicyBookReader.Read(yaml, "test.yaml").Faults);

        Assert.Equal((8, 10 + column, message, nearest), (fault.Line, fault.Column, fault.Message, fault.Nearest));
        Assert.NotEmpty(fault.Expected);
    }

    [Theory]
    [InlineData("'amount <= 3 and custmer.abuse < 1'", 8, 28)]
    [InlineData("\"amount <= 3 and custmer.abuse < 1\"", 8, 28)]
    [InlineData(">-\n      amount <= 3\n      and custmer.abuse < 1", 10, 11)]
    [InlineData("|\n      amount <= 3\n\n      and custmer.abuse < 1", 11, 11)]
    [InlineData("amount <= 3\n      and custmer.abuse < 1", 9, 11)]
    public void The_place_is_right_in_quoted_and_in_folded_text(string scalar, int line, int column)
    {
        var yaml = Books.With($"  - id: r\n    allow: FullRefund\n    when: {scalar}\n");

        var fault = Assert.Single(PolicyBookReader.Read(yaml, "test.yaml").Faults);

        Assert.Equal((line, column), (fault.Line, fault.Column));
    }

    [Theory]
    [InlineData("  - { id: r, alow: FullRefund }", 6, "a rule has no 'alow'", "allow")]
    [InlineData("  - { id: r, allow: FullRefnd }", 6, "'FullRefnd' is no move and no group", "FullRefund")]
    [InlineData("  - { id: r, allow: concesions }", 6, "'concesions' is no move and no group", "concessions")]
    [InlineData("  - { id: r }", 6, "the rule does not say what it does", null)]
    [InlineData("  - { id: r, allow: FullRefund, forbid: FullRefund }", 6, "the rule says both 'forbid' and 'allow'", null)]
    [InlineData("  - { id: r, approve: FullRefund }", 6, "the rule does not say who approves", null)]
    [InlineData("  - { id: r, approve: FullRefund, by: { role: finanse } }", 6, "there is no role 'finanse'", "finance")]
    [InlineData("  - { id: r, approve: FullRefund, by: { role: finance, people: 0 } }", 6, "'0' is no number of people", null)]
    [InlineData("  - { id: r, approve: FullRefund, by: { role: finance }, within: soon }", 6, "'soon' is no length of time", null)]
    [InlineData("  - { id: r, allow: FullRefund, with: [mesage:x] }", 6, "'mesage:x' is no obligation", "message")]
    [InlineData("  - { id: r, allow: FullRefund, with: [hold:StopShipmnt] }", 6, "there is no hold 'StopShipmnt'", "StopShipment")]
    [InlineData("  - { id: r, allow: FullRefund, law: yes }", 6, "'yes' is neither true nor false", null)]
    [InlineData("  - { id: r, allow: FullRefund, law: true }", 6, "a duty of law that allows must say who decides when another rule would refuse", null)]
    [InlineData("  - { allow: FullRefund }", 6, "the rule has no 'id'", null)]
    [InlineData("  - { id: r, allow: FullRefund }\n  - { id: r, forbid: FullRefund }", 7, "two rules are called 'r'", null)]
    [InlineData("  - { id: r, allow: [] }", 6, "'allow' names no move", null)]
    [InlineData("  - [a", 7, null, null)]
    public void A_wrong_rule_says_where_what_and_the_name_meant(string rules, int line, string? message, string? nearest)
    {
        var reading = PolicyBookReader.Read(Books.With(rules), "test.yaml");

        Assert.Null(reading.Book);
        var fault = Assert.Single(reading.Faults);
        Assert.Equal((line, nearest), (fault.Line, fault.Nearest));
        Assert.True(message is null || fault.Message == message, fault.Message);
    }

    [Theory]
    [InlineData("", "the file is empty or no mapping")]
    [InlineData("- a", "the file is empty or no mapping")]
    [InlineData("book: x\nversion: 0\ncurrency: EUR\nrules: []", "'0' is no version")]
    [InlineData("book: x\nversion: 1\ncurrency: EUX\nrules: []", "'EUX' is no currency we know")]
    [InlineData("book: x\nversion: 1\ncurrency: EUR", "the book has no rules")]
    [InlineData("book: x\nversion: 1\ncurrency: EUR\nrules: []\nruls: []", "a book has no 'ruls'")]
    [InlineData("book: x\nversion: 1\ncurrency: EUR\nrules: []\ncalendar: { zone: Europe/Berlyn }", "'Europe/Berlyn' is no time zone")]
    [InlineData("book: x\nversion: 1\ncurrency: EUR\nrules: []\ncalendar: { opens: \"17:00\", closes: \"09:00\" }", "the day closes before it opens")]
    [InlineData("book: x\nversion: 1\ncurrency: EUR\nrules: []\nfreshness: { order.stats: 3h }", "there is no fact 'order.stats'")]
    [InlineData("book: x\nversion: 1\ncurrency: EUR\nrules: []\nbudgets: [{ id: b, over: money, per: [barnd], limit: 3 }]", "'barnd' splits no budget")]
    [InlineData("book: x\nversion: 1\ncurrency: EUR\nrules: []\nbudgets: [{ id: b, over: money, limit: 3.001 }]", "'3.001' is no amount of EUR")]
    [InlineData("book: x\nversion: 1\ncurrency: EUR\nrules: []\nexamples: [{ move: FullRefund, expect: maybe }]", "'maybe' is no decision")]
    [InlineData("book: x\nversion: 1\ncurrency: EUR\nrules: []\nexamples: [{ move: FullRefund, expect: deny, facts: { amount: much } }]", "'much' is no value of 'amount', which is money in the order's currency")]
    [InlineData("book: x\nversion: 1\ncurrency: EUR\nrules: []\nexamples: [{ move: FullRefund, expect: deny, in: nowhere }]", "there is no situation 'nowhere'")]
    public void A_wrong_book_is_no_book(string yaml, string message)
    {
        var reading = PolicyBookReader.Read(yaml, "test.yaml");

        Assert.Null(reading.Book);
        Assert.Equal(message, Assert.Single(reading.Faults).Message);
    }

    [Fact]
    public void Every_fault_of_a_book_is_told_at_once()
    {
        var reading = PolicyBookReader.Read(Books.With("  - { id: a, alow: FullRefund }\n  - { id: b, allow: FullRefund, when: amunt < 3 }\n"), "test.yaml");

        Assert.Equal([6, 7], reading.Faults.Select(fault => fault.Line));
    }

    [Fact]
    public void Nesting_without_end_is_a_fault_and_no_crash()
    {
        var deep = new string('(', 50_000) + "customer.optedOut" + new string(')', 50_000);
        var lists = "case.mode in " + new string('[', 50_000);
        var nots = string.Concat(Enumerable.Repeat("not ", 50_000)) + "customer.optedOut";

        foreach (var text in new[] { deep, lists, nots })
        {
            Assert.Null(Expression.Read(text, Books.Default.Text.Rates, out var fault));
            Assert.Equal("this is nested too deeply", fault!.Message);
        }
    }
}
