using System.Diagnostics;
using Temporalio.Client.Wire;
using Temporalio.Common;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Calls of a connection, under the names of the official core; calls the service holds open are counted apart.</summary>
internal sealed class ClientMetrics(MetricMeter core)
{
    private readonly Calls usual = new(core, "request");
    private readonly Calls polls = new(core, "long_request");

    public async Task<T> MeasureAsync<T>(string rpc, CallKind kind, Func<Task<T>> call)
    {
        var calls = kind == CallKind.Usual ? usual : polls;
        var from = Stopwatch.GetTimestamp();
        KeyValuePair<string, object>[] tags = [new("operation", rpc)];
        calls.Count.Add(1, tags);
        try
        {
            return await call();
        }
        catch (RpcException e)
        {
            calls.Failures.Add(1, [.. tags, new("status_code", e.Code.ToString())]);
            throw;
        }
        finally
        {
            calls.Latency.Record(Stopwatch.GetElapsedTime(from), tags);
        }
    }

    private sealed class Calls(MetricMeter core, string name)
    {
        public MetricCounter<long> Count { get; } = core.CreateCounter<long>(name);

        public MetricCounter<long> Failures { get; } = core.CreateCounter<long>(name + "_failure");

        public MetricHistogram<TimeSpan> Latency { get; } = core.CreateHistogram<TimeSpan>(name + "_latency");
    }
}
