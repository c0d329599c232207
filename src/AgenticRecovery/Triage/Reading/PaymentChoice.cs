using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Triage.Reading;

internal abstract record PaymentAnswer
{
    private PaymentAnswer() { }

    public sealed record Method(PaymentMethodId Id) : PaymentAnswer;

    public sealed record NotAllowed(string Reason) : PaymentAnswer;

    public sealed record Ambiguous(string Question) : PaymentAnswer;
}

/// <summary>Chooses the method a refund or a price difference goes to; where nothing was said, what paid the order.</summary>
internal static class PaymentChoice
{
    /// <param name="due">What the customer must pay; negative or zero where they get money back.</param>
    /// <param name="isRefund">True for a return, whose refund may be limited to the original method or a gift card.</param>
    public static PaymentAnswer For(Order order, Customer customer, IReadOnlyList<PaymentWish> wishes, Money due, bool isRefund, ShopRules rules)
    {
        var original = Original(order);
        if (wishes.Count == 0)
            return original is { } paid ? Check(paid, order, customer, due, isRefund, rules) : new PaymentAnswer.Ambiguous($"Which payment method shall be used for order {order.Id}?");
        if (wishes.Any(wish => wish.Kind == "divided"))
            return new PaymentAnswer.Ambiguous("Which part shall go to which payment method?");
        PaymentAnswer? refusal = null;
        foreach (var wish in wishes)
        {
            var answer = One(wish, order, customer, original, due, isRefund, rules);
            if (answer is not PaymentAnswer.NotAllowed)
                return answer;
            refusal ??= answer;
        }

        return refusal!;
    }

    public static PaymentMethodId? Original(Order order) => order.Payments.Count == 0 ? null : order.Payments[0].Method;

    private static PaymentAnswer One(PaymentWish wish, Order order, Customer customer, PaymentMethodId? original, Money due, bool isRefund, ShopRules rules)
    {
        if (wish.Kind.StartsWith("not ", StringComparison.Ordinal))
        {
            var isOriginal = customer.PaymentMethods.FirstOrDefault(method => method.Id == original)?.Kind == wish.Kind[4..];
            return original is { } other && !isOriginal
                ? Check(other, order, customer, due, isRefund, rules)
                : new PaymentAnswer.Ambiguous($"Which payment method shall be used for order {order.Id} instead?");
        }

        if (wish.Kind.StartsWith("new ", StringComparison.Ordinal))
            return new PaymentAnswer.Ambiguous($"A {wish.Kind.Replace('_', ' ')} is not known to the shop. Which payment method shall be used?");
        if (wish.Kind == "original")
            return original is { } paid ? new PaymentAnswer.Method(paid) : new PaymentAnswer.Ambiguous($"What paid order {order.Id}?");
        if (wish.Kind == "other order")
            return new PaymentAnswer.NotAllowed($"a refund of order {order.Id} can only go to what paid it, or to a gift card");
        var methods = customer.PaymentMethods.Where(method => Fits(method, wish)).ToList();
        if (methods.Count == 0)
            return new PaymentAnswer.NotAllowed($"there is no {wish.Kind.Replace('_', ' ')} in the customer's account");
        if (methods.Count > 1)
        {
            if (original is not { } first || methods.TrueForAll(method => method.Id != first))
                return new PaymentAnswer.Ambiguous($"There are {methods.Count} payment methods of that kind. Which one shall be used for order {order.Id}?");
            methods = methods.Where(method => method.Id == first).ToList();
        }

        return Check(methods[0].Id, order, customer, due, isRefund, rules);
    }

    private static bool Fits(PaymentMethod method, PaymentWish wish) =>
        (string.Equals(method.Id.Value, wish.Kind, StringComparison.OrdinalIgnoreCase)
            || method.Kind == wish.Kind || method.Id.Value.StartsWith(wish.Kind, StringComparison.Ordinal))
        && (wish.LastFour is null || method.Label.Contains(wish.LastFour, StringComparison.Ordinal))
        && (wish.Brand is null || method.Label.Contains(wish.Brand, StringComparison.OrdinalIgnoreCase));

    private static PaymentAnswer Check(PaymentMethodId id, Order order, Customer customer, Money due, bool isRefund, ShopRules rules)
    {
        var method = customer.PaymentMethods.FirstOrDefault(method => method.Id == id);
        var isGiftCard = method?.Kind == "gift_card" || id.Value.StartsWith("gift_card", StringComparison.Ordinal);
        if (isRefund && rules.RefundsToOriginalOrGiftCard && !isGiftCard && id != Original(order))
            return new PaymentAnswer.NotAllowed($"a refund of order {order.Id} can only go to what paid it, or to a gift card");
        if (isGiftCard && method?.Balance is { } balance && due.Minor > 0 && balance < due)
            return new PaymentAnswer.NotAllowed($"the gift card does not cover {due}");
        return new PaymentAnswer.Method(id);
    }
}
