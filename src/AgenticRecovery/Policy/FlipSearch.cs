namespace AgenticRecovery.Policy;

/// <summary>Looks for the smallest change of facts that decides otherwise.</summary>
internal sealed class FlipSearch
{
    /// <summary>Pairs of changes tried when no single one is enough; keeps an explanation under a tenth of a second.</summary>
    private const int MostPairs = 40_000;

    private readonly PolicyBook _book;
    private readonly string _move;
    private readonly PolicyFacts _facts;
    private readonly DecisionWord _now;
    private readonly List<(PublishedFact Fact, long Raw, string? Text, decimal Far)> _steps = [];

    public FlipSearch(PolicyBook book, string move, PolicyFacts facts)
    {
        (_book, _move, _facts) = (book, move, facts.Copy());
        _now = book.Ask(move, facts);
        var conditions = book.RulesOf(move).Select(rule => rule.When.Condition).ToList();
        var reading = book.ReadFor(_move, _facts);
        foreach (var fact in conditions.SelectMany(condition => condition.Facts()).Distinct())
        {
            if (fact == Published.Move)
                continue;
            foreach (var (raw, text) in Thresholds.Candidates(fact, conditions, reading))
                if (!_facts.Knows(fact) || raw != _facts.Raw(fact.Slot) || text != _facts.RawText(fact.Slot))
                    _steps.Add((fact, raw, text, Far(fact, raw)));
        }
        _steps.Sort((a, b) => a.Far.CompareTo(b.Far));
    }

    /// <summary>At most one flip per fact and decision, the nearest first.</summary>
    public IReadOnlyList<Flip> Nearest(int most)
    {
        var found = new List<Flip>();
        var seen = new HashSet<(string, DecisionWord)>();
        foreach (var step in _steps)
        {
            var word = With(step, () => _book.Ask(_move, _facts));
            if (word != _now && seen.Add((step.Fact.Name, word)))
                found.Add(With(step, () => Write(step)));
            if (found.Count == most)
                return found;
        }
        return found.Count > 0 ? found : Pairs(most);
    }

    private List<Flip> Pairs(int most)
    {
        var found = new List<Flip>();
        var seen = new HashSet<(string, string, DecisionWord)>();
        var tried = 0;
        for (var i = 0; i < _steps.Count && tried < MostPairs; i++)
        {
            for (var j = i + 1; j < _steps.Count && tried < MostPairs; j++, tried++)
            {
                var (first, second) = (_steps[i], _steps[j]);
                if (first.Fact == second.Fact)
                    continue;
                var word = With(first, () => With(second, () => _book.Ask(_move, _facts)));
                if (word != _now && seen.Add((first.Fact.Name, second.Fact.Name, word)))
                    found.Add(With(first, () => With(second, () => Write(first, second))));
                if (found.Count == most)
                    return found;
            }
        }
        return found;
    }

    private Flip Write(params (PublishedFact Fact, long Raw, string? Text, decimal Far)[] steps)
    {
        var decision = _book.Decide(_move, _facts);
        return new Flip([.. steps.Select(step => new FactChange(step.Fact.Name, _before.GetValueOrDefault(step.Fact), _facts.Show(step.Fact)!))], decision.Word, decision.Rule);
    }

    private readonly Dictionary<PublishedFact, string?> _before = [];

    /// <summary>Runs something with one fact changed, and puts it back.</summary>
    private T With<T>((PublishedFact Fact, long Raw, string? Text, decimal Far) step, Func<T> ask)
    {
        var (known, raw, text, at) = (_facts.Knows(step.Fact), _facts.Raw(step.Fact.Slot), _facts.RawText(step.Fact.Slot), _facts.ObservedAt(step.Fact));
        _before[step.Fact] = _facts.Show(step.Fact);
        _facts.PutRaw(step.Fact, step.Raw, step.Text);
        var answer = ask();
        if (known)
            _facts.PutRaw(step.Fact, raw, text, at);
        else
            _facts.Forget(step.Fact);
        return answer;
    }

    /// <summary>How far a change goes: learning a missing fact is near; a share of the present value for quantities; one whole step for words.</summary>
    private decimal Far(PublishedFact fact, long raw)
    {
        if (!_facts.Knows(fact))
            return 0.5m;
        if (!fact.IsQuantity)
            return 1;
        decimal now = _facts.Raw(fact.Slot);
        return Math.Abs(raw - now) / Math.Max(Math.Abs(now), PublishedFact.Micro);
    }
}
