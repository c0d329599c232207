namespace AgenticRecovery.Policy;

public sealed partial class PolicyBook
{
    private const int MostFlips = 12;

    /// <summary>Every rule about the move with the facts it read, and the nearest changes of one fact (or two, where one is not enough) that decide otherwise.</summary>
    public Explanation Explain(string move, PolicyFacts facts)
    {
        var decision = Decide(move, facts);
        var reading = Read(facts, PlaceOf(move));
        var rules = new List<RuleReading>();
        foreach (var rule in RulesOf(move))
        {
            var read = new List<FactReading>();
            foreach (var fact in rule.When.Facts)
                read.Add(FactOf(fact, move, facts, reading));
            rules.Add(new RuleReading(
                rule.Id, Lower(rule.Effect), rule.IsLaw, rule.When.Text, rule.Because, Lower(rule.When.Condition.Ask(reading)), read));
        }
        return new Explanation(
            move, decision.Word, decision.Rule, decision.Reason, Text.Name, Text.Version, Hash, rules, new FlipSearch(this, move, facts).Nearest(MostFlips));
    }

    private static FactReading FactOf(PublishedFact fact, string move, PolicyFacts facts, in Reading reading)
    {
        if (fact == Published.Move)
            return new FactReading(fact.Name, move, 0, false);
        if (!facts.Knows(fact))
            return new FactReading(fact.Name, null, null, false);
        var age = (long)(facts.At - facts.ObservedAt(fact)).TotalSeconds;
        return new FactReading(fact.Name, facts.Show(fact), age, !reading.Knows(fact.Slot));
    }

    private static string Lower(Enum word) => word.ToString().ToLowerInvariant();
}
