namespace Temporalio.Worker.Tuning;

/// <summary>A wish for a slot, before it is known what task will come.</summary>
public record SlotReserveContext(SlotType SlotType, string TaskQueue, string WorkerIdentity, string WorkerBuildId, bool IsSticky);

/// <summary>A reserved slot that now has a task.</summary>
public record SlotMarkUsedContext(SlotInfo SlotInfo, SlotPermit Permit);

/// <summary>A slot that is given back. Without slot info it was never used.</summary>
public record SlotReleaseContext(SlotInfo? SlotInfo, SlotPermit Permit);
