using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Update.V1;
using Message = Temporalio.Api.Protocol.V1.Message;

namespace Temporalio.Worker;

/// <summary>One update from its request to its outcome, spoken over protocol messages.</summary>
internal sealed class UpdateOperation(WorkflowMachines machines, UpdateRequest request) : Operation
{
    public Request Request => request.Body;

    public string Id => request.Body.Meta.UpdateId;

    /// <summary>False on replay: history says the update was accepted, so its validator must not speak again.</summary>
    public bool RunsValidator { get; } = !machines.IsReplaying;

    public void Accept() => Send("accept", new Acceptance
    {
        AcceptedRequestMessageId = request.MessageId,
        AcceptedRequestSequencingEventId = request.SequencingEventId,
        AcceptedRequest = request.Body,
    });

    /// <summary>A rejection leaves no trace in history, so there is a message but no command.</summary>
    public void Reject(Failure failure) => machines.Send(MessageOf(MessageId("reject"), new Rejection
    {
        RejectedRequestMessageId = request.MessageId,
        RejectedRequestSequencingEventId = request.SequencingEventId,
        RejectedRequest = request.Body,
        Failure = failure,
    }));

    public void Complete(Payload? result)
    {
        var success = new Payloads();
        if (result is not null)
            success.Payloads_.Add(result);
        Respond(new Outcome { Success = success });
    }

    public void Fail(Failure failure) => Respond(new Outcome { Failure = failure });

    public override string? OnCommandEvent(HistoryEvent e, Command command)
    {
        var isAcceptance = command.ProtocolMessageCommandAttributes.MessageId == MessageId("accept");
        if (isAcceptance)
        {
            return e.WorkflowExecutionUpdateAcceptedEventAttributes?.ProtocolInstanceId == request.ProtocolInstanceId
                ? null
                : "expected the acceptance of that update";
        }
        return e.WorkflowExecutionUpdateCompletedEventAttributes?.Meta?.UpdateId == Id ? null : "expected the completion of that update";
    }

    public override string Describe(Command command) => $"{command.CommandType} (update {request.Body.Input?.Name}, id {Id})";

    private void Respond(Outcome outcome) => Send("complete", new Response { Meta = request.Body.Meta, Outcome = outcome });

    private void Send(string kind, IMessage body)
    {
        var id = MessageId(kind);
        machines.Send(MessageOf(id, body));
        machines.Add(this, new Command
        {
            CommandType = CommandType.ProtocolMessage,
            ProtocolMessageCommandAttributes = new() { MessageId = id },
        });
    }

    private string MessageId(string kind) => $"{request.MessageId}/{kind}";

    private Message MessageOf(string id, IMessage body) => new()
    {
        Id = id,
        ProtocolInstanceId = request.ProtocolInstanceId,
        Body = Any.Pack(body),
    };
}

/// <summary>An update request as the service sent it, or as history tells it on replay.</summary>
internal sealed record UpdateRequest(string MessageId, string ProtocolInstanceId, long SequencingEventId, Request Body)
{
    public static UpdateRequest From(Message message) => new(
        message.Id, message.ProtocolInstanceId, message.EventId, message.Body.Unpack<Request>());

    /// <summary>The request inside an acceptance, or the one the service had written down when it admitted the update.</summary>
    public static UpdateRequest From(WorkflowExecutionUpdateAcceptedEventAttributes accepted, Request? admitted) => new(
        accepted.AcceptedRequestMessageId,
        accepted.ProtocolInstanceId,
        accepted.AcceptedRequestSequencingEventId,
        admitted ?? accepted.AcceptedRequest);

    public static UpdateRequest From(HistoryEvent e, WorkflowExecutionUpdateAdmittedEventAttributes admitted) => new(
        $"{admitted.Request.Meta.UpdateId}/request", admitted.Request.Meta.UpdateId, e.EventId, admitted.Request);
}
