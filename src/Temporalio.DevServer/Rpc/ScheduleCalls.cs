using System.Globalization;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Schedules;
using Temporalio.DevServer.Store;
using Temporalio.DevServer.Time;

namespace Temporalio.DevServer.Rpc;

/// <summary>The schedule methods.</summary>
internal sealed class ScheduleCalls(Core core)
{
    private const int mostTimes = 1000;

    public void AddTo(Router router)
    {
        router.Add<CreateScheduleRequest, CreateScheduleResponse>(Paths.Workflow("CreateSchedule"), CreateAsync);
        router.Add<DescribeScheduleRequest, DescribeScheduleResponse>(Paths.Workflow("DescribeSchedule"), Describe);
        router.Add<UpdateScheduleRequest, UpdateScheduleResponse>(Paths.Workflow("UpdateSchedule"), UpdateAsync);
        router.Add<PatchScheduleRequest, PatchScheduleResponse>(Paths.Workflow("PatchSchedule"), PatchAsync);
        router.Add<DeleteScheduleRequest, DeleteScheduleResponse>(Paths.Workflow("DeleteSchedule"), async (r, _) =>
        {
            core.DemandWritable();
            core.Namespaces.Get(r.Namespace);
            await core.Scheduler.Delete(core.Scheduler.Get(r.Namespace, r.ScheduleId));
            return new DeleteScheduleResponse();
        });
        router.Add<ListSchedulesRequest, ListSchedulesResponse>(Paths.Workflow("ListSchedules"), List);
        router.Add<ListScheduleMatchingTimesRequest, ListScheduleMatchingTimesResponse>(Paths.Workflow("ListScheduleMatchingTimes"), Times);
    }

    private async ValueTask<CreateScheduleResponse> CreateAsync(CreateScheduleRequest request, Call call)
    {
        core.DemandWritable();
        core.Namespaces.Get(request.Namespace);
        Demands.Named(request.ScheduleId, "ScheduleId");
        Check(request.Namespace, request.Schedule);
        var now = core.Clock.NowMs;
        var entry = Read(new ScheduleRecord
        {
            Namespace = request.Namespace,
            ScheduleId = request.ScheduleId,
            Schedule = request.Schedule.Clone(),
            Memo = request.Memo,
            SearchAttributes = request.SearchAttributes,
            ConflictToken = 1,
            CreateRequestId = request.RequestId,
            Info = new ScheduleInfo { CreateTime = Instants.FromMs(now) },
        });
        if (!core.Scheduler.TryAdd(entry))
        {
            var known = core.Scheduler.Get(request.Namespace, request.ScheduleId);
            if (request.RequestId.Length > 0 && known.Record.CreateRequestId == request.RequestId)
                return new CreateScheduleResponse { ConflictToken = Token(known) };
            throw Faults.AlreadyStarted($"schedule with ID \"{request.ScheduleId}\" is already registered", request.RequestId, "");
        }
        lock (entry.Gate)
        {
            entry.SetNext(now);
            Apply(entry, request.InitialPatch, now);
        }
        await core.Scheduler.Run(entry);
        return new CreateScheduleResponse { ConflictToken = Token(entry) };
    }

    private ValueTask<DescribeScheduleResponse> Describe(DescribeScheduleRequest request, Call call)
    {
        core.Namespaces.Get(request.Namespace);
        var entry = core.Scheduler.Get(request.Namespace, request.ScheduleId);
        lock (entry.Gate)
        {
            return ValueTask.FromResult(new DescribeScheduleResponse
            {
                Schedule = entry.Shown(),
                Info = entry.Describe(core.Clock.NowMs),
                Memo = entry.Record.Memo ?? new Memo(),
                SearchAttributes = entry.Record.SearchAttributes ?? new SearchAttributes(),
                ConflictToken = Token(entry),
            });
        }
    }

    private async ValueTask<UpdateScheduleResponse> UpdateAsync(UpdateScheduleRequest request, Call call)
    {
        core.DemandWritable();
        Check(request.Namespace, request.Schedule);
        var entry = core.Scheduler.Get(request.Namespace, request.ScheduleId);
        lock (entry.Gate)
        {
            if (!request.ConflictToken.IsEmpty && request.ConflictToken != Token(entry))
                throw Faults.Precondition("mismatched conflict token");
            try
            {
                entry.Replace(request.Schedule.Clone(), core.Clock.NowMs);
            }
            catch (FormatException fault)
            {
                throw Faults.Invalid($"Invalid schedule spec: {fault.Message}");
            }
            if (request.SearchAttributes is { } attributes)
                entry.Record.SearchAttributes = attributes;
        }
        await core.Scheduler.Run(entry);
        return new UpdateScheduleResponse();
    }

    private async ValueTask<PatchScheduleResponse> PatchAsync(PatchScheduleRequest request, Call call)
    {
        core.DemandWritable();
        core.Namespaces.Get(request.Namespace);
        var entry = core.Scheduler.Get(request.Namespace, request.ScheduleId);
        lock (entry.Gate)
            Apply(entry, request.Patch, core.Clock.NowMs);
        await core.Scheduler.Run(entry);
        return new PatchScheduleResponse();
    }

    private static void Apply(ScheduleEntry entry, SchedulePatch? patch, long nowMs)
    {
        if (patch is null)
            return;
        if (patch.TriggerImmediately is { } trigger)
            entry.AddManual(Instants.ToMs(trigger.ScheduledTime) is > 0 and var at ? at : nowMs, trigger.OverlapPolicy);
        foreach (var backfill in patch.BackfillRequest)
        {
            var from = Instants.ToMs(backfill.StartTime) - 1;
            var until = Instants.ToMs(backfill.EndTime);
            for (var i = 0; i < mostTimes && entry.Times.NextAfter(from) is { } next && next <= until; i++, from = next)
                entry.AddManual(next, backfill.OverlapPolicy);
        }
        if (patch.Pause.Length > 0)
            entry.Pause(true, patch.Pause);
        if (patch.Unpause.Length > 0)
            entry.Pause(false, patch.Unpause);
    }

    private ValueTask<ListSchedulesResponse> List(ListSchedulesRequest request, Call call)
    {
        core.Namespaces.Get(request.Namespace);
        var skip = request.NextPageToken.IsEmpty ? 0 : int.Parse(request.NextPageToken.ToStringUtf8(), CultureInfo.InvariantCulture);
        var size = request.MaximumPageSize > 0 ? request.MaximumPageSize : mostTimes;
        var all = core.Scheduler.In(request.Namespace).ToList();
        var reply = new ListSchedulesResponse();
        foreach (var entry in all.Skip(skip).Take(size))
        {
            lock (entry.Gate)
                reply.Schedules.Add(Summary(entry));
        }
        if (skip + size < all.Count)
            reply.NextPageToken = ByteString.CopyFromUtf8((skip + size).ToString(CultureInfo.InvariantCulture));
        return ValueTask.FromResult(reply);
    }

    private ScheduleListEntry Summary(ScheduleEntry entry)
    {
        var shown = entry.Describe(core.Clock.NowMs);
        var summary = new ScheduleListInfo
        {
            Spec = entry.Times.Spec.Clone(),
            WorkflowType = entry.Schedule.Action.StartWorkflow.WorkflowType,
            Notes = entry.Schedule.State?.Notes ?? "",
            Paused = entry.Schedule.State?.Paused ?? false,
        };
        summary.RecentActions.AddRange(shown.RecentActions.TakeLast(5));
        summary.FutureActionTimes.AddRange(shown.FutureActionTimes.Take(5));
        return new ScheduleListEntry
        {
            ScheduleId = entry.Record.ScheduleId,
            Memo = entry.Record.Memo ?? new Memo(),
            SearchAttributes = entry.Record.SearchAttributes ?? new SearchAttributes(),
            Info = summary,
        };
    }

    private ValueTask<ListScheduleMatchingTimesResponse> Times(ListScheduleMatchingTimesRequest request, Call call)
    {
        core.Namespaces.Get(request.Namespace);
        var entry = core.Scheduler.Get(request.Namespace, request.ScheduleId);
        var reply = new ListScheduleMatchingTimesResponse();
        var from = Instants.ToMs(request.StartTime) - 1;
        var until = Instants.ToMs(request.EndTime);
        for (var i = 0; i < mostTimes && entry.Times.NextAfter(from) is { } next && next <= until; i++, from = next)
            reply.StartTime.Add(Instants.FromMs(next));
        return ValueTask.FromResult(reply);
    }

    private void Check(string ns, Schedule? schedule)
    {
        var entry = core.Namespaces.Get(ns);
        if (schedule?.Action?.StartWorkflow is not { } start)
            throw Faults.Invalid("Schedule action is not set on request.");
        Demands.WorkflowId(start.WorkflowId);
        Demands.Named(start.WorkflowType?.Name, "WorkflowType");
        Demands.Named(start.TaskQueue?.Name, "TaskQueue");
        Demands.RetryPolicy(start.RetryPolicy);
        if (start.SearchAttributes is { } attributes && entry.Fault(attributes) is { } fault)
            throw Faults.Invalid(fault);
    }

    private static ScheduleEntry Read(ScheduleRecord record)
    {
        try
        {
            return new ScheduleEntry(record);
        }
        catch (FormatException fault)
        {
            throw Faults.Invalid($"Invalid schedule spec: {fault.Message}");
        }
    }

    private static ByteString Token(ScheduleEntry entry) => ByteString.CopyFrom(BitConverter.GetBytes(entry.Record.ConflictToken));
}
