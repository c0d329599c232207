namespace AgenticRecovery.Evals;

/// <summary>Starts at a suite's own moment and goes on at the usual pace, so that the hour and day of a run change no verdict.</summary>
internal sealed class EvalClock : TimeProvider
{
    private readonly TimeSpan _offset;

    public EvalClock(DateTimeOffset startAt) => _offset = startAt - System.GetUtcNow();

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _offset;
}
