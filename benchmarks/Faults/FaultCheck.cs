using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Client;

namespace AgenticRecovery.Benchmarks.Faults;

/// <summary>Compares what was acknowledged with what the histories and the ledgers say.</summary>
internal static class FaultCheck
{
    public static async Task<List<string>> RunAsync(
        ITemporalClient client, IReadOnlyList<FaultedEnd> ended, ILookup<(string Order, string Step), string> ledger, CancellationToken ct)
    {
        var faults = new List<string>();
        foreach (var order in ended)
        {
            faults.AddRange(Story(order).Concat(Ledger(order, ledger)).Select(f => $"{order.Id}: {f}"));
            var history = await client.GetWorkflowHandle(order.Id).FetchHistoryAsync(new() { Rpc = new() { CancellationToken = ct } });
            faults.AddRange(History(order, history.Events).Select(f => $"{order.Id}: {f}"));
        }

        var count = await client.CountWorkflowsAsync($"WorkflowType = '{nameof(FaultedOrder)}'", new() { Rpc = new() { CancellationToken = ct } });
        if (count.Count != ended.Count)
            faults.Add($"{ended.Count} orders were acknowledged, the service lists {count.Count}");
        return faults;
    }

    /// <summary>Every signal and the update exactly once, as the order itself tells.</summary>
    private static IEnumerable<string> Story(FaultedEnd order)
    {
        var expected = Enumerable.Range(0, FaultedOrder.SignalCount).Select(i => $"signal-{i}").Append("update");
        if (!order.End.Heard.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal)))
            yield return $"heard {string.Join(", ", order.End.Heard)}";
        if (order.Counted != order.End.Heard.ToList().IndexOf("update") + 1)
            yield return $"the update was answered with {order.Counted}, the order has it as number {order.End.Heard.ToList().IndexOf("update") + 1}";
    }

    /// <summary>Results come from executions that happened, and the step of one attempt was executed at most once.</summary>
    private static IEnumerable<string> Ledger(FaultedEnd order, ILookup<(string Order, string Step), string> ledger)
    {
        var tokens = order.End.Steps.Append(order.End.Parcel).ToList();
        for (var step = 0; step < tokens.Count; step++)
        {
            if (!ledger[(order.Id, $"step-{step}")].Contains(tokens[step]))
                yield return $"step {step} returned what no worker did";
        }

        var once = ledger[(order.Id, "once")].ToList();
        if (once.Count > 1)
            yield return $"the step of one attempt was executed {once.Count} times";
        if (order.End.Once != "unknown" && !once.Contains(order.End.Once))
            yield return "the step of one attempt returned what no worker did";
    }

    private static IEnumerable<string> History(FaultedEnd order, IReadOnlyCollection<HistoryEvent> events)
    {
        if (events.First().WorkflowExecutionStartedEventAttributes.OriginalExecutionRunId != order.RunId)
            yield return $"run {order.RunId} was acknowledged, another one ended";
        if (!events.Select((e, i) => e.EventId == i + 1).All(isNext => isNext))
            yield return "event ids have gaps";
        var doneTwice = events.Where(e => e.EventType == EventType.ActivityTaskCompleted)
            .GroupBy(e => e.ActivityTaskCompletedEventAttributes.ScheduledEventId).Any(g => g.Count() > 1);
        if (doneTwice)
            yield return "an activity completed twice";
        if (events.Count(e => e.EventType == EventType.WorkflowExecutionSignaled) != FaultedOrder.SignalCount)
            yield return $"{events.Count(e => e.EventType == EventType.WorkflowExecutionSignaled)} signals in history";
        if (events.Count(e => e.EventType == EventType.WorkflowExecutionUpdateAccepted) != 1)
            yield return "the update was not accepted exactly once";
        if (events.Count(e => e.EventType == EventType.ChildWorkflowExecutionCompleted) != 1)
            yield return "the child did not complete exactly once";
    }
}
