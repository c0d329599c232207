using System.Text.RegularExpressions;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;

namespace AgenticRecovery.Host.Desk;

/// <summary>One event of a history in a person's words.</summary>
/// <param name="Kind">The event's type in words: "Activity task completed".</param>
/// <param name="About">Its names: activity, timer, signal, child, failure.</param>
/// <param name="Payload">What it carries, shortened; what is encrypted is counted only.</param>
public sealed record WorkflowLine(long Number, DateTimeOffset At, string Kind, string About, string Payload);

/// <summary>A history as lines of a table.</summary>
internal static partial class WorkflowStory
{
    private const int LongestPayload = 400;

    public static IReadOnlyList<WorkflowLine> Of(IEnumerable<HistoryEvent> events) => [.. events.Select(Line)];

    private static WorkflowLine Line(HistoryEvent e) =>
        new(e.EventId, e.EventTime.ToDateTimeOffset(), Words(e.EventType.ToString()), About(e), Shortened(Carried(e)));

    private static string About(HistoryEvent e) => e.AttributesCase switch
    {
        HistoryEvent.AttributesOneofCase.WorkflowExecutionStartedEventAttributes => e.WorkflowExecutionStartedEventAttributes.WorkflowType.Name,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionFailedEventAttributes => e.WorkflowExecutionFailedEventAttributes.Failure.Message,
        HistoryEvent.AttributesOneofCase.WorkflowTaskFailedEventAttributes => e.WorkflowTaskFailedEventAttributes.Failure?.Message ?? e.WorkflowTaskFailedEventAttributes.Cause.ToString(),
        HistoryEvent.AttributesOneofCase.ActivityTaskScheduledEventAttributes => e.ActivityTaskScheduledEventAttributes.ActivityType.Name,
        HistoryEvent.AttributesOneofCase.ActivityTaskStartedEventAttributes => $"attempt {e.ActivityTaskStartedEventAttributes.Attempt}",
        HistoryEvent.AttributesOneofCase.ActivityTaskCompletedEventAttributes => $"of event {e.ActivityTaskCompletedEventAttributes.ScheduledEventId}",
        HistoryEvent.AttributesOneofCase.ActivityTaskFailedEventAttributes => $"of event {e.ActivityTaskFailedEventAttributes.ScheduledEventId}: {e.ActivityTaskFailedEventAttributes.Failure.Message}",
        HistoryEvent.AttributesOneofCase.ActivityTaskTimedOutEventAttributes => $"of event {e.ActivityTaskTimedOutEventAttributes.ScheduledEventId}: {e.ActivityTaskTimedOutEventAttributes.Failure.Message}",
        HistoryEvent.AttributesOneofCase.TimerStartedEventAttributes => $"{e.TimerStartedEventAttributes.TimerId}, {e.TimerStartedEventAttributes.StartToFireTimeout.ToTimeSpan():g}",
        HistoryEvent.AttributesOneofCase.TimerFiredEventAttributes => e.TimerFiredEventAttributes.TimerId,
        HistoryEvent.AttributesOneofCase.TimerCanceledEventAttributes => e.TimerCanceledEventAttributes.TimerId,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionSignaledEventAttributes => e.WorkflowExecutionSignaledEventAttributes.SignalName,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionUpdateAcceptedEventAttributes => e.WorkflowExecutionUpdateAcceptedEventAttributes.AcceptedRequest?.Input?.Name ?? "",
        HistoryEvent.AttributesOneofCase.MarkerRecordedEventAttributes => e.MarkerRecordedEventAttributes.MarkerName,
        HistoryEvent.AttributesOneofCase.StartChildWorkflowExecutionInitiatedEventAttributes => e.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowId,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionTerminatedEventAttributes => e.WorkflowExecutionTerminatedEventAttributes.Reason,
        _ => "",
    };

    private static Payloads? Carried(HistoryEvent e) => e.AttributesCase switch
    {
        HistoryEvent.AttributesOneofCase.WorkflowExecutionStartedEventAttributes => e.WorkflowExecutionStartedEventAttributes.Input,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionCompletedEventAttributes => e.WorkflowExecutionCompletedEventAttributes.Result,
        HistoryEvent.AttributesOneofCase.ActivityTaskScheduledEventAttributes => e.ActivityTaskScheduledEventAttributes.Input,
        HistoryEvent.AttributesOneofCase.ActivityTaskCompletedEventAttributes => e.ActivityTaskCompletedEventAttributes.Result,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionSignaledEventAttributes => e.WorkflowExecutionSignaledEventAttributes.Input,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionUpdateAcceptedEventAttributes => e.WorkflowExecutionUpdateAcceptedEventAttributes.AcceptedRequest?.Input?.Args,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionUpdateCompletedEventAttributes => e.WorkflowExecutionUpdateCompletedEventAttributes.Outcome?.Success,
        _ => null,
    };

    private static string Shortened(Payloads? payloads)
    {
        var text = string.Join(", ", payloads?.Payloads_.Select(Text) ?? []);
        return text.Length <= LongestPayload ? text : text[..LongestPayload] + "…";
    }

    private static string Text(Payload payload)
    {
        var encoding = payload.Metadata.GetValueOrDefault("encoding", ByteString.Empty).ToStringUtf8();
        return encoding.StartsWith("json/", StringComparison.Ordinal) ? payload.Data.ToStringUtf8()
            : encoding == "binary/null" ? "nothing" : $"{payload.Data.Length} bytes, {encoding}";
    }

    /// <summary>"ActivityTaskCompleted" as "Activity task completed".</summary>
    private static string Words(string name) => Inner().Replace(name, m => " " + m.Value.ToLowerInvariant());

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Inner();
}
