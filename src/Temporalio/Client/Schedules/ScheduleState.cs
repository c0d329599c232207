namespace Temporalio.Client.Schedules;

/// <summary>Whether a schedule acts.</summary>
public record ScheduleState
{
    /// <summary>Whether <see cref="RemainingActions"/> counts.</summary>
    public bool LimitedActions { get; init; }

    public string? Note { get; init; }

    public bool Paused { get; init; }

    public long RemainingActions { get; init; }

    internal static ScheduleState FromProto(Api.Schedule.V1.ScheduleState proto) => new()
    {
        LimitedActions = proto.LimitedActions,
        Note = proto.Notes.Length == 0 ? null : proto.Notes,
        Paused = proto.Paused,
        RemainingActions = proto.RemainingActions,
    };

    /// <summary>Throws <see cref="ArgumentException"/> when limit and remaining actions contradict each other.</summary>
    internal Api.Schedule.V1.ScheduleState ToProto()
    {
        if (LimitedActions && RemainingActions == 0)
        {
            throw new ArgumentException("Limited actions need remaining actions");
        }
        if (!LimitedActions && RemainingActions > 0)
        {
            throw new ArgumentException("Remaining actions need limited actions");
        }
        return new()
        {
            LimitedActions = LimitedActions,
            Notes = Note ?? string.Empty,
            Paused = Paused,
            RemainingActions = RemainingActions,
        };
    }
}
