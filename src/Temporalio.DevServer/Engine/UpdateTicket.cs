using Temporalio.Api.Enums.V1;
using Temporalio.Api.Update.V1;

namespace Temporalio.DevServer.Engine;

/// <summary>How far an update has come, and those who wait for it. Lives in memory until it is accepted.</summary>
internal sealed class UpdateTicket(Request request)
{
    private readonly TaskCompletionSource accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Request Request { get; } = request;

    public string Id => Request.Meta.UpdateId;

    /// <summary>Given to a worker that has not answered yet.</summary>
    public bool IsSent { get; set; }

    public UpdateWorkflowExecutionLifecycleStage Stage { get; private set; } = UpdateWorkflowExecutionLifecycleStage.Admitted;

    public Outcome? Outcome { get; private set; }

    /// <summary>The run closed before the update was accepted; true when a successor run may take it.</summary>
    public bool? IsAborted { get; private set; }

    public Task AtLeastAccepted => accepted.Task;

    public Task Completed => completed.Task;

    public void Accept()
    {
        Stage = UpdateWorkflowExecutionLifecycleStage.Accepted;
        accepted.TrySetResult();
    }

    public void Complete(Outcome outcome)
    {
        Stage = UpdateWorkflowExecutionLifecycleStage.Completed;
        Outcome = outcome;
        accepted.TrySetResult();
        completed.TrySetResult();
    }

    public void Abort(bool hasSuccessor)
    {
        IsAborted = hasSuccessor;
        accepted.TrySetResult();
        completed.TrySetResult();
    }
}
