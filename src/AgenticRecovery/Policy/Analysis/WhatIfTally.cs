using AgenticRecovery.Economics;

namespace AgenticRecovery.Policy;

/// <summary>The counts of a replay; one per thread, added up at the end.</summary>
internal sealed class WhatIfTally(PolicyBook inForce, PolicyBook draft)
{
    private const int MostCases = 50;
    private const int MostRuleFlips = 20;

    private readonly PolicyFacts _facts = new(DateTimeOffset.UnixEpoch, Currency.Eur);
    private readonly Dictionary<string, int> _byChange = [];
    private readonly Dictionary<(string Move, string From, string FromRule, string To, string ToRule), (int Count, decimal Amount)> _byRule = [];
    private readonly List<FlippedCase> _cases = [];
    private readonly Dictionary<string, Pot> _pots = [];
    private int _decisions, _flips, _drifted, _added, _removed;
    private decimal _allowedBefore, _allowedAfter, _askedBefore, _askedAfter;

    private sealed record Pot(string Budget, decimal Limit, decimal Before, decimal After);

    public void Add<T>(T row, Func<T, PolicyFacts, ReplayedRow> fill)
    {
        var record = fill(row, _facts);
        var (was, now) = (inForce.Ask(record.Move, _facts), draft.Ask(record.Move, _facts));
        _decisions++;
        if (record.Word is { } word && word != Word(was))
            _drifted++;
        var amount = AmountOf(_facts);
        _allowedBefore += was == DecisionWord.Allow ? amount : 0;
        _allowedAfter += now == DecisionWord.Allow ? amount : 0;
        _askedBefore += was == DecisionWord.Approval ? amount : 0;
        _askedAfter += now == DecisionWord.Approval ? amount : 0;
        Reserve(record.Move, amount, was, now);
        if (was != now)
            Flip(record, amount, was, now);
    }

    public void Add(WhatIfTally other)
    {
        _decisions += other._decisions;
        _flips += other._flips;
        _drifted += other._drifted;
        _added += other._added;
        _removed += other._removed;
        _allowedBefore += other._allowedBefore;
        _allowedAfter += other._allowedAfter;
        _askedBefore += other._askedBefore;
        _askedAfter += other._askedAfter;
        foreach (var (change, count) in other._byChange)
            _byChange[change] = _byChange.GetValueOrDefault(change) + count;
        foreach (var (rules, (count, amount)) in other._byRule)
        {
            var sofar = _byRule.GetValueOrDefault(rules);
            _byRule[rules] = (sofar.Count + count, sofar.Amount + amount);
        }
        foreach (var (key, pot) in other._pots)
            _pots[key] = _pots.TryGetValue(key, out var sofar) ? sofar with { Before = sofar.Before + pot.Before, After = sofar.After + pot.After } : pot;
        _cases.AddRange(other._cases);
        Trim();
    }

    public WhatIfReport Report()
    {
        Trim();
        return new WhatIfReport(
            _decisions, _flips, _drifted, _added, _removed, _allowedBefore, _allowedAfter, _askedBefore, _askedAfter, draft.Text.Rates.Home.Code)
        {
            ByChange = _byChange.OrderByDescending(one => one.Value).ToDictionary(one => one.Key, one => one.Value),
            ByRule = [.. _byRule.OrderByDescending(one => one.Value.Count).ThenBy(one => one.Key.ToString(), StringComparer.Ordinal).Take(MostRuleFlips)
                .Select(one => new RuleFlip(one.Key.Move, one.Key.From, one.Key.FromRule, one.Key.To, one.Key.ToRule, one.Value.Count, one.Value.Amount))],
            Budgets = [.. _pots.Values.GroupBy(pot => (pot.Budget, pot.Limit)).OrderBy(group => group.Key.Budget, StringComparer.Ordinal).Select(group => new BudgetUse(
                group.Key.Budget, group.Key.Limit, group.Max(pot => pot.Before), group.Max(pot => pot.After),
                group.Count(pot => pot.Before > pot.Limit), group.Count(pot => pot.After > pot.Limit)))],
            Cases = [.. _cases],
            CasesLeftOut = _flips - _cases.Count,
        };
    }

    private void Flip(ReplayedRow record, decimal amount, DecisionWord was, DecisionWord now)
    {
        _flips++;
        _added += now == DecisionWord.Approval ? 1 : 0;
        _removed += was == DecisionWord.Approval ? 1 : 0;
        var change = $"{Word(was)} → {Word(now)}";
        _byChange[change] = _byChange.GetValueOrDefault(change) + 1;
        var (from, to) = (inForce.Decide(record.Move, _facts).Rule, draft.Decide(record.Move, _facts).Rule);
        var rules = (record.Move, Word(was), from, Word(now), to);
        var sofar = _byRule.GetValueOrDefault(rules);
        _byRule[rules] = (sofar.Count + 1, sofar.Amount + amount);
        _cases.Add(new FlippedCase(record.Case, record.Move, Word(was), from, Word(now), to, amount));
        if (_cases.Count > 4 * MostCases)
            Trim();
    }

    /// <summary>Keeps the cases with most money.</summary>
    private void Trim()
    {
        _cases.Sort((a, b) => b.Amount.CompareTo(a.Amount) is var byMoney and not 0 ? byMoney : string.CompareOrdinal(a.Case, b.Case));
        if (_cases.Count > MostCases)
            _cases.RemoveRange(MostCases, _cases.Count - MostCases);
    }

    private void Reserve(string move, decimal amount, DecisionWord was, DecisionWord now)
    {
        if (amount == 0 || (was != DecisionWord.Allow && now != DecisionWord.Allow))
            return;
        foreach (var reservation in draft.Reservations(move, _facts, Money.Zero(draft.Text.Rates.Home) with { Minor = 1 }))
        {
            var key = reservation.Key.ToString();
            var pot = _pots.GetValueOrDefault(key) ?? new Pot(reservation.Key.Budget, reservation.Limit.Amount, 0, 0);
            _pots[key] = pot with
            {
                Before = pot.Before + (was == DecisionWord.Allow ? amount : 0),
                After = pot.After + (now == DecisionWord.Allow ? amount : 0),
            };
        }
    }

    /// <summary>In the book's currency; 0 where the book has no rate.</summary>
    private decimal AmountOf(PolicyFacts facts)
    {
        if (!facts.Knows(Published.Amount) || facts.Raw(Published.Amount.Slot) == 0)
            return 0;
        var raw = (decimal)facts.Raw(Published.Amount.Slot) / PublishedFact.Micro;
        return draft.Text.Rates.ToHome(Money.FromDecimal(Math.Round(raw, facts.Currency.Exponent), facts.Currency))?.Amount ?? 0;
    }

    private static string Word(DecisionWord word) => word switch
    {
        DecisionWord.Allow => "allow",
        DecisionWord.Approval => "approval",
        DecisionWord.Deny => "deny",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
