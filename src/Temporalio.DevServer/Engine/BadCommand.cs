using Temporalio.Api.Enums.V1;

namespace Temporalio.DevServer.Engine;

/// <summary>A worker's answer cannot be accepted: the workflow task fails with this cause, nothing else of the answer happens.</summary>
internal sealed class BadCommand(WorkflowTaskFailedCause cause, string? detail = null, bool terminates = false)
    : Exception(detail is null ? cause.ToString() : $"{cause}: {detail}")
{
    public WorkflowTaskFailedCause Cause { get; } = cause;

    /// <summary>The run cannot go on either, for a payload over the limit.</summary>
    public bool Terminates { get; } = terminates;
}
