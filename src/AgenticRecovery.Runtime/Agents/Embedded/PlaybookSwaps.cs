using AgenticRecovery.Cases;
using AgenticRecovery.Tools;
using AgenticRecovery.Triage.Reading;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Agents;

/// <summary>
/// The wish for another variant in languages the request reader has no grammar for: an edit before shipping, an exchange
/// after delivery. What it does not read plainly is left to the ladder and its questions.
/// </summary>
internal static class PlaybookSwaps
{
    public static bool Concerns(RecoveryInput input) =>
        input.HasIdentifiedText && input.Order is not null && input.Diagnosis.Mode is FailureMode.ChangeRequest or FailureMode.ReturnRequest
        && input.Signals.All(signal => signal.Kind == Signals.SignalKind.CustomerMessage) && VariantWish.IsUttered(TextOf(input));

    /// <summary>Null when nothing plain was read; the ladder goes on from there.</summary>
    public static ChatMessage? Next(RecoveryInput input, IReadOnlyList<ChatMessage> messages, CallHistory history, ChatOptions? options)
    {
        var order = input.Order!;
        if (Fetch(order, messages, history) is { } reads)
            return reads;
        if (order.Status is OrderStatus.Shipped or OrderStatus.PartlyShipped)
            return Gone(input, history, options);
        var move = IsDelivered(order) ? nameof(Move.Exchange) : nameof(Move.EditItems);
        if (history.Writes.LastOrDefault(write => write.Move == move) is { } written)
            return written.Outcome == ToolSays.Done
                ? PlaybookRecovery.Say($"Done as the customer asked: {move}.")
                : PlaybookRecovery.HandOver(input, history, $"the customer asked for another variant, which was {written.Outcome}", options);
        var known = TranscriptReads.Of(input, new Transcript("", messages));
        return VariantWish.Read(TextOf(input), order, known.Products) switch
        {
            VariantWish.Swap swap => Propose(move, swap, input, history, options),
            VariantWish.Several => Ask(input, history, options),
            VariantWish.NotThere missing => PlaybookRecovery.HandOver(input, history, $"the customer asks for another variant: {missing.Why}", options),
            _ => null,
        };
    }

    private static ChatMessage Propose(string move, VariantWish.Swap swap, RecoveryInput input, CallHistory history, ChatOptions? options)
    {
        IReadOnlyList<ItemSwap> swaps = [new ItemSwap(swap.Line.Id, swap.To.Id)];
        var method = input.Order!.Payments is [{ Method: var paid }, ..] ? paid : (PaymentMethodId?)null;
        Move wanted = move == nameof(Move.Exchange) ? new Move.Exchange(swaps, method) : new Move.EditItems(swaps, method);
        var why = $"{swap.Line.Name} becomes {string.Join(", ", swap.To.Options.Values)}, as the customer asks.";
        return MoveCall.Arguments(wanted, input.Order.Id, why, Evidence(input)) is { } arguments
            && PlaybookRecovery.Propose(move, arguments, history, options) is { } call
                ? call
                : PlaybookRecovery.HandOver(input, history, $"{move} was asked for and is not among the tools", options);
    }

    // What a carrier has is not changed; the customer hears what is possible instead.
    private static ChatMessage? Gone(RecoveryInput input, CallHistory history, ChatOptions? options) =>
        history.Writes.Any(write => write is { Move: nameof(Move.Explain), Outcome: ToolSays.Done })
            ? PlaybookRecovery.Say("The order has left, and the customer was told what is possible now.")
            : MoveCall.Arguments(new Move.Explain("alreadyShipped"), null, "The order has left the warehouse.", Evidence(input)) is { } arguments
                ? PlaybookRecovery.Propose(nameof(Move.Explain), arguments, history, options) : null;

    private static ChatMessage? Ask(RecoveryInput input, CallHistory history, ChatOptions? options) =>
        history.Writes.Any(write => write is { Move: nameof(Move.AskCustomer), Outcome: ToolSays.Done })
            ? PlaybookRecovery.Say("The customer was asked which item is meant; the case waits for the answer.")
            : input.Questions.TryGetValue("item", out var question) && MoveCall.Arguments(new Move.AskCustomer(question), null, "Several items could be meant.", Evidence(input)) is { } arguments
                ? PlaybookRecovery.Propose(nameof(Move.AskCustomer), arguments, history, options) : null;

    private static string[] Evidence(RecoveryInput input) => [.. input.Texts.Where(text => text.IsIdentified).Select(text => text.Id)];

    /// <summary>The products of the order, once each.</summary>
    private static ChatMessage? Fetch(Order order, IReadOnlyList<ChatMessage> messages, CallHistory history)
    {
        var tried = PlaybookRequests.Arguments(messages, "get_product");
        var wanted = order.Lines.Select(line => line.Product.Value).Distinct(StringComparer.Ordinal).Where(id => !tried.Contains(id)).ToList();
        return wanted.Count == 0 ? null : new ChatMessage(ChatRole.Assistant,
            [.. wanted.Select((id, at) => new FunctionCallContent($"c{history.Count + 1 + at}", "get_product", new Dictionary<string, object?> { ["product_id"] = id }))]);
    }

    private static bool IsDelivered(Order order) => order.Status is OrderStatus.Delivered;

    private static string TextOf(RecoveryInput input) => string.Join('\n', input.Texts.Where(text => text.IsIdentified).Select(text => text.Text));
}
