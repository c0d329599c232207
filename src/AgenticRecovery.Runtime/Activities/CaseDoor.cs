using System.Diagnostics;
using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using AgenticRecovery.Signals;
using AgenticRecovery.Store;
using AgenticRecovery.Workflows;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace AgenticRecovery.Activities;

/// <summary>
/// The way into running cases: signals are stored first and told to their workflows after, so a crash between the two is
/// mended by telling again. Safe for use by several threads.
/// </summary>
public sealed class CaseDoor(RecoveryStore store, ITemporalClient client, TimeProvider clock, string taskQueue)
{
    /// <summary>Workflows told at the same time; more would only wait in line.</summary>
    private const int Together = 32;

    /// <summary>Cases told and not yet at rest: enough to keep the processors busy, few enough for their histories to stay in memory.</summary>
    private const int MostAtWork = 128;

    /// <summary>When no case came to rest for so long, in real time, the next are told all the same: what one shop or model does not answer holds up nobody else.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Stores a signal with its case. A signal taken before changes nothing.</summary>
    public Task<Joined> TakeAsync(Signal signal, CancellationToken ct) => store.Signals.TryJoinAsync(signal, clock.GetUtcNow(), ct);

    /// <summary>
    /// Tells the workflows everything that was stored and not told yet, a few cases at a time; returns how many signals that
    /// were. Over a long queue it takes about as long as the work itself; the last cases may still be at work when it ends.
    /// </summary>
    public async Task<int> DeliverAsync(CancellationToken ct)
    {
        var told = 0;
        IReadOnlyList<CaseId> atWork = [];
        while (store.Signals.Undelivered(MostAtWork / 2) is { Count: > 0 } waiting)
        {
            atWork = await RoomAsync(atWork, ct);
            var byCase = waiting.GroupBy(w => w.CaseId).ToList();
            await Parallel.ForEachAsync(byCase, new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = ct }, DeliverAsync);
            atWork = [.. atWork, .. byCase.Select(c => c.Key)];
            told += waiting.Count;
        }

        return told;
    }

    /// <summary>Of these cases those still at work, once they are few; none when all of them stand still.</summary>
    private async Task<IReadOnlyList<CaseId>> RoomAsync(IReadOnlyList<CaseId> atWork, CancellationToken ct)
    {
        var standstill = Stopwatch.StartNew();
        while (atWork.Count > MostAtWork / 2)
        {
            var still = store.Cases.AtWork(atWork);
            if (still.Count < atWork.Count)
                standstill.Restart();
            else if (standstill.Elapsed > Patience)
                return [];
            else
                await Task.Delay(TimeSpan.FromMilliseconds(5), ct);
            atWork = still;
        }

        return atWork;
    }

    /// <summary>
    /// Gives a person's verdict to its workflow. The answer says whether it settled the request; a refusal says why.
    /// Where the database has accounts, the verdict is that of an account, with the roles and limits it has now.
    /// </summary>
    public Task<VerdictAnswer> GiveVerdictAsync(Verdict verdict, CancellationToken ct) => GiveVerdictAsync(verdict, null, ct);

    /// <inheritdoc cref="GiveVerdictAsync(Verdict, CancellationToken)"/>
    /// <param name="key">The same key again is the same verdict and reaches the workflow once; null for a new one.</param>
    public async Task<VerdictAnswer> GiveVerdictAsync(Verdict verdict, string? key, CancellationToken ct)
    {
        var answer = await AskAsync(verdict, key, ct);
        // Whichever way it came, the log says who gave it and what became of it; not with the caller's token, for it was given.
        var word = VerdictRules.Words(verdict).Word;
        await store.Audit.AddAsync(
            verdict.By, answer.IsTaken ? "verdict.given" : "verdict.refused", verdict.Proposal.Value, $"{word}: {answer.Message}", clock.GetUtcNow(), CancellationToken.None);
        return answer;
    }

    private async Task<VerdictAnswer> AskAsync(Verdict verdict, string? key, CancellationToken ct)
    {
        if (store.Approvals.Find(verdict.Proposal) is not { } approval)
            return new VerdictAnswer(false, $"Nobody was asked about {verdict.Proposal}.");
        var account = store.Accounts.Find(verdict.By);
        if (account is null && store.Accounts.IsSetUp())
            return new VerdictAnswer(false, $"There is no account '{verdict.By}'.");
        if (account is not null)
            verdict = verdict with { Roles = account.Roles };
        var amount = verdict is Verdict.Edit edit ? edit.Move.FixedAmount : null;
        if (VerdictRules.WhyRefused(approval, verdict) is { } reason)
            return new VerdictAnswer(false, reason);
        if (account is not null && VerdictRules.WhyNotTheirs(approval, verdict, account, amount, store.Accounts.RoleLimits()) is { } beyond)
            return new VerdictAnswer(false, beyond);
        // A request with a known answer has no workflow: its answer is only kept.
        if (store.Sentinels.IsSentinel(verdict.Proposal))
            return await KeepAsync(verdict, ct);
        try
        {
            var given = await GivenVerdicts.KeepAsync(store, approval.Request.Case, verdict, clock.GetUtcNow(), ct);
            var handle = client.GetWorkflowHandle<RecoveryCase>(approval.Request.Case.Value);
            var said = await handle.ExecuteUpdateAsync(
                wf => wf.GiveVerdictAsync(given), new WorkflowUpdateOptions { Id = key, Rpc = new RpcOptions { CancellationToken = ct } });
            return new VerdictAnswer(true, said);
        }
        catch (WorkflowUpdateFailedException e)
        {
            return new VerdictAnswer(false, e.InnerException?.Message ?? e.Message);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            return new VerdictAnswer(false, $"Case {approval.Request.Case} is not running any more.");
        }
    }

    private async Task<VerdictAnswer> KeepAsync(Verdict verdict, CancellationToken ct) =>
        await store.Sentinels.AnswerAsync(verdict, clock.GetUtcNow(), ct) switch
        {
            VerdictTaken.Recorded recorded => new VerdictAnswer(true, recorded.IsFinal ? "settled" : "recorded"),
            VerdictTaken.Refused refused => new VerdictAnswer(false, refused.Reason),
            _ => throw new UnreachableException(),
        };

    /// <summary>Withdraws a case: its workflow is cancelled and closes it.</summary>
    public Task CancelAsync(CaseId id, CancellationToken ct) =>
        client.GetWorkflowHandle<RecoveryCase>(id.Value).CancelAsync(new WorkflowCancelOptions { Rpc = new RpcOptions { CancellationToken = ct } });

    /// <summary>Waits until no case is being worked on: each is closed, or waits for a person, a customer or the source.</summary>
    /// <param name="progress">Told how many cases are still being worked on.</param>
    public async Task SettledAsync(IProgress<long>? progress, CancellationToken ct)
    {
        while (true)
        {
            var working = store.Cases.CountWorking();
            progress?.Report(working);
            if (working == 0)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(20), ct);
        }
    }

    private async ValueTask DeliverAsync(IGrouping<CaseId, TakenSignal> signals, CancellationToken ct)
    {
        var id = signals.Key;
        var at = clock.GetUtcNow();
        // A case that waits is at work again from this moment, so that nobody takes its wait for settled.
        await store.WriteAsync(sql => store.Cases.Wake(sql, id, at), ct);
        foreach (var signal in signals)
        {
            var options = new WorkflowOptions(id.Value, taskQueue)
            {
                IdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate,
                IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting,
                Rpc = new RpcOptions { CancellationToken = ct },
            };
            options.SignalWithStart((RecoveryCase wf) => wf.AddSignalAsync(signal.Signal.Id));
            try
            {
                await client.StartWorkflowAsync((RecoveryCase wf) => wf.RunAsync(new OpenCase(id.Value, signal.Signal.Id)), options);
            }
            catch (WorkflowAlreadyStartedException)
            {
                // The case closed between storing and telling; the signal stays on its record as a late one.
            }
        }

        await store.WriteAsync(
            sql =>
            {
                foreach (var signal in signals)
                    store.Signals.MarkDelivered(sql, signal.Signal.Id, at);
            },
            ct);
    }
}

/// <param name="IsTaken">False when the verdict was refused; then nothing happened.</param>
public sealed record VerdictAnswer(bool IsTaken, string Message);
