using AgenticRecovery.Cases;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Triage.Guarding;

/// <summary>Money goes the way the customer named, or the way it came.</summary>
internal static class MethodCheck
{
    public static MatchFinding? Find(RequestContext request, SaidWords said, ProposedMove proposed)
    {
        if (proposed.Order is not { } order)
            return null;
        if (proposed.Method is not { } method || said.Says(method.Value))
            return null;
        var kind = KindOf(request, method);
        var isOriginal = PaymentChoice.Original(order) == method;
        if (kind is not null && said.Kinds.Contains(kind))
            return Digits(request, said, method, kind);
        // A refund that can only go back is not yet agreed to by one who named another way.
        if (isOriginal && proposed.Kind == StepKind.Return)
            return said.Kinds.Count > 0 && !said.Has(MarkKind.OriginalPayment)
                ? MatchFinding.Doubt("method", "The customer named another way for the refund and has not agreed to this one.")
                : null;
        if (isOriginal)
            return said.Kinds.Count > 0 && !said.Has(MarkKind.OriginalPayment) && proposed.Kind is not StepKind.PayWith && IsNamedPossible(request, said, proposed)
                ? MatchFinding.Doubt("method", "The customer named another way of paying, and it can be used.")
                : null;
        return MatchFinding.Doubt("method", "Neither did the customer name this payment method nor was the order paid with it.");
    }

    // A cancelled order is refunded to what paid it. Whoever names another way may not want that.
    public static MatchFinding? Cancelled(RequestContext request, MarkedText text, ProposedMove proposed) =>
        proposed is { Kind: StepKind.Cancel, Order: { } order } && new SaidWords(text) is var said && said.Kinds.Count > 0 && !said.Has(MarkKind.OriginalPayment) && PaymentChoice.Original(order) is { } paid
            && KindOf(request, paid) is { } kind && !said.Kinds.Contains(kind)
                ? MatchFinding.Doubt("refund-goes-back", "The refund goes to what paid the order, and the customer named another way.")
                : null;

    // Of two cards the one with the digits that were written.
    private static MatchFinding? Digits(RequestContext request, SaidWords said, PaymentMethodId method, string kind)
    {
        string? FourOf(PaymentMethod one) => one.Label.Split(' ')[^1] is { Length: 4 } digits && digits.All(char.IsDigit) ? digits : null;
        var alike = request.Customer!.PaymentMethods.Where(one => one.Kind == kind).ToList();
        var named = alike.Where(one => FourOf(one) is { } four && said.Says(four)).ToList();
        return named.Count == 1 && named[0].Id != method ? MatchFinding.Doubt("method", "The customer named another card.") : null;
    }

    // For what is owed a gift card must hold enough, which the reading knows and words do not.
    private static bool IsNamedPossible(RequestContext request, SaidWords said, ProposedMove proposed) =>
        request.Customer!.PaymentMethods.Any(one => said.Kinds.Contains(one.Kind)) && proposed.Lines.Count > 0;

    private static string? KindOf(RequestContext request, PaymentMethodId method) => request.Customer!.PaymentMethods.FirstOrDefault(one => one.Id == method)?.Kind;
}
