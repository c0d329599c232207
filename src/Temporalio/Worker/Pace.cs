namespace Temporalio.Worker;

/// <summary>Lets through so many per second, evenly spaced.</summary>
internal sealed class Pace(double perSecond)
{
    private readonly double intervalMs = 1000 / perSecond;
    private readonly Lock gate = new();
    private double nextAtMs;

    public async Task WaitAsync(CancellationToken ct)
    {
        double waitMs;
        lock (gate)
        {
            var now = (double)Environment.TickCount64;
            nextAtMs = Math.Max(nextAtMs, now);
            waitMs = nextAtMs - now;
            nextAtMs += intervalMs;
        }
        if (waitMs >= 1)
            await Task.Delay(TimeSpan.FromMilliseconds(waitMs), ct);
    }
}
