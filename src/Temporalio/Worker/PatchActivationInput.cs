using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>A patch that a run meets for the first time, before it is decided whether it takes part.</summary>
public record PatchActivationInput(WorkflowInfo WorkflowInfo, string PatchId);
