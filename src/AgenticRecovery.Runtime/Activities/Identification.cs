using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Signals;
using AgenticRecovery.Store;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Activities;

/// <summary>
/// Finds out who wrote, when the channel does not say. Only what the owner of an account knows counts: the account's
/// e-mail, or the full name or the account id with the postal code. An order number alone identifies nobody.
/// </summary>
public sealed class Identification(IShop shop)
{
    /// <summary>Null when the texts add nothing to what the case knows.</summary>
    public async Task<Who?> OfAsync(CaseRecord row, IReadOnlyList<TakenSignal> signals, CancellationToken ct)
    {
        var messages = signals.Select(s => s.Signal).Where(s => s is { Kind: SignalKind.CustomerMessage, Text: not null }).ToList();
        if (messages.Count == 0 || (row.Customer is not null && row.Order is not null))
            return null;

        var text = string.Join("\n", messages.Select(m => m.Text));
        var claims = Identity.Find(text);
        var customer = row.Customer ?? await CustomerAsync(text, claims, ct);
        var order = row.Order ?? await OrderAsync(claims, customer, ct);
        return customer is null && order is null ? null : new Who(order, customer);
    }

    private async Task<CustomerId?> CustomerAsync(string text, Claims claims, CancellationToken ct)
    {
        foreach (var email in claims.Emails)
        {
            if (await shop.FindCustomerByEmailAsync(email, ct) is { } byEmail)
                return byEmail.Id;
        }

        // An account id counts like the name: only together with the account's postal code.
        if (claims.UserId is { } userId && await shop.FindCustomerAsync(new CustomerId(userId), ct) is { } byId && Identity.Proves(text, byId))
            return byId.Id;
        if (claims.Name is not { } name || claims.PostalCode is not { } postalCode)
            return null;
        var found = await shop.FindCustomersByNameAsync(name, postalCode, ct);
        return found is [var only] ? only.Id : null;
    }

    // With one order named, the case is about it; with several, the agent reads which move belongs to which.
    private async Task<OrderId?> OrderAsync(Claims claims, CustomerId? customer, CancellationToken ct)
    {
        if (claims.OrderIds is not [var only])
            return null;
        var order = await shop.FindOrderAsync(new OrderId(only), ct);
        return order is not null && (customer is null || order.Customer == customer) ? order.Id : null;
    }
}

public sealed record Who(OrderId? Order, CustomerId? Customer);
