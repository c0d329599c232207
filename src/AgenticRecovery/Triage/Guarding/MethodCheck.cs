using AgenticRecovery.Cases;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Triage.Guarding;

/// <summary>Money goes the way the customer named, or the way it came.</summary>
internal static class MethodCheck
{
    public static MatchFinding? Find(RequestContext request, SaidWords said, ProposedMove proposed)
    {
        if (proposed is not { Method: { } method, Order: { } order } || said.Says(method.Value))
            return null;
        var kind = KindOf(request, method);
        var isOriginal = PaymentChoice.Original(order) == method;
        if (kind is not null && said.Kinds.Contains(kind))
            return Digits(request, said, method, kind);
        if (isOriginal)
            return said.Kinds.Count > 0 && !said.Has(MarkKind.OriginalPayment) && proposed.Kind is not StepKind.PayWith && IsNamedPossible(request, said, proposed)
                ? MatchFinding.Doubt("method", "The customer named another way of paying, and it can be used.")
                : null;
        return MatchFinding.Doubt("method", "Neither did the customer name this payment method nor was the order paid with it.");
    }

    // Of two cards the one with the digits that were written.
    private static MatchFinding? Digits(RequestContext request, SaidWords said, PaymentMethodId method, string kind)
    {
        string? FourOf(PaymentMethod one) => one.Label.Split(' ')[^1] is { Length: 4 } digits && digits.All(char.IsDigit) ? digits : null;
        var alike = request.Customer!.PaymentMethods.Where(one => one.Kind == kind).ToList();
        var named = alike.Where(one => FourOf(one) is { } four && said.Says(four)).ToList();
        return named.Count == 1 && named[0].Id != method ? MatchFinding.Doubt("method", "The customer named another card.") : null;
    }

    // A gift card always takes a refund; for what is owed it must hold enough, which the reading knows and words do not.
    private static bool IsNamedPossible(RequestContext request, SaidWords said, ProposedMove proposed) =>
        request.Customer!.PaymentMethods.Any(one => said.Kinds.Contains(one.Kind))
        && (proposed.Kind != StepKind.Return || said.Kinds.Contains("gift_card"));

    private static string? KindOf(RequestContext request, PaymentMethodId method) => request.Customer!.PaymentMethods.FirstOrDefault(one => one.Id == method)?.Kind;
}
