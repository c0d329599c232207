using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Store;

namespace Temporalio.DevServer.Rpc;

/// <summary>Reading histories, forwards and backwards, with long poll.</summary>
internal sealed class HistoryCalls(Core core)
{
    private const int pageBytes = 2 * 1024 * 1024;

    public void AddTo(Router router)
    {
        router.Add<GetWorkflowExecutionHistoryRequest, GetWorkflowExecutionHistoryResponse>(Paths.Workflow("GetWorkflowExecutionHistory"), GetAsync);
        router.Add<GetWorkflowExecutionHistoryReverseRequest, GetWorkflowExecutionHistoryReverseResponse>(
            Paths.Workflow("GetWorkflowExecutionHistoryReverse"), ReverseAsync);
    }

    private async ValueTask<GetWorkflowExecutionHistoryResponse> GetAsync(GetWorkflowExecutionHistoryRequest request, Call call)
    {
        core.Namespaces.Get(request.Namespace);
        Demands.Execution(request.Execution);
        var token = request.NextPageToken.IsEmpty ? null : Token(request.NextPageToken);
        if (token is { Tail.Count: > 0 } or { LastEventId: > 0 })
            return Page(request, token);
        var closeOnly = request.HistoryEventFilterType == HistoryEventFilterType.CloseEvent;
        var nextId = token?.NextEventId ?? 1;
        var until = Environment.TickCount64 + (long)call.Patience(Limits.HistoryLongPoll).TotalMilliseconds;
        while (true)
        {
            var look = core.Slots.Use(request.Namespace, request.Execution.WorkflowId, slot => Look(slot, token?.RunId ?? request.Execution.RunId, nextId, request));
            var isThere = closeOnly ? !look.IsOpen : look.Events.Count > 0 || !look.IsOpen;
            if (isThere || !request.WaitNewEvent)
            {
                await look.LastCommit;
                return closeOnly ? CloseOnly(request, look) : Reply(request, look);
            }
            var left = until - Environment.TickCount64;
            if (left <= 0)
                return new GetWorkflowExecutionHistoryResponse { History = new History(), NextPageToken = Resume(look, nextId) };
            await Task.WhenAny(look.Changed!, Task.Delay(TimeSpan.FromMilliseconds(left), call.Ct));
            call.Ct.ThrowIfCancellationRequested();
            token = new PageToken { RunKey = look.RunKey, RunId = look.RunId, NextEventId = nextId };
        }
    }

    private Glimpse Look(Slot slot, string runId, long nextId, GetWorkflowExecutionHistoryRequest request)
    {
        var run = core.Find(slot, runId);
        var wantsAll = request.HistoryEventFilterType != HistoryEventFilterType.CloseEvent;
        var from = wantsAll ? nextId : run.IsOpen ? run.State.NextEventId : run.State.NextEventId - 1;
        var events = wantsAll || !run.IsOpen || !request.WaitNewEvent ? run.EventsFrom(wantsAll ? from : run.State.NextEventId - 1) : [];
        var changed = request.WaitNewEvent && run.IsOpen && (events.Count == 0 || !wantsAll) ? (wantsAll ? run.NextChange() : run.WhenClosed()) : null;
        return new Glimpse(run.State.RunKey, run.State.RunId, run.IsOpen, events, run.LastCommit, changed, run.State.NextEventId);
    }

    /// <summary>The last event there is; of a closed run the one that closed it.</summary>
    private static GetWorkflowExecutionHistoryResponse CloseOnly(GetWorkflowExecutionHistoryRequest request, Glimpse look)
    {
        var reply = new GetWorkflowExecutionHistoryResponse { History = new History() };
        reply.History.Events.AddRange(look.Events);
        _ = request;
        return reply;
    }

    private static GetWorkflowExecutionHistoryResponse Reply(GetWorkflowExecutionHistoryRequest request, Glimpse look)
    {
        var reply = new GetWorkflowExecutionHistoryResponse { History = new History() };
        IReadOnlyList<HistoryEvent> events = look.Events;
        var asked = request.MaximumPageSize is > 0 and < int.MaxValue ? request.MaximumPageSize : int.MaxValue;
        var taken = Pages.Fill(reply.History, events.Count > asked ? [.. events.Take(asked)] : events, pageBytes);
        if (taken < events.Count)
            reply.NextPageToken = Resume(look, events[taken].EventId);
        else if (request.WaitNewEvent && look.IsOpen)
            reply.NextPageToken = Resume(look, look.NextEventId);
        return reply;
    }

    private static ByteString Resume(Glimpse look, long nextId) =>
        new PageToken { RunKey = look.RunKey, RunId = look.RunId, NextEventId = nextId }.ToByteString();

    /// <summary>A later page of the history a workflow task began with.</summary>
    private GetWorkflowExecutionHistoryResponse Page(GetWorkflowExecutionHistoryRequest request, PageToken token)
    {
        var events = core.Slots.Use(request.Namespace, request.Execution.WorkflowId, slot =>
            core.Find(slot, token.RunId).EventsFrom(token.NextEventId).TakeWhile(e => e.EventId <= token.LastEventId).ToList());
        var reply = new GetWorkflowExecutionHistoryResponse { History = new History() };
        var taken = Pages.Fill(reply.History, events, pageBytes);
        if (taken == events.Count)
        {
            reply.History.Events.AddRange(token.Tail);
            return reply;
        }
        var next = token.Clone();
        next.NextEventId = events[taken].EventId;
        reply.NextPageToken = next.ToByteString();
        return reply;
    }

    private async ValueTask<GetWorkflowExecutionHistoryReverseResponse> ReverseAsync(GetWorkflowExecutionHistoryReverseRequest request, Call call)
    {
        core.Namespaces.Get(request.Namespace);
        Demands.Execution(request.Execution);
        var token = request.NextPageToken.IsEmpty ? null : Token(request.NextPageToken);
        var (runId, events, saved) = core.Slots.Use(request.Namespace, request.Execution.WorkflowId, slot =>
        {
            var run = core.Find(slot, token?.RunId ?? request.Execution.RunId);
            return (run.State.RunId, run.EventsFrom(1), run.LastCommit);
        });
        await saved;
        var last = token?.NextEventId ?? events[^1].EventId;
        var size = request.MaximumPageSize is > 0 and < 1000 ? request.MaximumPageSize : 1000;
        var reply = new GetWorkflowExecutionHistoryReverseResponse { History = new History() };
        reply.History.Events.AddRange(events.Where(e => e.EventId <= last).Reverse().Take(size));
        if (reply.History.Events.Count > 0 && reply.History.Events[^1].EventId > 1)
            reply.NextPageToken = new PageToken { RunId = runId, NextEventId = reply.History.Events[^1].EventId - 1 }.ToByteString();
        return reply;
    }

    private static PageToken Token(ByteString bytes)
    {
        try
        {
            return PageToken.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            throw Faults.Invalid("Invalid NextPageToken.");
        }
    }

    private sealed record Glimpse(
        long RunKey, string RunId, bool IsOpen, IReadOnlyList<HistoryEvent> Events, Task LastCommit, Task? Changed, long NextEventId);
}
