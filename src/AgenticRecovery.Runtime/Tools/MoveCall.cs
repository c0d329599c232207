using AgenticRecovery.Agents;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Tools;

/// <summary>The tool call that proposes a typed move; the inverse of <see cref="MoveReader"/> for what customers ask for.</summary>
public static class MoveCall
{
    /// <summary>Null for moves that follow from facts and never from a customer's request.</summary>
    public static Dictionary<string, object?>? Arguments(Move move, OrderId? order, string why, IReadOnlyList<string> evidence)
    {
        var own = Own(move);
        if (own is null)
            return null;
        if (MoveTools.ByMove[move.Name].ActsOnOrder)
        {
            if (order is null)
                return null;
            own["order_id"] = order.Value.Value;
        }
        own["why"] = why.Length <= 1000 ? why : why[..1000];
        if (evidence.Count > 0)
            own["evidence"] = evidence.ToList();
        return own;
    }

    private static Dictionary<string, object?>? Own(Move move) => move switch
    {
        Move.CancelOrder cancel => new() { ["reason"] = Reason(cancel.Reason) },
        Move.CancelLine cancel => new() { ["line_id"] = cancel.Line.Value },
        Move.ChangeAddress change => new() { ["to"] = change.To },
        Move.ChangeProfileAddress change => new() { ["to"] = change.To },
        Move.ChangePaymentMethod change => new() { ["payment_method_id"] = change.To.Value },
        Move.EditItems edit => With(new() { ["swaps"] = edit.Swaps }, edit.Method),
        Move.Exchange exchange => With(new() { ["swaps"] = exchange.Swaps }, exchange.Method),
        Move.ReturnForRefund back => With(new() { ["line_ids"] = back.Lines.Select(line => line.Value).ToList() }, back.To),
        Move.Explain explain => new() { ["reason"] = explain.Reason },
        Move.Decline decline => new() { ["reason"] = decline.Reason },
        Move.AskCustomer ask => new() { ["question"] = ask.Question },
        _ => null,
    };

    private static Dictionary<string, object?> With(Dictionary<string, object?> arguments, PaymentMethodId? method)
    {
        if (method is { } known)
            arguments["payment_method_id"] = known.Value;
        return arguments;
    }

    private static string Reason(string reason) =>
        MoveTools.ByMove[nameof(Move.CancelOrder)].Arguments[0].Choices!.Contains(reason) ? reason : "other";
}
