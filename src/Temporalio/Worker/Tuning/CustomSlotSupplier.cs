namespace Temporalio.Worker.Tuning;

/// <summary>A slot supplier of the user's own. Its methods are called from many threads.</summary>
public abstract class CustomSlotSupplier : SlotSupplier
{
    protected CustomSlotSupplier()
    {
    }

    /// <summary>Waits until a task may be asked for.</summary>
    public abstract Task<SlotPermit> ReserveSlotAsync(SlotReserveContext ctx, CancellationToken cancellationToken);

    /// <summary>Null when there is no slot at once; used for tasks offered eagerly.</summary>
    public abstract SlotPermit? TryReserveSlot(SlotReserveContext ctx);

    public abstract void MarkSlotUsed(SlotMarkUsedContext ctx);

    public abstract void ReleaseSlot(SlotReleaseContext ctx);
}
