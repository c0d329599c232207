using AgenticRecovery.Cases;
using AgenticRecovery.Communication;
using AgenticRecovery.Connectors;
using AgenticRecovery.Signals;
using AgenticRecovery.Store;
using AgenticRecovery.Tools;
using AgenticRecovery.Workflows;

namespace AgenticRecovery.Activities;

/// <summary>The only way out for words: the message guard, then the customer's channel, then the promises it made.</summary>
public sealed class Outbox(RecoveryStore store, IShop shop, TimeProvider clock)
{
    internal Defences Defences { get; init; } = Defences.All;

    public async Task<MessageSent> CheckAndSendAsync(
        MessageFor wanted, string key, OutboundMessage message, Customer customer, Order? order, CancellationToken ct)
    {
        var at = clock.GetUtcNow();
        var contact = ContactOf(message.Case, customer, wanted);
        switch (ContactRules.Review(contact, at, ContactLimits.Default))
        {
            case ContactVerdict.Later later:
                return new MessageSent("later", later.Reason, later.From);
            case ContactVerdict.Never never:
                return await SkipAsync(message.Case, key, never.Reason, at, ct);
        }

        var promises = Promises(wanted, message, customer.TimeZone, at);
        var findings = Defences.Guard ? MessageGuard.Check(message, promises, contact, at) : [];
        if (findings.Count > 0)
            return await RefuseAsync(wanted, key, message, findings, ct);

        await shop.SendAsync(new ShopMessage(customer.Id, order?.Id, message.Language, message.Subject, message.Body), key, ct);
        await store.WriteAsync(
            sql =>
            {
                store.Messages.Put(sql, store.Messages.Find(key)! with { State = "sent", Why = wanted.Purpose, At = at });
                foreach (var promise in promises)
                    store.Messages.Promise(sql, promise, at);
                store.Tell(sql, message.Case, at, "message", key, $"Message sent in {message.Language} about {message.Move} [{shop.Name}]");
            },
            // It is out: the record of it is not given up because a worker shuts down.
            CancellationToken.None);
        return new MessageSent("sent", wanted.Purpose, null);
    }

    private ContactState ContactOf(CaseId id, Customer customer, MessageFor wanted)
    {
        var heard = store.Signals.OfCase(id).Where(s => s.Signal.Kind == SignalKind.CustomerMessage).Select(s => (DateTimeOffset?)s.Signal.OccurredAt).Max();
        var sent = store.Messages.OfCase(id).Where(m => m.State == "sent").ToList();
        return new ContactState
        {
            TimeZone = customer.TimeZone,
            OptedOut = customer.OptedOut,
            SentAt = [.. sent.Select(m => m.At)],
            HeardAt = heard,
            IsFirst = sent.Count == 0,
            // What the contract needs (a change made, a question that must be answered) is no offer and may not be lost.
            IsStatutory = customer.OptedOut && wanted.Purpose is "moves" or "question",
        };
    }

    private async Task<MessageSent> SkipAsync(CaseId id, string key, string why, DateTimeOffset at, CancellationToken ct)
    {
        await store.WriteAsync(
            sql =>
            {
                store.Messages.Put(sql, store.Messages.Find(key)! with { State = "skipped", Why = why, At = at });
                store.Tell(sql, id, at, "message", key, "No message: " + why);
            },
            ct);
        return new MessageSent("skipped", why, null);
    }

    private List<Promise> Promises(MessageFor wanted, OutboundMessage message, string timeZone, DateTimeOffset at)
    {
        var ofMoves = wanted.Proposals.Select(p => store.Proposals.Find(new ProposalId(p))!.Proposal)
            .SelectMany(p => PromiseLedger.Of(p.Case, p.Move, p.Amount, at));
        var ofWords = PromiseLedger.OfFacts(message.Case, message.Subject + "\n" + message.Body, message.Allowed, ContactRules.DayAt(timeZone, at));
        return [.. ofMoves, .. ofWords];
    }

    private async Task<MessageSent> RefuseAsync(
        MessageFor wanted, string key, OutboundMessage message, IReadOnlyList<GuardFinding> findings, CancellationToken ct)
    {
        var why = string.Join("; ", findings.Select(f => $"{f.Rule}: {f.Reason}"));
        var at = clock.GetUtcNow();
        await store.WriteAsync(
            sql =>
            {
                store.Messages.Put(sql, store.Messages.Find(key)! with { State = "draft", Why = why, At = at });
                store.Tell(sql, message.Case, at, "message", $"{key}/{wanted.Attempt}", "The guard refused a draft: " + why);
            },
            ct);
        return new MessageSent("rewrite", "", null);
    }
}
