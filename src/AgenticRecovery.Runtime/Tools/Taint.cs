using System.Globalization;
using System.Text;
using AgenticRecovery.Agents;
using AgenticRecovery.Cases;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Tools;

/// <summary>Everything the shop's own systems said in this case, as typed values. Words of people are not in it.</summary>
public sealed record TrustedReads(IReadOnlyList<Order> Orders, Customer? Customer, IReadOnlyList<Product> Products, IReadOnlyList<Fact> Facts)
{
    /// <summary>Attributes of the signals that opened the case, as the shop's systems sent them.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>Each order as it was read first, so before a move of this case could change it.</summary>
    public IReadOnlyList<Order> OrdersAtFirst { get; init; } = [];
}

/// <summary>Whether the arguments of a move may be acted on.</summary>
public abstract record TaintFinding
{
    private TaintFinding() { }

    public sealed record Clean : TaintFinding;

    /// <param name="Argument">The argument whose value has no trusted origin.</param>
    public sealed record Tainted(string Argument, string Reason) : TaintFinding;
}

/// <summary>
/// Arguments of money and address moves may only carry values that come from trusted reads, or, for addresses and
/// codes, from the words of a customer who is identified for this order. Destinations of money come from trusted reads only.
/// </summary>
public static class Taint
{
    /// <param name="order">The order the move acts on; null for the customer's profile.</param>
    /// <param name="identified">Texts of the case; only those marked identified count.</param>
    public static TaintFinding Of(Move move, OrderId? order, TrustedReads trusted, IReadOnlyList<QuotedText> identified)
    {
        if (order is { } id && trusted.Orders.All(known => known.Id != id))
            return Bad("order_id", $"order '{id}' was not read from the shop for this customer");
        var own = order is { } o ? trusted.Orders.First(known => known.Id == o) : null;
        if (own is not null && trusted.Customer is { } customer && own.Customer != customer.Id)
            return Bad("order_id", $"order '{own.Id}' belongs to another customer");
        return move switch
        {
            Move.RetryPayment retry => Method(retry.Method, own, trusted),
            Move.ChangePaymentMethod change => Method(change.To, own, trusted),
            Move.EditItems { Method: { } method } edit => First(Method(method, own, trusted), Variants(edit.Swaps, own, trusted)),
            Move.EditItems edit => Variants(edit.Swaps, own, trusted),
            Move.Exchange { Method: { } method } exchange => First(Method(method, own, trusted), Variants(exchange.Swaps, own, trusted)),
            Move.Exchange exchange => Variants(exchange.Swaps, own, trusted),
            Move.ReturnForRefund { To: { } to } => Method(to, own, trusted),
            Move.Substitute substitute => Variants([new ItemSwap(substitute.Line, substitute.By)], own, trusted),
            Move.ChangeAddress change => Where(change.To, trusted, identified),
            Move.ChangeProfileAddress change => Where(change.To, trusted, identified),
            Move.Reroute reroute => Where(reroute.To, trusted, identified),
            Move.UpdatePromise promise => When(promise.PromiseAt, trusted),
            Move.HonourCode code => Said(code.Code, identified) || Known(code.Code, trusted) ? Clean : Bad("code", "the code stands in no text of the identified customer and in no fact"),
            Move.ClaimWithCarrier claim => trusted.Orders.Any(known => known.Shipments.Any(shipment => shipment.Id == claim.Shipment))
                ? Clean : Bad("shipment_id", $"no order read has shipment '{claim.Shipment}'"),
            Move.AnswerInquiry dispute => Dispute(dispute.DisputeId, trusted),
            Move.SubmitEvidence dispute => Dispute(dispute.DisputeId, trusted),
            Move.AcceptDispute dispute => Dispute(dispute.DisputeId, trusted),
            _ => Clean,
        };
    }

    private static readonly TaintFinding Clean = new TaintFinding.Clean();

    private static TaintFinding.Tainted Bad(string argument, string reason) => new(argument, reason);

    private static TaintFinding First(TaintFinding one, TaintFinding other) => one is TaintFinding.Tainted ? one : other;

    private static TaintFinding Method(PaymentMethodId method, Order? own, TrustedReads trusted) =>
        (own?.Payments.Any(payment => payment.Method == method) ?? false)
        || (trusted.Customer?.PaymentMethods.Any(known => known.Id == method) ?? false)
            ? Clean
            : Bad("payment_method_id", $"'{method}' is neither in the order's payments nor in the customer's account");

    private static TaintFinding Variants(IReadOnlyList<ItemSwap> swaps, Order? own, TrustedReads trusted)
    {
        foreach (var swap in swaps)
            if (!trusted.Products.Any(product => product.Variants.Any(variant => variant.Id == swap.To))
                && !(own?.Lines.Any(line => line.Variant == swap.To) ?? false))
                return Bad("variant", $"no product read has variant '{swap.To}'");
        return Clean;
    }

    private static TaintFinding Where(Address to, TrustedReads trusted, IReadOnlyList<QuotedText> identified)
    {
        if (trusted.Orders.Any(order => Same(order.ShipTo, to)) || (trusted.Customer is { } customer && Same(customer.Address, to)))
            return Clean;
        foreach (var (argument, value) in Fields(to))
            if (!Said(value, identified) && !Known(value, trusted) && !InAnAddress(argument, value, trusted) && !(argument == "region" && FollowsFrom(to)))
                return Bad($"to.{argument}", "this part of the address comes neither from the shop nor from the identified customer");
        // A street nobody named may not be put together from parts of different addresses.
        return Said(to.Street, identified) || Known(to.Street, trusted)
            ? Clean
            : Bad("to.street", "the street is in no text of the identified customer and in no fact");
    }

    private static TaintFinding When(DateTimeOffset promiseAt, TrustedReads trusted)
    {
        var day = DateOnly.FromDateTime(promiseAt.UtcDateTime);
        bool IsDay(DateTimeOffset? at) => at is { } known && DateOnly.FromDateTime(known.UtcDateTime) == day;
        return trusted.Orders.Any(order => IsDay(order.PromisedAt) || order.Shipments.Any(shipment => IsDay(shipment.ExpectedAt)))
            || trusted.Facts.Select(fact => fact.Value).Concat(trusted.Attributes.Values).Any(value => DayIn(value) == day)
                ? Clean
                : Bad("promise_at", $"no source gave the date {day:yyyy-MM-dd}");
    }

    private static TaintFinding Dispute(string id, TrustedReads trusted) =>
        Known(id, trusted) ? Clean : Bad("dispute_id", $"no source named dispute '{id}'");

    private static DateOnly? DayIn(string value) =>
        value.Length >= 10 && DateOnly.TryParseExact(value.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static bool Known(string value, TrustedReads trusted) =>
        trusted.Facts.Any(fact => IsShops(fact.Source) && Alike(fact.Value, value)) || trusted.Attributes.Values.Any(known => Alike(known, value));

    // Facts that only repeat what a person wrote are not the shop's knowledge.
    private static bool IsShops(string source) =>
        !source.StartsWith("customer", StringComparison.OrdinalIgnoreCase) && !source.StartsWith("ticket", StringComparison.OrdinalIgnoreCase);

    private static bool InAnAddress(string argument, string value, TrustedReads trusted) =>
        argument is "name" or "city" or "region" or "postal_code" or "country"
        && trusted.Orders.Select(order => order.ShipTo).Concat(trusted.Customer is { } c ? [c.Address] : Array.Empty<Address>())
            .Any(address => Fields(address).Any(field => field.Name == argument && Alike(field.Value, value)));

    // "101 Highway, New York, 10001": nobody writes the state, and the postal code says it.
    private static bool FollowsFrom(Address to) =>
        to.Country is "USA" or "US" or "United States" && UsZip.State(to.PostalCode) is { } state && string.Equals(state, to.Region, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<(string Name, string Value)> Fields(Address address)
    {
        yield return ("name", address.Name);
        yield return ("street", address.Street);
        if (address.Street2 is { Length: > 0 } street2)
            yield return ("street2", street2);
        yield return ("city", address.City);
        if (address.Region is { Length: > 0 } region)
            yield return ("region", region);
        yield return ("postal_code", address.PostalCode);
        yield return ("country", address.Country);
    }

    private static bool Same(Address a, Address b) => Alike(a.Street, b.Street) && Alike(a.Street2 ?? "", b.Street2 ?? "")
        && Alike(a.City, b.City) && Alike(a.PostalCode, b.PostalCode) && Alike(a.Country, b.Country);

    private static bool Alike(string a, string b) => Plain(a) == Plain(b);

    private static bool Said(string value, IReadOnlyList<QuotedText> texts)
    {
        var plain = Plain(value);
        if (plain.Length == 0)
            return true;
        foreach (var text in texts)
            if (text.IsIdentified && $" {Plain(text.Text)} ".Contains($" {plain} ", StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>Letters and digits in lower case, everything between them one space.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var sign in text)
            if (char.IsLetterOrDigit(sign))
                plain.Append(char.ToLowerInvariant(sign));
            else if (plain.Length > 0 && plain[^1] != ' ')
                plain.Append(' ');
        return plain.Length > 0 && plain[^1] == ' ' ? plain.ToString(0, plain.Length - 1) : plain.ToString();
    }
}
