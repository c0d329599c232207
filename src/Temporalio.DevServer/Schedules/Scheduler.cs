using System.Collections.Concurrent;
using System.Globalization;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Rpc;
using Temporalio.DevServer.Store;
using Temporalio.DevServer.Time;

namespace Temporalio.DevServer.Schedules;

/// <summary>All schedules: kept in memory and on disk, acting when their time comes.</summary>
internal sealed partial class Scheduler(Core core)
{
    public const string ByAttribute = "TemporalScheduledById";

    private readonly ConcurrentDictionary<(string Namespace, string Id), ScheduleEntry> entries = [];

    public IEnumerable<ScheduleEntry> In(string ns) =>
        entries.Where(e => e.Key.Namespace == ns).Select(e => e.Value).OrderBy(e => e.Record.ScheduleId, StringComparer.Ordinal);

    /// <summary>Throws NOT_FOUND.</summary>
    public ScheduleEntry Get(string ns, string id) =>
        entries.TryGetValue((ns, id), out var entry) ? entry : throw Faults.NotFound($"schedule not found: {id}");

    /// <summary>False when the id is taken.</summary>
    public bool TryAdd(ScheduleEntry entry) => entries.TryAdd((entry.Record.Namespace, entry.Record.ScheduleId), entry);

    public void Load()
    {
        core.Reader.Query("SELECT body FROM schedules", _ => { }, row =>
        {
            var entry = new ScheduleEntry(ScheduleRecord.Parser.ParseFrom(row.Blob(0)));
            entries[(entry.Record.Namespace, entry.Record.ScheduleId)] = entry;
        });
        foreach (var entry in entries.Values)
            ThreadPool.UnsafeQueueUserWorkItem(_ => Resume(entry), null);
    }

    /// <summary>Does what is due and sets the next alarm. The task ends when the schedule is durable.</summary>
    public Task Run(ScheduleEntry entry)
    {
        lock (entry.Gate)
        {
            if (entry.IsDeleted)
                return Task.CompletedTask;
            entry.Collect(core.Clock.NowMs);
            Drain(entry);
            return SaveAndArm(entry);
        }
    }

    public Task Delete(ScheduleEntry entry)
    {
        lock (entry.Gate)
        {
            entry.IsDeleted = true;
            entries.TryRemove((entry.Record.Namespace, entry.Record.ScheduleId), out _);
            return core.Log.Append([new SqlChange("DELETE FROM schedules WHERE namespace = ?1 AND schedule_id = ?2",
                write => write.Bind(1, entry.Record.Namespace).Bind(2, entry.Record.ScheduleId))]);
        }
    }

    /// <summary>A run ended that a schedule may have started. Returns at once; the schedule learns of it on another thread.</summary>
    public void Closed(RunState state, HistoryEvent end)
    {
        if (state.SearchAttributes?.IndexedFields.TryGetValue(ByAttribute, out var by) != true)
            return;
        var id = System.Text.Json.JsonSerializer.Deserialize<string>(by!.Data.Span) ?? "";
        if (!entries.TryGetValue((state.Namespace, id), out var entry))
            return;
        ThreadPool.UnsafeQueueUserWorkItem(_ => Conclude(entry, state.WorkflowId, state.Status, end), null);
    }

    private void Conclude(ScheduleEntry entry, string workflowId, WorkflowExecutionStatus status, HistoryEvent end)
    {
        lock (entry.Gate)
        {
            if (entry.IsDeleted || !entry.Ended(workflowId, status, end.WorkflowExecutionCompletedEventAttributes?.Result, end.WorkflowExecutionFailedEventAttributes?.Failure))
                return;
            Drain(entry);
            SaveAndArm(entry);
        }
    }

    /// <summary>After a restart: workflows may have ended unseen.</summary>
    private void Resume(ScheduleEntry entry)
    {
        foreach (var running in entry.Record.Info.RunningWorkflows.ToList())
        {
            var end = core.Slots.Use(entry.Record.Namespace, running.WorkflowId, slot =>
                core.Current(slot) is { IsOpen: false } run ? (run.State.Status, Event: run.Event(run.State.NextEventId - 1)) : default);
            if (end.Event is not null)
                Conclude(entry, running.WorkflowId, end.Status, end.Event);
        }
        Run(entry);
    }

    private Task SaveAndArm(ScheduleEntry entry)
    {
        var record = entry.Record;
        var body = record.ToByteArray();
        if (entry.DueMs is { } due)
            core.Alarms.Set(due, new Alarm("", "", 0, () => Run(entry)));
        return core.Log.Append([new SqlChange(
            "INSERT INTO schedules (namespace, schedule_id, body) VALUES (?1, ?2, ?3) ON CONFLICT (namespace, schedule_id) DO UPDATE SET body = excluded.body",
            write => write.Bind(1, record.Namespace).Bind(2, record.ScheduleId).Bind(3, body))]);
    }

    private void Drain(ScheduleEntry entry)
    {
        var starts = entry.TakeStarts(out var cancels, out var terminates);
        if (cancels || terminates)
            Stop(entry, terminates);
        foreach (var start in starts)
            Start(entry, start);
    }

    private void Start(ScheduleEntry entry, BufferedStart start)
    {
        var given = entry.Schedule.Action.StartWorkflow;
        var nominal = DateTimeOffset.FromUnixTimeMilliseconds(start.NominalMs).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var workflowId = $"{given.WorkflowId}-{nominal}";
        var attributes = given.SearchAttributes?.Clone() ?? new SearchAttributes();
        attributes.IndexedFields[ByAttribute] = Json($"\"{entry.Record.ScheduleId}\"", "Keyword");
        attributes.IndexedFields["TemporalScheduledStartTime"] = Json($"\"{nominal}\"", "Datetime");
        var plan = new RunStart(entry.Record.Namespace, workflowId, $"{entry.Record.ScheduleId}-{start.NominalMs}-{start.Manual}", new WorkflowExecutionStartedEventAttributes
        {
            WorkflowType = given.WorkflowType,
            TaskQueue = given.TaskQueue,
            Input = given.Input,
            WorkflowExecutionTimeout = given.WorkflowExecutionTimeout,
            WorkflowRunTimeout = given.WorkflowRunTimeout,
            WorkflowTaskTimeout = given.WorkflowTaskTimeout,
            RetryPolicy = given.RetryPolicy is null ? null : Retries.WithDefaults(given.RetryPolicy),
            Memo = given.Memo,
            SearchAttributes = attributes,
            Header = given.Header,
            Priority = given.Priority,
            LastCompletionResult = entry.Record.LastResult,
            ContinuedFailure = entry.Record.LastFailure,
            Identity = $"temporal-scheduler-{entry.Record.Namespace}-{entry.Record.ScheduleId}",
        })
        { Metadata = given.UserMetadata };
        try
        {
            var execution = core.Slots.Use(entry.Record.Namespace, workflowId, slot =>
            {
                var outcome = core.Start(slot, plan, WorkflowIdReusePolicy.AllowDuplicate, WorkflowIdConflictPolicy.Fail, out var replaced);
                if (outcome.IsNew)
                    outcome.Run.SaveTogether(replaced);
                return outcome.Run.Execution;
            });
            entry.Started(start, execution, core.Clock.NowMs);
        }
        catch (RpcFault fault)
        {
            entry.Record.Info.OverlapSkipped++;
            LogNotStarted(core.Logger, entry.Record.ScheduleId, workflowId, fault.Message);
        }
    }

    private void Stop(ScheduleEntry entry, bool terminates)
    {
        foreach (var running in entry.Record.Info.RunningWorkflows)
        {
            core.Slots.Use(entry.Record.Namespace, running.WorkflowId, slot =>
            {
                if (core.Current(slot) is not { IsOpen: true } run)
                    return false;
                if (terminates)
                    run.Terminate("terminated by schedule overlap policy", null, "scheduler");
                else if (!run.State.CancelRequested)
                    run.RequestCancel("cancelled by schedule overlap policy", "scheduler", Guid.NewGuid().ToString(), null, 0);
                run.Save();
                return true;
            });
        }
    }

    private static Payload Json(string text, string type) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain"), ["type"] = ByteString.CopyFromUtf8(type) },
        Data = ByteString.CopyFromUtf8(text),
    };

    [LoggerMessage(LogLevel.Warning, "Schedule {ScheduleId} did not start {WorkflowId}: {Fault}")]
    private static partial void LogNotStarted(ILogger logger, string scheduleId, string workflowId, string fault);
}
