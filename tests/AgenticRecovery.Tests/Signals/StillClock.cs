namespace AgenticRecovery.Tests.Signals;

/// <summary>A clock that stands still.</summary>
internal sealed class StillClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
