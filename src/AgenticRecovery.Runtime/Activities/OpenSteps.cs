using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Store;
using AgenticRecovery.Workflows;
using Temporalio.Activities;

namespace AgenticRecovery.Activities;

/// <summary>Intake of one case: whom it is about, and what is known.</summary>
public sealed class OpenSteps(RecoveryStore store, IShop shop, CaseReader reader, Identification identification, TimeProvider clock)
{
    /// <inheritdoc cref="ICaseSteps.OpenAsync"/>
    [Activity]
    public async Task<Opened> OpenAsync(OpenCase open)
    {
        var ct = ActivityExecutionContext.Current.CancellationToken;
        var id = new CaseId(open.CaseId);
        var at = clock.GetUtcNow();
        var found = await identification.OfAsync(store.Cases.Get(id), store.Signals.OfCase(id), ct);
        if (found is { } who)
            await store.WriteAsync(sql => store.Cases.Identify(sql, id, who.Order, who.Customer, at), ct);

        var now = await reader.ReadAsync(id, ct);
        var facts = Facts.Of(now, shop.Name, at).ToList();
        await store.WriteAsync(
            sql =>
            {
                store.Cases.EnterState(sql, id, CaseState.Detected, "facts gathered", null, at);
                store.Cases.PutFacts(sql, id, facts);
                if (now.Customer is { } customer)
                    store.Search.Name(sql, id, customer.Name);
                foreach (var signal in now.Signals)
                    store.Tell(sql, id, signal.OccurredAt, "signal", signal.Id, $"{signal.Kind} from {signal.Source}", ("signal", signal.Id));
            },
            ct);
        var why = now.Order is null && now.Case.Order is { } missing ? $"{shop.Name} knows no order {missing}" : null;
        return new Opened(
            now.Order?.Id.Value, now.Customer?.Id.Value, now.Case.Subject, facts.Count, why is not null, why,
            [.. now.Signals.Select(s => s.Id)]);
    }
}
