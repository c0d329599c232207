using System.Collections.Concurrent;
using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Temporalio.Client.Wire;
using Temporalio.Common;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>
/// Calls of a connection, attempt by attempt, under the names and tags of the official core; calls the service holds open are
/// counted apart.
/// </summary>
internal sealed class ClientMetrics(MetricMeter core)
{
    private static readonly ConcurrentDictionary<Type, IFieldAccessor?> Namespaces = new();

    private readonly Calls usual = new(core, "request");
    private readonly Calls polls = new(core, "long_request");

    public async Task<T> MeasureAsync<T>(string rpc, CallKind kind, IMessage request, Func<Task<T>> call)
    {
        var calls = kind == CallKind.Usual ? usual : polls;
        var from = Stopwatch.GetTimestamp();
        KeyValuePair<string, object>[] tags = NamespaceOf(request) is { } ns ? [new("operation", rpc), new("namespace", ns)] : [new("operation", rpc)];
        calls.Count.Add(1, tags);
        try
        {
            return await call();
        }
        catch (RpcException e)
        {
            calls.Failures.Add(1, [.. tags, new("status_code", e.Code.ToWireName())]);
            throw;
        }
        finally
        {
            calls.Latency.Record(Stopwatch.GetElapsedTime(from), tags);
        }
    }

    private static string? NamespaceOf(IMessage request) =>
        Namespaces.GetOrAdd(request.GetType(), static (_, message) => message.Descriptor.FindFieldByName("namespace")?.Accessor, request)
            ?.GetValue(request) is string { Length: > 0 } ns ? ns : null;

    private sealed class Calls(MetricMeter core, string name)
    {
        public MetricCounter<long> Count { get; } = core.CreateCounter<long>(name);

        public MetricCounter<long> Failures { get; } = core.CreateCounter<long>(name + "_failure");

        public MetricHistogram<TimeSpan> Latency { get; } = core.CreateHistogram<TimeSpan>(name + "_latency");
    }
}
