namespace Temporalio.Worker.Tuning;

/// <summary>At most so many tasks at once.</summary>
public sealed class FixedSizeSlotSupplier : SlotSupplier
{
    public FixedSizeSlotSupplier(int slotCount) => SlotCount = slotCount > 0
        ? slotCount
        : throw new ArgumentException("Slot count must be at least 1");

    public int SlotCount { get; }
}
