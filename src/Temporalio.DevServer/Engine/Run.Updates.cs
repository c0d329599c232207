using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Rpc;
using Temporalio.DevServer.Store;
using Message = Temporalio.Api.Protocol.V1.Message;

namespace Temporalio.DevServer.Engine;

/// <summary>Updates: admitted in memory, sent with a workflow task, durable from acceptance on.</summary>
internal sealed partial class Run
{
    private readonly Dictionary<string, UpdateTicket> updates = [];

    public bool AreUpdatesIdle => updates.Values.All(u => u.Stage == UpdateWorkflowExecutionLifecycleStage.Completed);

    private bool HasUpdatesToSend => updates.Values.Any(u => u is { Stage: UpdateWorkflowExecutionLifecycleStage.Admitted, IsSent: false });

    /// <summary>The update of that id, null when this run does not know it.</summary>
    public UpdateTicket? FindUpdate(string updateId)
    {
        if (updates.TryGetValue(updateId, out var ticket))
            return ticket;
        if (State.Updates.FirstOrDefault(u => u.UpdateId == updateId) is not { } record)
            return null;
        ticket = new UpdateTicket(Event(record.AcceptedId).WorkflowExecutionUpdateAcceptedEventAttributes.AcceptedRequest);
        ticket.Accept();
        if (record.CompletedId > 0)
            ticket.Complete(Event(record.CompletedId).WorkflowExecutionUpdateCompletedEventAttributes.Outcome);
        else if (!IsOpen)
            ticket.Complete(CutOff());
        return updates[updateId] = ticket;
    }

    /// <summary>Takes a new update and sees to a workflow task that carries it.</summary>
    public UpdateTicket Admit(Request request)
    {
        var inFlight = updates.Values.Count(u => u.Stage != UpdateWorkflowExecutionLifecycleStage.Completed);
        if (inFlight >= Limits.UpdatesInFlight)
        {
            throw new RpcFault(RpcCode.ResourceExhausted,
                $"limit on number of concurrent in-flight updates has been reached ({Limits.UpdatesInFlight})",
                new Api.ErrorDetails.V1.ResourceExhaustedFailure { Cause = ResourceExhaustedCause.ConcurrentLimit });
        }
        if (State.Updates.Count >= Limits.Updates)
        {
            throw Faults.Precondition($"The limit on the total number of distinct updates in this workflow has been reached ({Limits.Updates}). "
                + "Make sure any duplicate updates share an Update ID so the server can deduplicate them, and consider rejecting updates that you aren't going to process");
        }
        var ticket = new UpdateTicket(request);
        updates[ticket.Id] = ticket;
        ScheduleTask(speculative: true);
        return ticket;
    }

    private void RecallUpdates()
    {
        foreach (var record in State.Updates.Where(r => r.CompletedId == 0))
            FindUpdate(record.UpdateId);
    }

    private void AddUpdateMessages(PollWorkflowTaskQueueResponse reply, WorkflowTask task)
    {
        foreach (var ticket in updates.Values.Where(u => u.Stage == UpdateWorkflowExecutionLifecycleStage.Admitted))
        {
            ticket.IsSent = true;
            reply.Messages.Add(new Message
            {
                Id = $"{ticket.Id}/request",
                ProtocolInstanceId = ticket.Id,
                EventId = task.StartedId - 1,
                Body = Any.Pack(ticket.Request),
            });
        }
    }

    private void ResendUpdates()
    {
        foreach (var ticket in updates.Values)
            ticket.IsSent = false;
    }

    private void Apply(Message message)
    {
        if (message.Body.TryUnpack<Acceptance>(out var acceptance))
            Accept(message.ProtocolInstanceId, acceptance);
        else if (message.Body.TryUnpack<Response>(out var response))
            Respond(message.ProtocolInstanceId, response);
        else if (message.Body.TryUnpack<Rejection>(out var rejection))
            afterAnswer.Add(() => Reject(message.ProtocolInstanceId, rejection.Failure));
        else
            throw new BadCommand(WorkflowTaskFailedCause.BadUpdateWorkflowExecutionMessage, $"Message {message.Id} has unknown body {message.Body.TypeUrl}.");
    }

    private void Accept(string updateId, Acceptance acceptance)
    {
        var ticket = updates.GetValueOrDefault(updateId);
        var request = ticket?.Request ?? acceptance.AcceptedRequest
            ?? throw new BadCommand(WorkflowTaskFailedCause.BadUpdateWorkflowExecutionMessage, $"update {updateId} not found");
        if (State.Updates.Any(u => u.UpdateId == updateId))
            throw new BadCommand(WorkflowTaskFailedCause.BadUpdateWorkflowExecutionMessage, $"update {updateId} was accepted before");
        var item = New(EventType.WorkflowExecutionUpdateAccepted);
        item.WorkflowExecutionUpdateAcceptedEventAttributes = new WorkflowExecutionUpdateAcceptedEventAttributes
        {
            ProtocolInstanceId = updateId,
            AcceptedRequestMessageId = acceptance.AcceptedRequestMessageId,
            AcceptedRequestSequencingEventId = acceptance.AcceptedRequestSequencingEventId,
            AcceptedRequest = request,
        };
        State.Updates.Add(new UpdateRecord { UpdateId = updateId, ProtocolId = updateId, AcceptedId = Append(item).EventId });
        afterAnswer.Add(() => (updates.TryGetValue(updateId, out var known) ? known : updates[updateId] = new UpdateTicket(request)).Accept());
    }

    private void Respond(string updateId, Response response)
    {
        var record = State.Updates.FirstOrDefault(u => u.UpdateId == updateId && u.CompletedId == 0)
            ?? throw new BadCommand(WorkflowTaskFailedCause.BadUpdateWorkflowExecutionMessage, $"update {updateId} is not accepted or already completed");
        DemandSize(response.Outcome, "Update outcome", WorkflowTaskFailedCause.BadUpdateWorkflowExecutionMessage);
        var item = New(EventType.WorkflowExecutionUpdateCompleted);
        item.WorkflowExecutionUpdateCompletedEventAttributes = new WorkflowExecutionUpdateCompletedEventAttributes
        {
            Meta = response.Meta ?? new Meta { UpdateId = updateId },
            AcceptedEventId = record.AcceptedId,
            Outcome = response.Outcome,
        };
        record.CompletedId = Append(item).EventId;
        afterAnswer.Add(() => updates.GetValueOrDefault(updateId)?.Complete(response.Outcome));
    }

    private void Reject(string updateId, Failure? failure)
    {
        if (updates.Remove(updateId, out var ticket))
            ticket.Complete(new Outcome { Failure = failure ?? new Failure { Message = "Workflow Update was rejected." } });
    }

    /// <summary>A worker that ignored an update it was sent does not know updates.</summary>
    private void RejectUnanswered() => afterAnswer.Add(() =>
    {
        foreach (var ticket in updates.Values.Where(u => u is { IsSent: true, Stage: UpdateWorkflowExecutionLifecycleStage.Admitted }).ToList())
        {
            Reject(ticket.Id, new Failure
            {
                Message = "Workflow Update is rejected because it wasn't processed by worker. Probably, Workflow Update is not supported by the worker.",
                Source = "Server",
                ApplicationFailureInfo = new ApplicationFailureInfo { Type = "UnprocessedUpdate", NonRetryable = true },
            });
        }
    });

    private void EndUpdates()
    {
        var hasSuccessor = successor is not null;
        afterClose = () =>
        {
            EndQueries();
            if (!hasSuccessor)
                core.Scheduler.Closed(State, events[^1]);
            foreach (var ticket in updates.Values.Where(u => u.Stage != UpdateWorkflowExecutionLifecycleStage.Completed).ToList())
            {
                if (ticket.Stage == UpdateWorkflowExecutionLifecycleStage.Accepted)
                    ticket.Complete(CutOff());
                else
                    ticket.Abort(hasSuccessor);
            }
        };
    }

    private static Outcome CutOff() => new()
    {
        Failure = new Failure
        {
            Message = "Workflow Update failed because the Workflow completed before the Update completed.",
            Source = "Server",
            ApplicationFailureInfo = new ApplicationFailureInfo { Type = "AcceptedUpdateCompletedWorkflow", NonRetryable = true },
        },
    };
}
