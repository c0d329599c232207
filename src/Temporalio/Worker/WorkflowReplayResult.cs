using Temporalio.Common;

namespace Temporalio.Worker;

/// <summary>The outcome of replaying one history. Without a failure the code still does what the history says.</summary>
public record WorkflowReplayResult(WorkflowHistory History, Exception? ReplayFailure);
