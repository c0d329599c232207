using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Store;

namespace AgenticRecovery.Connectors.Sandbox;

/// <summary>One write on its way through the shop: its rows, the time, and the words to answer with.</summary>
internal sealed record SandboxStep(ShopTables Shop, ShopWrite Write, DateTimeOffset Now)
{
    /// <summary>The shop's own id of an effect, the same for the same key.</summary>
    public string Ref(string kind) => $"{kind}-{StoreJson.Sha256($"{Write.Key}/{kind}")[..12]}";

    public static ShopAnswer Refuse(string reason) => new ShopAnswer.Refused(reason);

    public static ShopAnswer Done(string reference, string summary) => new ShopAnswer.Done(reference, summary);

    /// <summary>Runs a change of the order this write names; refuses when there is none.</summary>
    public ShopAnswer OnOrder(Func<Order, ShopAnswer> change) => Write.Order switch
    {
        null => Refuse("The move names no order."),
        { } id => Shop.Order(id) is { } order ? change(order) : Refuse($"There is no order {id}."),
    };

    /// <summary>Runs a change of the customer: the one named, or the order's.</summary>
    public ShopAnswer OnCustomer(Func<Customer, ShopAnswer> change)
    {
        var id = Write.Customer ?? (Write.Order is { } order ? Shop.Order(order)?.Customer : null);
        return id is { } known && Shop.Customer(known) is { } customer ? change(customer) : Refuse("There is no such customer.");
    }

    /// <summary>Why the warehouse no longer takes a change; null while it does. A hold of ours stops the clock of the cutoff.</summary>
    public string? WhyTooLate(Order order) => order.Status switch
    {
        OrderStatus.Cancelled => "The order is cancelled.",
        OrderStatus.Packing => "The warehouse is packing the order.",
        OrderStatus.AwaitingPayment or OrderStatus.Open or OrderStatus.OnHold =>
            order.CutoffAt is { } cutoff && Now > cutoff && !Shop.IsHeld(order.Id, HoldKind.HoldFulfilment)
                ? $"The warehouse cutoff was {cutoff:yyyy-MM-dd HH:mm} UTC."
                : null,
        _ => $"The order is {Words(order.Status)}.",
    };

    public static string Words(OrderStatus status) => status switch
    {
        OrderStatus.PartlyShipped => "partly shipped",
        OrderStatus.Shipped => "shipped",
        OrderStatus.Delivered => "delivered",
        OrderStatus.ReturnRequested => "waiting for a return",
        OrderStatus.ExchangeRequested => "waiting for an exchange",
        OrderStatus.Returned => "returned",
        OrderStatus.Cancelled => "cancelled",
        OrderStatus.Packing => "being packed",
        OrderStatus.OnHold => "on hold",
        OrderStatus.AwaitingPayment => "waiting for payment",
        _ => "open",
    };

    /// <summary>Gives money back on a method: the refund row, the order's sum, and a gift card's balance at once.</summary>
    public Order GiveBack(Order order, Money amount, PaymentMethodId method, string basis, string reference)
    {
        Shop.Refund(reference, order.Id, amount, method, basis, Now);
        MoveBalance(order.Customer, method, amount);
        return order with { Refunded = order.Refunded + amount };
    }

    /// <summary>Null when charged; else why not. Charging a gift card needs its balance.</summary>
    public string? Charge(CustomerId customer, PaymentMethodId method, Money amount)
    {
        var owned = Shop.Customer(customer)?.PaymentMethods.FirstOrDefault(m => m.Id == method);
        if (owned is null)
            return $"{method} is no payment method of this customer.";
        if (owned.Balance is { } balance && balance < amount)
            return $"The balance of {method} is {balance}; {amount} is needed.";
        MoveBalance(customer, method, -amount);
        return null;
    }

    private void MoveBalance(CustomerId id, PaymentMethodId method, Money by)
    {
        if (Shop.Customer(id) is not { } customer || customer.PaymentMethods.All(m => m.Id != method || m.Balance is null))
            return;
        Shop.Save(customer with
        {
            PaymentMethods = [.. customer.PaymentMethods.Select(m => m.Id == method && m.Balance is { } b ? m with { Balance = b + by } : m)],
        });
    }

    /// <summary>The method the order was first paid with.</summary>
    public static PaymentMethodId? Original(Order order) => order.Payments.Count > 0 ? order.Payments[0].Method : null;

    public static Order With(Order order, string attribute, string value) => order with
    {
        Attributes = new Dictionary<string, string>(order.Attributes) { [attribute] = value },
    };
}
