using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors.Sandbox;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Host.Samples;
using AgenticRecovery.Queues;
using AgenticRecovery.Store;
using Spectre.Console;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;

namespace AgenticRecovery.Benchmarks.Golden;

/// <summary>One recorded history.</summary>
/// <param name="Name">What its case is an example of; the file's name.</param>
/// <param name="Json">As every Temporal tool exports it.</param>
public sealed record GoldenHistory(string Name, string CaseId, int Events, string Json);

/// <param name="HistoryBytes">Of every case of the sample, as the service counts them.</param>
public sealed record GoldenSet(IReadOnlyList<GoldenHistory> Chosen, IReadOnlyList<long> HistoryBytes);

/// <summary>
/// Histories of the workflow as it is now, to be kept: the sample queue is worked, some requests are answered, and one
/// case of each kind is exported, if its events are not those of another kind.
/// </summary>
public static class GoldenRecorder
{
    public static async Task<GoldenSet> RecordAsync(string folder, CancellationToken ct)
    {
        await using var app = await App.StartAsync(new AppOptions { Database = Path.Combine(folder, "golden.db") }, isPublic: false, ct);
        await WorkSampleAsync(app, ct);
        await AnswerAsync(app, ct);
        return await ExportAsync(app, ct);
    }

    private static async Task WorkSampleAsync(App app, CancellationToken ct)
    {
        var now = app.Clock.GetUtcNow();
        using (var shop = ShippedSamples.Shop())
            await ((SandboxShop)app.Shop).ImportAsync(SampleShop.Load(shop, now), ct);
        using var queue = ShippedSamples.Queue();
        var entries = await SampleQueue.LoadAsync(queue, ShippedSamples.QueueName, now, app.Clock, ct);
        var silent = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        await new QueueRun(app, silent).DriveAsync(entries.ToAsyncEnumerable(), ct);
    }

    /// <summary>Approves, rejects and takes over by turns, so that every answer is in some history.</summary>
    private static async Task AnswerAsync(App app, CancellationToken ct)
    {
        var waiting = app.Store.Approvals.Pending(new ApprovalFilter { PageSize = 200 }).Select(p => p.Approval).ToList();
        for (var i = 0; i < waiting.Count; i++)
        {
            // Every fourth stays open: running cases are what must not break.
            if (i % 4 != 3)
                await app.Door.GiveVerdictAsync(Answer(waiting[i], i), ct);
        }

        await app.Door.SettledAsync(null, ct);
    }

    private static Verdict Answer(ApprovalRecord asked, int number)
    {
        var (proposal, hash, by, roles) = (asked.Request.Proposal, asked.Request.ProposalHash, "golden", new[] { "admin" });
        return (number % 4) switch
        {
            0 => new Verdict.Approve("recorded as an example") { Proposal = proposal, ProposalHash = hash, By = by, Roles = roles },
            1 => new Verdict.Reject("recorded as an example") { Proposal = proposal, ProposalHash = hash, By = by, Roles = roles },
            _ => new Verdict.TakeOver("recorded as an example") { Proposal = proposal, ProposalHash = hash, By = by, Roles = roles },
        };
    }

    private static async Task<GoldenSet> ExportAsync(App app, CancellationToken ct)
    {
        var chosen = new Dictionary<string, GoldenHistory>();
        var (bytes, paths) = (new List<long>(), new HashSet<string>());
        foreach (var one in app.Store.Cases.List(new CaseFilter { PageSize = 500 }).Cases.OrderBy(c => c.Id.Value, StringComparer.Ordinal))
        {
            var named = new Temporalio.Api.Common.V1.WorkflowExecution { WorkflowId = one.Id.Value };
            var described = await app.Client.Connection.WorkflowService.DescribeWorkflowExecutionAsync(
                new() { Namespace = app.Client.Options.Namespace, Execution = named }, new RpcOptions { CancellationToken = ct });
            bytes.Add(described.WorkflowExecutionInfo.HistorySizeBytes);
            var name = Kind(one);
            if (chosen.ContainsKey(name))
                continue;
            var history = await app.Client.GetWorkflowHandle(one.Id.Value).FetchHistoryAsync();
            if (paths.Add(PathOf(history)))
                chosen[name] = new GoldenHistory(name, one.Id.Value, history.Events.Count, history.ToJson());
        }

        return new GoldenSet([.. chosen.Values], bytes);
    }

    /// <summary>What was done and heard, in order: kinds of cases are many, ways through the workflow few.</summary>
    private static string PathOf(WorkflowHistory history) => string.Join(' ', history.Events
        .Where(e => !IsTask(e.EventType))
        .Select(e => $"{e.EventType}{e.ActivityTaskScheduledEventAttributes?.ActivityType.Name}{e.WorkflowExecutionSignaledEventAttributes?.SignalName}"));

    /// <summary>How a worker was given its work says nothing about the way.</summary>
    private static bool IsTask(EventType type) =>
        type is EventType.WorkflowTaskScheduled or EventType.WorkflowTaskStarted or EventType.WorkflowTaskCompleted or EventType.ActivityTaskStarted;

    /// <summary>Mode and where the case stands: "payment-failure-awaiting-customer".</summary>
    private static string Kind(CaseRecord one) => string.Concat(
        $"{one.Mode?.ToString() ?? "NoMode"}{one.State}".Select((c, i) => char.IsUpper(c) ? $"{(i > 0 ? "-" : "")}{char.ToLowerInvariant(c)}" : $"{c}"));
}
