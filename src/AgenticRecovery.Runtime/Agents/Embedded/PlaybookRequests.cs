using AgenticRecovery.Cases;
using AgenticRecovery.Tools;
using AgenticRecovery.Triage.Reading;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Agents;

/// <summary>
/// What a customer asks for in their own words: items, addresses, payment, cancellation, return, exchange. It identifies the
/// customer, reads what the request needs, and proposes exactly what was asked; anything it does not understand becomes one
/// question or a person.
/// </summary>
internal static class PlaybookRequests
{
    /// <summary>The reader's grammar is English; in other languages the ladder and its questions are used, or a person.</summary>
    public static bool Concerns(RecoveryInput input) =>
        IsEnglish(input) && input.Texts.Any(IsCustomers)
        && ToolShelf.IsCustomerRequest(input.Diagnosis.Mode)
        && input.Signals.All(signal => signal.Kind == Signals.SignalKind.CustomerMessage);

    public static ChatMessage Next(RecoveryInput input, IReadOnlyList<ChatMessage> messages, CallHistory history, ChatOptions? options)
    {
        var context = Context(input, messages);
        var needs = RequestReader.Needs(context);
        if (needs.Customer)
            return Identify(input, needs.Claims, messages, history, options);
        if (Fetch(needs, messages, history) is { } reads)
            return reads;
        var plan = RequestReader.Read(context);
        if (plan.Question is { } unanswerable && IsUnanswered(input))
            return PlaybookRecovery.HandOver(input, history, $"the request is not clear, and nobody answers on this channel: {unanswerable}", options);
        if (plan.Question is { } question && !plan.WantsPerson)
            return Ask(input with { Customer = context.Customer }, history, question, options);
        if (plan.WantsPerson)
            return PlaybookRecovery.HandOver(input, history, "the customer asks for a person", options);
        return Carry(plan, input, history, options);
    }

    /// <summary>True for an English request that must be settled as it stands, because nobody answers a question.</summary>
    public static bool IsWhole(RecoveryInput input) => IsUnanswered(input) && IsEnglish(input) && input.Texts.Any(IsCustomers);

    private static bool IsUnanswered(RecoveryInput input) => input.Signals.Any(signal => signal.Attributes.GetValueOrDefault("replies") == "none");

    private static bool IsEnglish(RecoveryInput input) => input.Diagnosis.Language.StartsWith("en", StringComparison.OrdinalIgnoreCase);

    private static bool IsCustomers(QuotedText text) => text.Source is "customer" or "ticket";

    private static RequestContext Context(RecoveryInput input, IReadOnlyList<ChatMessage> messages)
    {
        var known = TranscriptReads.Of(input, new Transcript("", messages));
        return new RequestContext
        {
            Text = string.Join("\n\n", input.Texts.Where(IsCustomers).Select(text => text.Text)),
            Customer = known.Customer,
            Orders = known.Customer is { } customer ? [.. known.Orders.Where(order => order.Customer == customer.Id)] : [],
            Products = known.Products,
        };
    }

    /// <summary>By e-mail first, then by name and postal code; each once.</summary>
    private static ChatMessage Identify(RecoveryInput input, Claims claims, IReadOnlyList<ChatMessage> messages, CallHistory history, ChatOptions? options)
    {
        var tried = Arguments(messages, "find_customer");
        foreach (var email in claims.Emails)
            if (!tried.Contains(email))
                return PlaybookRecovery.Call("find_customer", new() { ["email"] = email }, history);
        if (claims.Name is { } name && claims.PostalCode is { } postalCode && !tried.Contains(name))
            return PlaybookRecovery.Call("find_customer", new() { ["name"] = name, ["postal_code"] = postalCode }, history);
        return PlaybookRecovery.HandOver(input, history, "the writer could not be identified", options);
    }

    /// <summary>All reads that are missing in one turn; null when everything is there or a read has failed before.</summary>
    private static ChatMessage? Fetch(RequestNeeds needs, IReadOnlyList<ChatMessage> messages, CallHistory history)
    {
        var tried = Arguments(messages, "get_order");
        tried.UnionWith(Arguments(messages, "get_product"));
        List<(string Tool, string Name, string Id)> wanted =
        [
            .. needs.Orders.Select(id => ("get_order", "order_id", id.Value)),
            .. needs.Products.Select(id => ("get_product", "product_id", id.Value)),
        ];
        wanted.RemoveAll(read => tried.Contains(read.Id));
        return wanted.Count == 0 ? null : new ChatMessage(ChatRole.Assistant,
        [
            .. wanted.Select((read, at) => new FunctionCallContent($"c{history.Count + 1 + at}", read.Tool, new Dictionary<string, object?> { [read.Name] = read.Id })),
        ]);
    }

    private static ChatMessage Carry(RequestPlan plan, RecoveryInput input, CallHistory history, ChatOptions? options)
    {
        if (history.Writes.Find(write => write.IsRefused) is { } refused)
            return PlaybookRecovery.HandOver(input, history, $"{refused.Move} was asked for by the customer and was {refused.Outcome}", options);
        // Each planned move is one write of the transcript, in the plan's order.
        var done = history.Writes.Count(write => write.Outcome is not null);
        if (done < plan.Moves.Count)
        {
            var next = plan.Moves[done];
            return MoveCall.Arguments(next.Move, next.Order, next.Why, Evidence(input)) is { } arguments
                && PlaybookRecovery.Propose(next.Move.Name, arguments, history, options) is { } call
                    ? call
                    : PlaybookRecovery.HandOver(input, history, $"{next.Move.Name} was asked for and is not among the tools", options);
        }
        if (plan.Declined is { } why && done == plan.Moves.Count)
            return MoveCall.Arguments(new Move.Explain(why), null, $"The shop's rules refuse it: {why}", Evidence(input)) is { } arguments
                && PlaybookRecovery.Propose(nameof(Move.Explain), arguments, history, options) is { } call
                    ? call
                    : PlaybookRecovery.HandOver(input, history, $"the shop's rules refuse it: {why}", options);
        return plan.Moves.Count > 0 || plan.Declined is not null
            ? PlaybookRecovery.Say($"Done as the customer asked: {string.Join(", ", plan.Moves.Select(move => move.Move.Name))}.{(plan.Declined is null ? "" : " The rest was explained.")}")
            : PlaybookRecovery.HandOver(input, history, "nothing that can be done was found in the request", options);
    }

    private static ChatMessage Ask(RecoveryInput input, CallHistory history, string question, ChatOptions? options) =>
        input.Customer is { OptedOut: false } && !PlaybookRecovery.Tried(nameof(Move.AskCustomer), input, history)
        && MoveCall.Arguments(new Move.AskCustomer(question), null, "The request is not clear in one point.", Evidence(input)) is { } arguments
        && PlaybookRecovery.Propose(nameof(Move.AskCustomer), arguments, history, options) is { } call
            ? call
            : history.Writes.Any(write => write.Move == nameof(Move.AskCustomer) && write.Outcome == ToolSays.Done)
                ? PlaybookRecovery.Say("The customer was asked; the case waits for the answer.")
                : PlaybookRecovery.HandOver(input, history, $"the request is not clear: {question}", options);

    private static string[] Evidence(RecoveryInput input) => [.. input.Texts.Where(IsCustomers).Select(text => text.Id)];

    /// <summary>All values this tool was called with.</summary>
    internal static HashSet<string> Arguments(IReadOnlyList<ChatMessage> messages, string tool) =>
        messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Where(call => call.Name == tool)
            .SelectMany(call => call.Arguments?.Values ?? []).Select(value => value?.ToString() ?? "").ToHashSet(StringComparer.Ordinal);
}
