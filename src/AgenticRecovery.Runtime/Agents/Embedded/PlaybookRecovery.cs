using AgenticRecovery.Cases;
using AgenticRecovery.Tools;
using AgenticRecovery.Triage;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Agents;

/// <summary>
/// The recovery agent of the playbook model. It takes the chosen rung; after a refusal the nearest smaller one; and hands
/// over with a clear question when neither facts nor rules carry it further.
/// </summary>
internal static class PlaybookRecovery
{
    /// <summary>Under this confidence of the diagnosis nothing but a question or a hand-over is proposed.</summary>
    public const decimal SureEnough = 0.7m;

    public static ChatMessage Next(RecoveryInput input, IReadOnlyList<ChatMessage> messages, ChatOptions? options, bool isWatchful = true)
    {
        var history = new CallHistory(messages);
        if (history.Writes.LastOrDefault() is { Outcome: ToolSays.Person })
            return Say("A person has the case now. Nothing more is done by the playbook.");
        if (history.Writes.Any(write => write is { Move: nameof(Move.EscalateTo), Outcome: ToolSays.Done }))
            return Say($"The case was handed to {OwnerOf(input.Diagnosis.Mode)} with what is known and what is open.");
        var words = new CaseWords(input.Signals, input.Facts);
        if (NeedsPerson(input, isWatchful) is { } why)
            return HandOver(input, history, why, options);
        // A written request that nobody answers for is read as a whole; what its words are taken for otherwise does not count.
        if (PlaybookRequests.IsWhole(input))
            return PlaybookRequests.Next(input, messages, history, options);
        if (PlaybookParts.Concerns(input) && PlaybookParts.Next(input, history, options) is { } part)
            return part;
        if (PlaybookPlain.Next(input, words, history, options) is { } plain)
            return plain;
        if (PlaybookRequests.Concerns(input))
            return PlaybookRequests.Next(input, messages, history, options);
        return (PlaybookSwaps.Concerns(input) ? PlaybookSwaps.Next(input, messages, history, options) : null)
            ?? Ladder(input, words, history, options);
    }

    private static ChatMessage Ladder(RecoveryInput input, CaseWords words, CallHistory history, ChatOptions? options)
    {
        if (history.Writes.LastOrDefault() is { Outcome: ToolSays.Done } last)
            return Companion(last, input, words, history, options) ?? Say(
                $"{string.Join(", then ", history.Writes.Where(write => write.Outcome == ToolSays.Done).Select(write => write.Move))} was done, because {Reason(input)}.");
        if (!IsSureEnough(input))
            return CanAsk(input, history) && RungArguments.Of(nameof(Move.AskCustomer), input, words) is { } question
                ? Propose(nameof(Move.AskCustomer), question, history, options) ?? HandOver(input, history, "what is wrong could not be told", options)
                : HandOver(input, history, "what is wrong could not be told from the signals and facts", options);
        foreach (var rung in Candidates(input, history))
            if (RungArguments.Of(rung, input, words) is { } arguments && Propose(rung, arguments, history, options) is { } call)
                return call;
        return HandOver(input, history, history.Writes.Any(write => write.IsRefused)
            ? "every move that the facts carry was refused"
            : "no move of the playbook fits what is known", options);
    }

    // Where an order is may be told on a guess: the facts are right even if the worry was another.
    private static bool IsSureEnough(RecoveryInput input) => input.Diagnosis.Mode switch
    {
        FailureMode.Unclear => false,
        FailureMode.DeliveryAnxiety when input.Order is not null => true,
        _ => input.Diagnosis.Confidence >= SureEnough,
    };

    /// <summary>The chosen rung, then smaller ones from near to far; nothing twice.</summary>
    private static IEnumerable<string> Candidates(RecoveryInput input, CallHistory history)
    {
        var ladder = input.Ladder.ToList();
        var chosen = ladder.FindIndex(rung => rung.IsChosen);
        if (chosen < 0)
            chosen = ladder.FindIndex(rung => rung.IsEligible && rung.Move != nameof(Move.DoNothing));
        for (var at = chosen; at >= 0; at--)
        {
            var rung = ladder[at];
            if ((rung.IsEligible || rung.IsChosen) && !Tried(rung.Move, input, history) && rung.Move != nameof(Move.EscalateTo)
                && !(rung.Move == nameof(Move.DoNothing) && (at != chosen || IsAsked(input))))
                yield return rung.Move;
        }

        // A silent retry that may not be made yet leaves the customer, who can pay at any time.
        if (chosen >= 0 && ladder[chosen].Move == nameof(Move.RetryPayment) && ladder.Any(rung => rung.Move == nameof(Move.SendPaymentLink))
            && !Tried(nameof(Move.SendPaymentLink), input, history))
            yield return nameof(Move.SendPaymentLink);
    }

    // Silence is no answer to somebody who wrote.
    private static bool IsAsked(RecoveryInput input) => input.Signals.Any(signal => signal.Kind == Signals.SignalKind.CustomerMessage);

    /// <summary>What belongs to a move that was done: the carrier's claim with a replacement, a word to the customer with inside work.</summary>
    private static ChatMessage? Companion(PastWrite done, RecoveryInput input, CaseWords words, CallHistory history, ChatOptions? options)
    {
        IEnumerable<string> wanted = done.Move switch
        {
            nameof(Move.Replace) or nameof(Move.FullRefund) when input.Diagnosis.Mode == FailureMode.DeliveryException && input.Diagnosis.RootCauses is not [{ Tag: "item.wrong" or "item.missing" }, ..] => [nameof(Move.ClaimWithCarrier)],
            // A parcel without a scan is traced while the customer is told how it stands.
            nameof(Move.Reassure) or nameof(Move.UpdatePromise) when words.Newest?.Kind == Signals.SignalKind.ParcelStalled => [nameof(Move.ClaimWithCarrier)],
            nameof(Move.ClaimWithCarrier) or nameof(Move.FixWithWarehouse) or nameof(Move.LocateStock) when !Told(history) => [nameof(Move.UpdatePromise), nameof(Move.Reassure)],
            _ => [],
        };
        foreach (var move in wanted)
            if (!Tried(move, input, history) && input.Ladder.Any(rung => rung.Move == move)
                && RungArguments.Of(move, input, words) is { } arguments && Propose(move, arguments, history, options) is { } call)
                return call;
        return null;
    }

    private static bool Told(CallHistory history) =>
        history.Writes.Any(write => write.Outcome == ToolSays.Done && MoveTraits.All[write.Move].TellsCustomer);

    internal static bool Tried(string move, RecoveryInput input, CallHistory history) =>
        history.Writes.Any(write => write.Move == move) || input.Already.Contains(move) || input.Refusals.Any(refusal => refusal.Move == move);

    private static bool CanAsk(RecoveryInput input, CallHistory history) =>
        input.Customer is { OptedOut: false } && !Tried(nameof(Move.AskCustomer), input, history);

    private static string? NeedsPerson(RecoveryInput input, bool isWatchful) =>
        GraveTexts.Of(input.Texts) is { } matter ? GraveMatters.Why(matter)
        : input.Diagnosis.Fixability == Fixability.NeedsPerson ? input.Diagnosis.Missing is [var open, ..] ? open : "this kind of case is decided by a person"
        : input.Texts.Any(text => PersonWish.In(text.Text)) ? "the customer asks for a person"
        : isWatchful && input.Texts.Select(text => Suspicion.In(text.Text)).FirstOrDefault(phrase => phrase is not null) is { } phrase
            ? $"a text tries to give instructions (\"{phrase}\")"
        : null;

    /// <summary>A tool call, or null where the model was not given that tool.</summary>
    internal static ChatMessage? Propose(string move, Dictionary<string, object?> arguments, CallHistory history, ChatOptions? options)
    {
        var tool = MoveTools.ByMove[move].Name;
        return options?.Tools is { } shelf && shelf.Any(given => given.Name == tool) ? Call(tool, arguments, history) : null;
    }

    internal static ChatMessage Call(string tool, Dictionary<string, object?> arguments, CallHistory history) =>
        new(ChatRole.Assistant, [new FunctionCallContent($"c{history.Count + 1}", tool, arguments.ToDictionary(pair => pair.Key, pair => Plain(pair.Value)))]);

    // Arguments look as a language model would have written them, so that they read the same before and after the store.
    private static object? Plain(object? value) => value switch
    {
        Address address => System.Text.Json.JsonSerializer.SerializeToElement(address, AgentJson.Options),
        IReadOnlyList<ItemSwap> swaps => System.Text.Json.JsonSerializer.SerializeToElement(swaps, AgentJson.Options),
        _ => value,
    };

    /// <summary>Hands over once; when even that was refused, the loop ends and the workflow gives the case to a person.</summary>
    internal static ChatMessage HandOver(RecoveryInput input, CallHistory history, string why, ChatOptions? options)
    {
        if (history.Writes.Any(write => write.Move == nameof(Move.EscalateTo)))
            return Say($"A person must take this case: {why}.");
        return Propose(nameof(Move.EscalateTo), new()
        {
            ["owner"] = OwnerOf(input.Diagnosis.Mode),
            ["instructions"] = Instructions(input, history, why),
            ["why"] = why,
        }, history, options) ?? Say($"A person must take this case: {why}.");
    }

    // The question stands alone on the first line: it is what the desk shows and what a person answers.
    private static string Instructions(RecoveryInput input, CallHistory history, string why)
    {
        var order = input.Order;
        List<string> lines = [$"Question: {HandOverQuestion.Of(input)}", $"Handed over because {why}."];
        foreach (var write in history.Writes.Where(write => write.IsRefused))
            lines.Add($"{HandOverQuestion.Plain(write.Move)} was not possible: {write.Reason}");
        lines.Add(order is null
            ? "No order is known."
            : $"Order {order.Id}: {HandOverQuestion.Plain(order.Status.ToString())}, total {order.Total}, paid {order.Paid}, refundable {order.Refundable}.");
        if (input.Diagnosis.Missing.Count > 0)
            lines.Add("Still open: " + string.Join("; ", input.Diagnosis.Missing) + ".");
        lines.Add($"Diagnosis: {HandOverQuestion.Plain(input.Diagnosis.Mode.ToString())}, confidence {input.Diagnosis.Confidence:0.00}.");
        var text = string.Join('\n', lines);
        return text.Length <= 1000 ? text : text[..1000];
    }

    internal static string OwnerOf(FailureMode mode) => mode switch
    {
        FailureMode.PaymentFailure or FailureMode.RefundFollowUp or FailureMode.Dispute => "finance",
        FailureMode.FraudHold => "risk",
        FailureMode.WarehouseException or FailureMode.InventoryMismatch or FailureMode.SplitShipment => "warehouse",
        FailureMode.AddressIssue or FailureMode.FulfilmentDelay or FailureMode.DeliveryException => "operations",
        _ => "customer_care",
    };

    private static string Reason(RecoveryInput input) =>
        input.Diagnosis.RootCauses is [var cause, ..] ? $"{input.Diagnosis.Mode} rests on {cause.Tag}" : $"the case is {input.Diagnosis.Mode}";

    internal static ChatMessage Say(string text) => new(ChatRole.Assistant, text);
}
