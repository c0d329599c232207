namespace Temporalio.Worker.Tuning;

/// <summary>What a slot is used for at the moment.</summary>
public record SlotInfo
{
    private SlotInfo()
    {
    }

    public record WorkflowSlotInfo(string WorkflowType, bool IsSticky) : SlotInfo;

    public record ActivitySlotInfo(string ActivityType) : SlotInfo;

    public record LocalActivitySlotInfo(string ActivityType) : SlotInfo;
}
