using Google.Protobuf.WellKnownTypes;

namespace Temporalio.DevServer.Time;

/// <summary>
/// The service's own time: the given clock plus what time skipping jumped over. It follows the clock forward. When the
/// clock is set back it goes on at half pace until it is caught up with, and never goes back: no time-out hangs for as
/// long as the clock was wrong, and events keep their order.
/// </summary>
internal sealed class SkippableClock(TimeProvider provider)
{
    private readonly Lock gate = new();
    private long lastRead = provider.GetUtcNow().UtcTicks;
    private long steady = provider.GetUtcNow().UtcTicks;
    private long skippedMs;

    public TimeProvider Provider { get; } = provider;

    /// <summary>UTC, Unix milliseconds.</summary>
    public long NowMs => SteadyNow().ToUnixTimeMilliseconds() + Interlocked.Read(ref skippedMs);

    public Timestamp Now => Timestamp.FromDateTimeOffset(SteadyNow().AddMilliseconds(Interlocked.Read(ref skippedMs)));

    public void Skip(long ms) => Interlocked.Add(ref skippedMs, ms);

    private DateTimeOffset SteadyNow()
    {
        lock (gate)
        {
            var now = Provider.GetUtcNow().UtcTicks;
            steady = Math.Max(now, steady + (Math.Max(0, now - lastRead) / 2));
            lastRead = now;
            return new DateTimeOffset(steady, TimeSpan.Zero);
        }
    }
}

/// <summary>Between protobuf's times and Unix milliseconds; 0 stands for absent.</summary>
internal static class Instants
{
    public static Timestamp? ToTimestamp(long ms) => ms == 0 ? null : FromMs(ms);

    public static Timestamp FromMs(long ms)
    {
        var seconds = Math.DivRem(ms, 1000, out var rest);
        return rest < 0
            ? new Timestamp { Seconds = seconds - 1, Nanos = (int)(rest + 1000) * 1_000_000 }
            : new Timestamp { Seconds = seconds, Nanos = (int)rest * 1_000_000 };
    }

    public static long ToMs(Timestamp? time) => time is null ? 0 : (time.Seconds * 1000) + (time.Nanos / 1_000_000);

    /// <summary>Rounded up to a whole millisecond, so that a short time-out does not become none.</summary>
    public static long ToMs(Duration? span) => span is null ? 0 : (span.Seconds * 1000) + ((span.Nanos + 999_999) / 1_000_000);

    public static Duration ToDuration(long ms) => new() { Seconds = ms / 1000, Nanos = (int)(ms % 1000) * 1_000_000 };
}
