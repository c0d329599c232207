namespace Temporalio.Worker.Tuning;

/// <summary>What a slot is for.</summary>
public enum SlotType
{
    Workflow = 0,
    Activity = 1,
    LocalActivity = 2,
    NexusOperation = 3,
}
