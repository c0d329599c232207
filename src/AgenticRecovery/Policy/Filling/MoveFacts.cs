using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Policy;

/// <summary>Facts that follow from the move's own arguments, seen against the order, the customer and the catalogue.</summary>
internal static class MoveFacts
{
    private static readonly string[] PlainReasons = ["noLongerNeeded", "orderedByMistake", "tooLate", "foundCheaper", "fraud", "outOfStock"];

    public static void Fill(Situation now, PolicyFacts facts)
    {
        var swaps = SwapsOf(now.Move);
        var lines = LinesOf(now.Move, swaps);
        facts.Set(Published.CancelReason, now.Move is Move.CancelOrder cancel ? ReasonOf(cancel.Reason) : null)
            .Set(Published.AddressChange, now.AddressChange ?? AddressWord(now))
            .Set(Published.PromiseGrounded, now.Move is Move.UpdatePromise promise ? IsGrounded(now, promise.PromiseAt) : null)
            .Set(Published.CodeIsValid, now.CodeIsValid ?? IsListed(now))
            .Set(Published.EvidencePhoto, now.HasPhoto)
            .Set(Published.EvidenceProof, now.HasProof);
        if (now.Order is not { } order)
            return;
        var onOrder = lines.All(id => order.Lines.Any(line => line.Id == id));
        facts.Set(Published.ItemsMine, onOrder);
        var touched = lines.Count > 0 ? order.Lines.Where(line => lines.Contains(line.Id)).ToList() : order.Lines;
        if (touched.Count > 0)
            facts.Set(Published.LineCategory, Published.LineCategory.IndexOf(touched[0].Category) >= 0 ? touched[0].Category : "other")
                .Set(Published.ProductFamily, touched[0].Product.Value);
        var difference = Swaps(now, order, swaps, facts);
        Method(now, order, difference, facts);
    }

    /// <summary>Sets what the swaps mean; returns what the customer would owe, null when the catalogue does not say.</summary>
    private static Money? Swaps(Situation now, Order order, IReadOnlyList<ItemSwap> swaps, PolicyFacts facts)
    {
        var (isSame, isAvailable, difference) = (true, true, Money.Zero(order.Currency));
        foreach (var swap in swaps)
        {
            var line = order.Lines.FirstOrDefault(one => one.Id == swap.Line);
            var product = now.Products.FirstOrDefault(one => one.Variants.Any(variant => variant.Id == swap.To));
            if (line is null || product is null)
                return null;
            var variant = product.Variants.First(one => one.Id == swap.To);
            isSame &= product.Id == line.Product;
            isAvailable &= variant.IsAvailable && variant.Stock is not 0;
            if (variant.Price.Currency != order.Currency)
                return null;
            difference += variant.Price - line.UnitPrice;
        }
        facts.Set(Published.ItemsSameProduct, isSame)
            .Set(Published.ItemsAvailable, isAvailable)
            .Set(Published.PriceDifference, difference);
        return difference;
    }

    private static void Method(Situation now, Order order, Money? difference, PolicyFacts facts)
    {
        // Without a method of its own, a move settles with the one the order was paid with.
        if (MethodOf(now.Move) is not { } id)
        {
            facts.Set(Published.MethodIsCustomers, true).Set(Published.MethodIsOriginal, true).Set(Published.MethodCovers, true);
            return;
        }
        facts.Set(Published.MethodIsOriginal, order.Payments.Any(payment => payment.Method == id));
        if (now.Customer is not { } customer)
            return;
        var method = customer.PaymentMethods.FirstOrDefault(one => one.Id == id);
        facts.Set(Published.MethodIsCustomers, method is not null);
        if (method is null)
            return;
        var need = now.Move is Move.ChangePaymentMethod ? order.Total : difference;
        facts.Set(Published.MethodKind, KindOf(method.Kind))
            .Set(Published.MethodCovers, method.Balance is not { } balance ? true : need is { } owed && balance.Currency == owed.Currency ? balance >= owed : null);
    }

    private static IReadOnlyList<ItemSwap> SwapsOf(Move move) => move switch
    {
        Move.EditItems edit => edit.Swaps,
        Move.Exchange exchange => exchange.Swaps,
        Move.Substitute substitute => [new ItemSwap(substitute.Line, substitute.By)],
        _ => [],
    };

    private static IReadOnlyList<LineId> LinesOf(Move move, IReadOnlyList<ItemSwap> swaps) => move switch
    {
        Move.CancelLine cancel => [cancel.Line],
        Move.LocateStock locate => [locate.Line],
        Move.Replace replace => replace.Lines,
        Move.ReturnForRefund back => back.Lines,
        Move.SplitShipment split => split.Now,
        _ => [.. swaps.Select(swap => swap.Line)],
    };

    private static PaymentMethodId? MethodOf(Move move) => move switch
    {
        Move.RetryPayment retry => retry.Method,
        Move.ChangePaymentMethod change => change.To,
        Move.EditItems edit => edit.Method,
        Move.Exchange exchange => exchange.Method,
        Move.ReturnForRefund back => back.To,
        _ => null,
    };

    private static string KindOf(string kind) => kind switch
    {
        _ when OrderFacts.Has(kind, "card") && !OrderFacts.Has(kind, "gift") => "card",
        _ when OrderFacts.Has(kind, "gift") || OrderFacts.Has(kind, "credit") => "giftCard",
        _ when OrderFacts.Has(kind, "paypal") => "paypal",
        _ when OrderFacts.Has(kind, "bank") || OrderFacts.Has(kind, "sepa") || OrderFacts.Has(kind, "transfer") => "bank",
        _ => "other",
    };

    private static string ReasonOf(string reason)
    {
        var letters = string.Concat(reason.Where(char.IsLetter));
        if (PlainReasons.FirstOrDefault(known => string.Equals(known, letters, StringComparison.OrdinalIgnoreCase)) is { } exact)
            return exact;
        return reason switch
        {
            _ when OrderFacts.Has(reason, "fraud") => "fraud",
            _ when OrderFacts.Has(letters, "nolongerneed") => "noLongerNeeded",
            _ when OrderFacts.Has(reason, "mistake") => "orderedByMistake",
            _ when OrderFacts.Has(reason, "too late") || OrderFacts.Has(reason, "delay") => "tooLate",
            _ when OrderFacts.Has(reason, "cheaper") => "foundCheaper",
            _ when OrderFacts.Has(reason, "stock") => "outOfStock",
            _ => "other",
        };
    }

    /// <summary>True for a code that the shop put on the order as "code.NAME"; a code not there may still be valid elsewhere, so it is not known.</summary>
    private static bool? IsListed(Situation now) =>
        now.Move is Move.HonourCode honour && now.Order?.Attributes.ContainsKey("code." + honour.Code) == true ? true : null;

    private static bool IsGrounded(Situation now, DateTimeOffset date) =>
        now.GroundedDates.Concat(now.Order?.Shipments.Select(shipment => shipment.ExpectedAt).OfType<DateTimeOffset>() ?? [])
            .Any(given => given.UtcDateTime.Date == date.UtcDateTime.Date);

    /// <summary>
    /// How far the new address lies from the old, by the texts alone: another house or name in the same postcode is never called the same point.
    /// </summary>
    private static string? AddressWord(Situation now)
    {
        var (to, from) = now.Move switch
        {
            Move.ChangeAddress change => (change.To, now.Order?.ShipTo),
            Move.Reroute reroute => (reroute.To, now.Order?.ShipTo),
            Move.ChangeProfileAddress profile => (profile.To, now.Customer?.Address),
            _ => (null, null),
        };
        if (to is null || from is null)
            return to is null ? "none" : null;
        if (Plain(to.Country) != Plain(from.Country))
            return "otherCountry";
        if (Plain(to.PostalCode) != Plain(from.PostalCode))
            return "otherPostcode";
        if (Plain(to.Street) != Plain(from.Street) || Plain(to.City) != Plain(from.City) || Plain(to.Name) != Plain(from.Name))
            return "samePostcode";
        return Plain(to.Street2 ?? "") == Plain(from.Street2 ?? "") ? "format" : "samePoint";
    }

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
