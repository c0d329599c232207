namespace Temporalio.Client.Schedules;

/// <summary>Whole numbers from start to end, both included, every step. An end before the start counts as the start.</summary>
public record ScheduleRange(int Start, int End, int Step)
{
    public static readonly ScheduleRange Zero = new(0);

    public ScheduleRange(int start)
        : this(start, 0, 1)
    {
    }

    public ScheduleRange(int start, int end)
        : this(start, end, 1)
    {
    }

    internal static ScheduleRange FromProto(Api.Schedule.V1.Range proto) => new(proto.Start, proto.End, proto.Step);

    internal Api.Schedule.V1.Range ToProto() => new() { Start = Start, End = End, Step = Step };
}
