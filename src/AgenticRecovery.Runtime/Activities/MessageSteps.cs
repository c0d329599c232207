using AgenticRecovery.Agents;
using AgenticRecovery.Approvals;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Communication;
using AgenticRecovery.Connectors;
using AgenticRecovery.Store;
using AgenticRecovery.Tools;
using AgenticRecovery.Workflows;
using Temporalio.Activities;

namespace AgenticRecovery.Activities;

/// <summary>Writes, checks and sends one message, exactly once per key. Nothing unchecked leaves.</summary>
public sealed class MessageSteps(
    RecoveryStore store, IShop shop, CaseReader reader, AgentTurn agent, PromptBook prompts, PlaybookShelf playbooks, Outbox outbox, TimeProvider clock)
{
    private const string Unreadable = "the draft was no JSON with subject and body";

    public CaseBudget Budget { get; init; } = CaseBudget.Default;

    /// <inheritdoc cref="ICaseSteps.MessageAsync"/>
    [Activity]
    public async Task<MessageSent> MessageAsync(MessageFor wanted)
    {
        var context = ActivityExecutionContext.Current;
        var ct = context.CancellationToken;
        var id = new CaseId(wanted.CaseId);
        var key = $"{id}/{wanted.Key}";
        var earlier = store.Messages.Find(key);
        if (earlier is { State: "sent" or "skipped" })
            return new MessageSent(earlier.State, earlier.Why, null);

        var now = await reader.ReadAsync(id, ct);
        if (now.Customer is not { } customer)
            return await SkipAsync(id, key, "no customer is known", ct);

        var proposal = wanted.Proposals is [var first, ..] ? store.Proposals.Find(new ProposalId(first))!.Proposal : null;
        var order = proposal?.Order is { } orderId && orderId != now.Order?.Id ? await shop.FindOrderAsync(orderId, ct) : now.Order;
        var input = Input(wanted, now, customer, order, proposal, earlier);
        // A draft that was written and not checked yet is this step's own, cut off before: it is not paid for again.
        if (earlier is { State: "draft", Why: "" })
            return await outbox.CheckAndSendAsync(wanted, key, Message(now, wanted, proposal, input, new Draft(earlier.Subject, earlier.Body)), customer, order, ct);
        // The guard's answer to this very attempt stands: the step was cut off after it and is only told it again.
        if (earlier is { State: "draft", Why: { Length: > 0 } refused } && store.Timeline.Has(id, $"message/{key}/{wanted.Attempt}"))
            return new MessageSent("rewrite", refused, null);
        input = input with { Blanks = await FilledAsync(input, proposal?.Move, CauseReasons.KeyOf(now), customer, order, ct) };
        var turn = store.Transcripts.OfCase(id, "writer").Count;
        var opened = await Prompting.OpenAsync(prompts, input, ct);
        var request = new TurnRequest("writer", opened, ToolShelf.Empty, Budget, CaseCalls.UseOf(store, id), context.Info.Attempt >= 6);
        var outcome = await agent.TakeAsync(request, ct);
        if (outcome is not TurnOutcome.Answered answered)
        {
            await FailAsync(id, wanted, outcome.Failed, ct);
            return new MessageSent("held", $"no model could write it: {((TurnOutcome.GaveUp)outcome).Reason}", null);
        }

        if (DraftReader.Read(answered.Message.Text) is not { } draft)
        {
            await FailAsync(id, wanted, [.. outcome.Failed, new FailedCall(answered.Call.Model, Unreadable, answered.Call)], ct);
            return new MessageSent("rewrite", Unreadable, null);
        }

        var message = Message(now, wanted, proposal, input, draft);
        await KeepAsync(wanted, key, turn, message, customer.Id, proposal, answered, ct);
        return await outbox.CheckAndSendAsync(wanted, key, message, customer, order, ct);
    }

    private OutboundMessage Message(CaseNow now, MessageFor wanted, Proposal? proposal, WriterInput input, Draft draft) => new()
    {
        Case = now.Id,
        Move = proposal?.Move.Name ?? wanted.Purpose,
        Language = input.Language,
        Subject = draft.Subject,
        Body = draft.Body,
        Allowed = input.Allowed,
        Foreign = [.. now.Texts.Select(text => text.Text)],
        Own = OwnWords.Of(input, playbooks[now.Case.Mode ?? FailureMode.Unclear], playbooks),
    };

    private WriterInput Input(MessageFor wanted, CaseNow now, Customer customer, Order? order, Proposal? proposal, MessageRecord? refused)
    {
        var playbook = playbooks[now.Case.Mode ?? FailureMode.Unclear];
        var blanks = MessageBlanks.For(proposal?.Move, proposal?.Amount, order, customer, now.Attributes, now.Language);
        var template = wanted.Purpose switch
        {
            "holding" => playbook.Template(ExtraMessages.Holding, now.Language),
            "reminder" => playbook.Template(ExtraMessages.Reminder, now.Language),
            _ => proposal is null ? null : playbook.Template(proposal.Move.Name, now.Language),
        };
        return new WriterInput
        {
            Case = now.Id,
            Purpose = wanted.Purpose == "moves" ? "move" : wanted.Purpose,
            Move = proposal?.Move,
            Language = now.Language,
            CustomerName = customer.Name,
            Order = order?.Id,
            Allowed = blanks.Allowed,
            Template = template,
            Notice = playbook.Template(ExtraMessages.MachineNotice, now.Language),
            Blanks = blanks.Values,
            Question = (wanted.AskedIn is { } asks ? (GivenVerdicts.Read(store, asks) as Verdict.Ask)?.Question : null) ?? (proposal?.Move as Move.AskCustomer)?.Question ?? (proposal?.Move as Move.VerifyCustomer)?.Question,
            IsFirst = !store.Messages.OfCase(now.Id).Any(m => m.State == "sent"),
            Brand = now.Attributes.GetValueOrDefault("brand") ?? order?.Attributes.GetValueOrDefault("brand") ?? "Sandbox shop",
            Findings = refused is { State: "draft" } ? [new GuardFinding("guard", refused.Why)] : [],
        };
    }

    /// <summary>Blanks that need the shop or the shared sentences: where money goes, why, and what comes instead.</summary>
    private async Task<IReadOnlyDictionary<string, string>> FilledAsync(
        WriterInput input, Move? move, string? cause, Customer customer, Order? order, CancellationToken ct)
    {
        var filled = new Dictionary<string, string>(input.Blanks, StringComparer.Ordinal);
        var method = move is Move.ChangePaymentMethod change ? customer.PaymentMethods.FirstOrDefault(m => m.Id == change.To)?.Label : null;
        if ((method ?? playbooks.Reason("originalMethod", input.Language)) is { } words)
            filled["method"] = words;
        var reason = move switch { Move.Explain e => e.Reason, Move.Decline d => d.Reason, Move.Apologise a => cause ?? a.Fact, Move.ProductGuidance g when playbooks.Reason(g.Topic, input.Language) is not null => g.Topic, _ => cause };
        // A model's own words are in English; in another language only a shared sentence may stand there.
        if (reason is not null && (playbooks.Reason(reason, input.Language) ?? (input.Language.StartsWith("en", StringComparison.Ordinal) ? reason : null)) is { } sentence)
            filled["reason"] = Fill(sentence, filled);
        var swaps = move switch { Move.EditItems e => e.Swaps, Move.Exchange x => x.Swaps, Move.Substitute s => [new ItemSwap(s.Line, s.By)], _ => [] };
        var names = new List<string>();
        foreach (var swap in swaps)
        {
            if (order?.Lines.FirstOrDefault(l => l.Id == swap.Line) is { } line && await shop.FindProductAsync(line.Product, ct) is { } product
                && product.Variants.FirstOrDefault(v => v.Id == swap.To) is { } variant)
                names.Add(variant.Options.Count == 0 ? product.Name : $"{product.Name} ({string.Join(", ", variant.Options.Values)})");
        }

        if (names.Count > 0)
            filled["newItem.name"] = string.Join(", ", names);
        return filled;
    }

    // A shared sentence may name the code or the date; one whose blank is not known stands as it is and the guard refuses it.
    private static string Fill(string sentence, Dictionary<string, string> values) =>
        MessageTemplate.Needed(sentence).All(values.ContainsKey) ? MessageTemplate.Fill(sentence, values) : sentence;

    private Task KeepAsync(
        MessageFor wanted, string key, int turn, OutboundMessage message, CustomerId customer, Proposal? proposal, TurnOutcome.Answered answered, CancellationToken ct)
    {
        var at = clock.GetUtcNow();
        return store.WriteAsync(
            sql =>
            {
                var kept = store.Transcripts.AddTurn(sql, message.Case, "writer", turn, answered.Transcript.ToJson(), at);
                store.Transcripts.AddCall(sql, CallRecords.Of(message.Case, turn, answered.Call, kept.TranscriptId, at));
                CaseCalls.Fail(store, sql, message.Case, $"writer {wanted.Key}", wanted.Attempt, answered.Failed, at);
                store.Messages.Put(sql, new MessageRecord(
                    key, message.Case, customer, proposal?.Id, wanted.Purpose, message.Language, message.Subject, message.Body, "draft", "", at));
            },
            ct);
    }

    /// <summary>Under a turn of its own per message and draft, so that a step that runs twice records it once.</summary>
    private Task FailAsync(CaseId id, MessageFor wanted, IReadOnlyList<FailedCall> failed, CancellationToken ct) =>
        store.WriteAsync(sql => CaseCalls.Fail(store, sql, id, $"writer {wanted.Key}", wanted.Attempt, failed, clock.GetUtcNow()), ct);

    private async Task<MessageSent> SkipAsync(CaseId id, string key, string why, CancellationToken ct)
    {
        await store.WriteAsync(sql => store.Tell(sql, id, clock.GetUtcNow(), "message", key, "No message: " + why), ct);
        return new MessageSent("skipped", why, null);
    }
}
