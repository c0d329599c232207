using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Store;
using AgenticRecovery.Valuation;
using AgenticRecovery.Workflows;
using Temporalio.Activities;

namespace AgenticRecovery.Activities;

/// <summary>Closes a case with its root cause, what it kept and what it cost.</summary>
public sealed class CloseSteps(RecoveryStore store, CaseReader reader, PlaybookShelf playbooks, Holds holds, TimeProvider clock)
{
    /// <inheritdoc cref="ICaseSteps.CloseAsync"/>
    [Activity]
    public async Task CloseAsync(CloseCase close)
    {
        var ct = ActivityExecutionContext.Current.CancellationToken;
        var id = new CaseId(close.CaseId);
        var now = await reader.ReadAsync(id, ct);
        if (now.Case.ClosedAt is not null)
            return;
        await holds.LiftAsync(id, ct);
        var at = clock.GetUtcNow();
        close = close with { Why = GivenVerdicts.Why(store, close.Why) };
        var outcome = OutcomeOf(now, close, at);
        var waiting = store.Approvals.OfCase(id).Where(a => a.IsWaiting).ToList();
        await store.WriteAsync(
            sql =>
            {
                foreach (var request in waiting)
                    store.Approvals.Withdraw(sql, request.Request.Proposal, "the case closed", at);
                store.Outcomes.Close(sql, outcome);
                store.Tell(sql, id, at, "close", "close", $"Closed: {close.Result}. {close.Why.TrimEnd('.')}. Kept {outcome.RetainedMargin} margin, cost {outcome.Cost}");
            },
            ct);
    }

    /// <summary>
    /// Kept is what the order still earns after the case, less what the case cost; a case that a person took over or that
    /// was withdrawn claims nothing.
    /// </summary>
    private Outcome OutcomeOf(CaseNow now, CloseCase close, DateTimeOffset at)
    {
        var currency = now.Order?.Currency ?? Currency.Eur;
        var zero = Money.Zero(currency);
        var done = store.Proposals.OfCase(now.Id).Where(p => p.Acted == "done").Select(p => p.Proposal).ToList();
        var cost = done.Where(p => p.Cost.Currency == currency).Aggregate(zero, (sum, p) => sum + p.Cost);
        var conceded = done.Where(p => MoveTraits.Of(p.Move).Group == MoveGroup.Concession && p.Amount.Currency == currency)
            .Aggregate(zero, (sum, p) => sum + p.Amount);
        var isKept = close.Result is CaseResult.Recovered or CaseResult.Answered && now.Order is { Status: not OrderStatus.Cancelled };
        var margin = isKept ? ContributionMargin.Of(now.Order!, playbooks.CostsIn(currency)).Amount - now.Order!.Refunded - cost : zero - cost;
        return new Outcome(
            now.Id, close.Result, close.Why, now.Case.Mode, now.Case.Diagnosis?.RootCauses.Select(c => c.Tag).FirstOrDefault(),
            done.LastOrDefault()?.Move.Name, "recovery", isKept ? now.Order!.Total - now.Order.Refunded : zero, margin, conceded, cost,
            store.Approvals.OfCase(now.Id).Count, now.Case.OpenedAt, at)
        {
            Attributes = now.Order?.Attributes ?? new Dictionary<string, string>(),
        };
    }
}
