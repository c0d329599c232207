using System.Globalization;
using AgenticRecovery.Cases;
using AgenticRecovery.Communication;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Agents;

/// <summary>What a message about a move may state, and the same as text for a template's blanks, in the customer's language.</summary>
/// <param name="Allowed">Everything the guard will let the message say as a date or an amount.</param>
/// <param name="Values">By the names of <see cref="MessageTemplate.Placeholders"/>.</param>
public sealed record MessageBlanks(StatedFacts Allowed, IReadOnlyDictionary<string, string> Values)
{
    /// <param name="amount">What the customer gets, as priced by code; zero for words.</param>
    /// <param name="facts">Signal attributes and facts by name, such as "carrier" or "newDate".</param>
    public static MessageBlanks For(Move? move, Money? amount, Order? order, Customer? customer, IReadOnlyDictionary<string, string> facts, string language)
    {
        var culture = Culture(language);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var amounts = new List<Money>();
        var dates = new List<DateOnly>();
        void Put(string name, string? value)
        {
            if (value is { Length: > 0 })
                values[name] = value;
        }
        void PutDate(string name, DateTimeOffset? at)
        {
            if (at is not { } known)
                return;
            var day = DateOnly.FromDateTime(known.UtcDateTime);
            dates.Add(day);
            values[name] = day.ToString(culture.DateTimeFormat.LongDatePattern.Replace("dddd, ", "").Replace("dddd ", "").Replace("dddd", "").Trim(), culture);
        }

        Put("customer.firstName", customer?.Name.Split(' ')[0]);
        Put("order.id", order?.Id.Value);
        if (order is not null)
        {
            amounts.Add(order.Total);
            Put("order.total", Text(order.Total, culture));
            PutDate("oldDate", order.PromisedAt);
        }
        if (amount is { IsZero: false } given)
        {
            amounts.Add(given);
            Put("amount", Text(given, culture));
        }
        if (move is Move.SendPaymentLink or Move.OfferOtherMethod && order is not null && order.Paid < order.Total)
        {
            amounts.Add(order.Total - order.Paid);
            Put("amount", Text(order.Total - order.Paid, culture));
        }
        if (move is Move.Reassure or Move.Explain && order is { Refunded.Minor: > 0 } refunded)
        {
            amounts.Add(refunded.Refunded);
            Put("amount", Text(refunded.Refunded, culture));
        }
        PutDate("date", DateOf(move, order, facts));
        // The promise may hold the new day already; "on the 21st instead of the 21st" tells nothing.
        if (values.TryGetValue("oldDate", out var old) && old == values.GetValueOrDefault("date"))
            values.Remove("oldDate");
        Put("item.name", Items(move, order));
        var parcel = order?.Shipments is [.., var last] ? last : null;
        Put("carrier", parcel?.Carrier ?? facts.GetValueOrDefault("carrier"));
        Put("tracking", parcel?.TrackingNumber ?? facts.GetValueOrDefault("tracking"));
        Put("replacement", parcel is { IsReplacement: true } ? parcel.TrackingNumber : null);
        Put("address", AddressOf(move) is { } to ? $"{to.Street}{(to.Street2 is { Length: > 0 } more ? " " + more : "")}, {to.PostalCode} {to.City}" : null);
        Put("code", (move as Move.HonourCode)?.Code ?? facts.GetValueOrDefault(Valuation.FactNames.Code));
        Put("question", move switch { Move.AskCustomer ask => ask.Question, Move.VerifyCustomer verify => verify.Question, _ => null });
        Put("link", facts.GetValueOrDefault("link"));
        return new MessageBlanks(new StatedFacts
        {
            Amounts = amounts,
            Dates = dates,
            OrderIds = order is null ? [] : [order.Id.Value],
            Names = customer is null ? [] : [customer.Name, .. order is null ? [] : new[] { order.ShipTo.Name }],
            Email = customer?.Email,
            Claims = Claims.Of(order),
            References = [.. ((string[])["link", "tracking", "code", "address"]).Select(name => values.GetValueOrDefault(name)).OfType<string>()],
        }, values);
    }

    /// <summary>Signs of a product's name that a message still carries.</summary>
    public const int MaxItemName = 80;

    public static CultureInfo Culture(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language switch { "en" => "en-GB", "de" => "de-DE", "fr" => "fr-FR", "es" => "es-ES", "pt" => "pt-PT", _ => language });
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.GetCultureInfo("en-GB");
        }
    }

    /// <summary>An amount as customers read it: number in the customer's own format, then the currency code.</summary>
    public static string Text(Money money, CultureInfo culture) => money.Amount.ToString("N" + money.Currency.Exponent, culture) + " " + money.Currency.Code;

    private static DateTimeOffset? DateOf(Move? move, Order? order, IReadOnlyDictionary<string, string> facts) => move switch
    {
        Move.UpdatePromise promise => promise.PromiseAt,
        Move.ScheduleCallback callback => callback.At,
        // What was refunded has a day of its own; the parcel's has passed.
        _ when order is { Refunded.Minor: > 0 } or { DeliveredAt: not null } => Known(facts, Valuation.FactNames.SentAt),
        _ => Known(facts, Valuation.FactNames.NewDate) ?? order?.Shipments.LastOrDefault(shipment => shipment.ExpectedAt is not null)?.ExpectedAt,
    };

    private static DateTimeOffset? Known(IReadOnlyDictionary<string, string> facts, string name) =>
        facts.TryGetValue(name, out var text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static Address? AddressOf(Move? move) => move switch
    {
        Move.ChangeAddress change => change.To,
        Move.ChangeProfileAddress change => change.To,
        Move.Reroute reroute => reroute.To,
        _ => null,
    };

    private static string? Items(Move? move, Order? order)
    {
        if (order is null)
            return null;
        IReadOnlyList<LineId>? lines = move switch
        {
            Move.CancelLine cancel => [cancel.Line],
            Move.LocateStock locate => [locate.Line],
            Move.Substitute substitute => [substitute.Line],
            Move.SplitShipment split => split.Now,
            Move.Replace replace => replace.Lines,
            Move.ReturnForRefund back => back.Lines,
            Move.EditItems edit => [.. edit.Swaps.Select(swap => swap.Line)],
            Move.Exchange exchange => [.. exchange.Swaps.Select(swap => swap.Line)],
            _ => null,
        };
        var names = order.Lines.Where(line => lines is null || lines.Contains(line.Id)).Select(line => line.Name).Distinct().ToList();
        // A name longer than any label may hold a text of its own; then the message does without.
        return names.Count is 0 or > 4 || names.Any(name => name.Length > MaxItemName) ? null : string.Join(", ", names);
    }
}
