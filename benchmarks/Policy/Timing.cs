using System.Diagnostics;

namespace AgenticRecovery.Benchmarks.Policy;

/// <summary>Times of single calls in microseconds, and the bytes each allocated.</summary>
internal sealed record Timing(double P50, double P99, double Mean, double BytesPerCall)
{
    /// <summary>Warms up, then measures each call by itself. <paramref name="call"/> gets the number of the call.</summary>
    public static Timing Of(int calls, Action<int> call)
    {
        for (var i = 0; i < Math.Max(20_000, calls / 10); i++)
            call(i % calls);
        Thread.Sleep(200);
        for (var i = 0; i < calls; i++)
            call(i);
        var times = new long[calls];
        GC.Collect();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < calls; i++)
        {
            var from = Stopwatch.GetTimestamp();
            call(i);
            times[i] = Stopwatch.GetTimestamp() - from;
        }
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Array.Sort(times);
        var micro = 1e6 / Stopwatch.Frequency;
        return new Timing(times[calls / 2] * micro, times[(int)(calls * 0.99)] * micro, times.Average() * micro, (double)bytes / calls);
    }

    public override string ToString() => FormattableString.Invariant($"p50 {P50:0.00} µs, p99 {P99:0.00} µs, mean {Mean:0.00} µs, {BytesPerCall:0} bytes a decision");
}
