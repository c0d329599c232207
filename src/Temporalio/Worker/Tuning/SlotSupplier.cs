namespace Temporalio.Worker.Tuning;

/// <summary>Decides how many tasks of one kind run at once.</summary>
public abstract class SlotSupplier
{
    internal SlotSupplier()
    {
    }
}
