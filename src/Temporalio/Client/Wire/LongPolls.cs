using Google.Protobuf;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Client.Wire;

/// <summary>How a call behaves in time.</summary>
internal enum CallKind
{
    /// <summary>Answered at once.</summary>
    Usual,

    /// <summary>Held open by the service until there is work for a worker.</summary>
    TaskPoll,

    /// <summary>Held open by the service until something a client waits for happens.</summary>
    ClientPoll,
}

/// <summary>Calls the service holds open, for about a minute.</summary>
internal static class LongPolls
{
    /// <summary>Limit of usual calls when the caller sets none. Source: the native core of the official SDKs.</summary>
    public static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Longer than the service holds a poll open. Source: the native core of the official SDKs.</summary>
    public static readonly TimeSpan PollTimeout = TimeSpan.FromSeconds(70);

    public static CallKind KindOf(IMessage request) => request switch
    {
        PollWorkflowTaskQueueRequest or PollActivityTaskQueueRequest => CallKind.TaskPoll,
        PollWorkflowExecutionUpdateRequest => CallKind.ClientPoll,
        GetWorkflowExecutionHistoryRequest { WaitNewEvent: true } => CallKind.ClientPoll,
        _ => CallKind.Usual,
    };
}
