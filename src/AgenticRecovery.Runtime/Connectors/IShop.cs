using AgenticRecovery.Cases;

namespace AgenticRecovery.Connectors;

/// <summary>
/// A storefront with its payments, warehouse, carrier and helpdesk, as far as cases need them. Reads return what the
/// source says now. Every write carries a key and happens once per key, whatever is retried or killed.
/// </summary>
/// <remarks>A remote fault that may pass throws <see cref="RemoteUnavailableException"/>; one that will not, <see cref="RemoteRefusedException"/>.</remarks>
public interface IShop
{
    /// <summary>Stands on every record made through it, such as "sandbox (simulation)".</summary>
    string Name { get; }

    /// <summary>Names of moves this shop can carry out itself; any other becomes a task for a person.</summary>
    IReadOnlySet<string> Capabilities { get; }

    Task<Order?> FindOrderAsync(OrderId id, CancellationToken ct);
    Task<Customer?> FindCustomerAsync(CustomerId id, CancellationToken ct);
    Task<Customer?> FindCustomerByEmailAsync(string email, CancellationToken ct);
    Task<IReadOnlyList<Customer>> FindCustomersByNameAsync(string name, string? postalCode, CancellationToken ct);
    Task<Product?> FindProductAsync(ProductId id, CancellationToken ct);
    Task<IReadOnlyList<Product>> ProductsAsync(CancellationToken ct);

    /// <summary>Carries out a move once per key. A refusal by the shop's own rules is a value, not an exception.</summary>
    Task<ShopAnswer> ExecuteAsync(ShopWrite write, CancellationToken ct);

    /// <summary>Asks the source whether the move of this key really shows in the order.</summary>
    Task<Verification> VerifyAsync(ShopWrite write, CancellationToken ct);

    /// <summary>Places or lifts a reversible hold, once per key.</summary>
    Task<ShopAnswer> HoldAsync(OrderId order, HoldKind hold, string key, CancellationToken ct);
    Task ReleaseHoldAsync(OrderId order, HoldKind hold, string key, CancellationToken ct);

    /// <summary>Sends a message on the customer's channel, once per key.</summary>
    Task SendAsync(ShopMessage message, string key, CancellationToken ct);
}

/// <param name="Key">Idempotency key: the proposal id.</param>
public sealed record ShopWrite(string Key, OrderId? Order, CustomerId? Customer, Move Move, DateTimeOffset At);

public sealed record ShopMessage(CustomerId Customer, OrderId? Order, string Language, string Subject, string Body);

/// <summary>What the shop said to a write.</summary>
public abstract record ShopAnswer
{
    private ShopAnswer() { }

    /// <param name="Reference">The shop's own id of what happened (refund id, order version).</param>
    public sealed record Done(string Reference, string Summary) : ShopAnswer;
    /// <summary>The shop's rules forbid it; nothing changed.</summary>
    public sealed record Refused(string Reason) : ShopAnswer;
    /// <summary>The shop has no way to do it; a person gets these instructions.</summary>
    public sealed record NeedsPerson(string Instructions) : ShopAnswer;
}

/// <param name="Holds">True when the source shows the effect.</param>
/// <param name="IsFinal">False when the effect may still come (a parcel under way); then it is asked again later.</param>
public sealed record Verification(bool Holds, bool IsFinal, string Observed);

/// <summary>The outside did not answer, or asked to come back later; the engine retries.</summary>
public sealed class RemoteUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>When it asked to be tried again; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>The outside said no for good; retrying changes nothing.</summary>
public sealed class RemoteRefusedException(string message, Exception? inner = null) : Exception(message, inner);
