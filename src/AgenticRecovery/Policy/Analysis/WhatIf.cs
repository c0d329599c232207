using AgenticRecovery.Economics;

namespace AgenticRecovery.Policy;

/// <summary>What a draft would have done with recorded decisions, beside the book in force. Amounts are in the book's currency.</summary>
/// <param name="Drifted">Decisions that the book in force no longer makes as recorded, so that the comparison starts elsewhere.</param>
public sealed record WhatIfReport(
    int Decisions, int Flips, int Drifted, IReadOnlyDictionary<string, int> ByChange, int ApprovalsAdded, int ApprovalsRemoved,
    decimal AllowedBefore, decimal AllowedAfter, string Currency, IReadOnlyList<BudgetUse> Budgets, IReadOnlyList<FlippedCase> Cases);

/// <summary>The most that any scope and period of a budget would have used, and how often one was over its limit.</summary>
public sealed record BudgetUse(string Budget, decimal Limit, decimal MostBefore, decimal MostAfter, int OverBefore, int OverAfter);

public sealed record FlippedCase(string Case, string Move, string From, string FromRule, string To, string ToRule, decimal Amount);

/// <summary>Replays recorded decisions under a draft.</summary>
public static class WhatIf
{
    private const int MostCases = 50;

    public static WhatIfReport Replay(PolicyBook inForce, PolicyBook draft, IEnumerable<RecordedDecision> records)
    {
        var tally = new Tally(inForce, draft);
        foreach (var record in records)
            tally.Add(record);
        return tally.Report();
    }

    private sealed class Tally(PolicyBook inForce, PolicyBook draft)
    {
        private readonly Dictionary<string, int> _byChange = [];
        private readonly List<FlippedCase> _cases = [];
        private readonly Dictionary<string, (string Budget, decimal Limit, decimal Before, decimal After)> _pots = [];
        private int _decisions, _flips, _drifted, _added, _removed;
        private readonly PolicyFacts _facts = new(DateTimeOffset.UnixEpoch, Currency.Eur);
        private decimal _before, _after;

        public void Add(RecordedDecision record)
        {
            var facts = _facts;
            record.RestoreInto(facts);
            var (was, now) = (inForce.Ask(record.Move, facts), draft.Ask(record.Move, facts));
            _decisions++;
            if (record.Word is { } word && word != Word(was))
                _drifted++;
            var amount = AmountOf(facts);
            _before += was == DecisionWord.Allow ? amount : 0;
            _after += now == DecisionWord.Allow ? amount : 0;
            Reserve(record.Move, facts, amount, was, now);
            if (was == now)
                return;
            _flips++;
            _added += now == DecisionWord.Approval ? 1 : 0;
            _removed += was == DecisionWord.Approval ? 1 : 0;
            var change = $"{Word(was)} → {Word(now)}";
            _byChange[change] = _byChange.GetValueOrDefault(change) + 1;
            _cases.Add(new FlippedCase(record.Case, record.Move, Word(was), inForce.Decide(record.Move, facts).Rule, Word(now), draft.Decide(record.Move, facts).Rule, amount));
            if (_cases.Count > 4 * MostCases)
                Trim();
        }

        public WhatIfReport Report()
        {
            Trim();
            var budgets = _pots.Values.GroupBy(pot => (pot.Budget, pot.Limit)).OrderBy(group => group.Key.Budget, StringComparer.Ordinal).Select(group => new BudgetUse(
                group.Key.Budget, group.Key.Limit, group.Max(pot => pot.Before), group.Max(pot => pot.After),
                group.Count(pot => pot.Before > pot.Limit), group.Count(pot => pot.After > pot.Limit)));
            return new WhatIfReport(_decisions, _flips, _drifted, _byChange, _added, _removed, _before, _after, draft.Text.Rates.Home.Code, [.. budgets], _cases);
        }

        /// <summary>Keeps the cases with most money.</summary>
        private void Trim()
        {
            _cases.Sort((a, b) => b.Amount.CompareTo(a.Amount));
            if (_cases.Count > MostCases)
                _cases.RemoveRange(MostCases, _cases.Count - MostCases);
        }

        private void Reserve(string move, PolicyFacts facts, decimal amount, DecisionWord was, DecisionWord now)
        {
            if (amount == 0 || (was != DecisionWord.Allow && now != DecisionWord.Allow))
                return;
            foreach (var reservation in draft.Reservations(move, facts, Money.Zero(draft.Text.Rates.Home) with { Minor = 1 }))
            {
                var key = reservation.Key.ToString();
                var pot = _pots.TryGetValue(key, out var sofar) ? sofar : (reservation.Key.Budget, reservation.Limit.Amount, 0m, 0m);
                _pots[key] = (pot.Item1, pot.Item2, pot.Item3 + (was == DecisionWord.Allow ? amount : 0), pot.Item4 + (now == DecisionWord.Allow ? amount : 0));
            }
        }

        private decimal AmountOf(PolicyFacts facts)
        {
            if (!facts.Knows(Published.Amount))
                return 0;
            var raw = (decimal)facts.Raw(Published.Amount.Slot) / PublishedFact.Micro;
            var scale = facts.Currency.Exponent == 0 ? 1m : 100m;
            return draft.Text.Rates.ToHome(Money.FromDecimal(Math.Round(raw * scale) / scale, facts.Currency))?.Amount ?? 0;
        }

        private static string Word(DecisionWord word) => word switch
        {
            DecisionWord.Allow => "allow",
            DecisionWord.Approval => "approval",
            DecisionWord.Deny => "deny",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
