namespace Temporalio.Worker.Tuning;

/// <summary>The right to run one task, handed out by a slot supplier and given back to it.</summary>
public class SlotPermit
{
    public SlotPermit()
    {
    }

    public SlotPermit(object data) => UserData = data;

    public object? UserData { get; init; }
}
