namespace Temporalio.Worker.Tuning;

/// <summary>The slot suppliers of a worker.</summary>
public interface IWorkerTuner
{
    SlotSupplier WorkflowTaskSlotSupplier { get; }

    SlotSupplier ActivityTaskSlotSupplier { get; }

    SlotSupplier LocalActivitySlotSupplier { get; }
}
