using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker;

/// <summary>How a local activity ended: a result, a failure, or a wish to try again after a longer wait.</summary>
internal sealed record LocalActivityOutcome(
    Payload? Result, Failure? Failure, TimeSpan? Backoff, int Attempt, DateTime? CompletedAt, DateTime OriginallyScheduledAt)
{
    public bool IsCancelled => Failure is { CanceledFailureInfo: not null } or { Cause.CanceledFailureInfo: not null };
}

/// <summary>The marker of a local activity, in the form every official SDK reads.</summary>
internal static class LocalActivityMarker
{
    public const string Name = "core_local_activity";

    public static RecordMarkerCommandAttributes Write(int sequence, string id, string type, LocalActivityOutcome outcome)
    {
        var marker = new RecordMarkerCommandAttributes { MarkerName = Name, Failure = outcome.Failure };
        var data = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object?>
        {
            ["seq"] = sequence,
            ["attempt"] = outcome.Attempt,
            ["activity_id"] = id,
            ["activity_type"] = type,
            ["complete_time"] = outcome.CompletedAt is { } at ? Split(Timestamp.FromDateTime(at)) : null,
            ["backoff"] = outcome.Backoff is { } backoff ? Split(Duration.FromTimeSpan(backoff)) : null,
            ["original_schedule_time"] = Split(Timestamp.FromDateTime(outcome.OriginallyScheduledAt)),
        });
        marker.Details["data"] = new Payloads
        {
            Payloads_ = { new Payload { Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") }, Data = ByteString.CopyFrom(data) } },
        };
        if (outcome.Failure is null && outcome.Backoff is null)
            marker.Details["result"] = new Payloads { Payloads_ = { outcome.Result ?? new Payload() } };
        return marker;
    }

    /// <summary>Null for an event that is no local activity marker.</summary>
    public static (int Sequence, string Id, string Type, LocalActivityOutcome Outcome)? Read(HistoryEvent e)
    {
        if (e.MarkerRecordedEventAttributes is not { MarkerName: Name } marker
            || !marker.Details.TryGetValue("data", out var data) || data.Payloads_.Count == 0)
            return null;
        using var json = JsonDocument.Parse(data.Payloads_[0].Data.Memory);
        var root = json.RootElement;
        var result = marker.Details.TryGetValue("result", out var results) ? results.Payloads_.FirstOrDefault() : null;
        var outcome = new LocalActivityOutcome(
            result is { Metadata.Count: 0, Data.IsEmpty: true } ? null : result,
            marker.Failure,
            Parts(root, "backoff") is { } backoff ? new Duration { Seconds = backoff.Seconds, Nanos = backoff.Nanos }.ToTimeSpan() : null,
            root.GetProperty("attempt").GetInt32(),
            Parts(root, "complete_time") is { } at ? new Timestamp { Seconds = at.Seconds, Nanos = at.Nanos }.ToDateTime() : null,
            Parts(root, "original_schedule_time") is { } first ? new Timestamp { Seconds = first.Seconds, Nanos = first.Nanos }.ToDateTime() : default);
        return (root.GetProperty("seq").GetInt32(), root.GetProperty("activity_id").GetString()!, root.GetProperty("activity_type").GetString()!, outcome);
    }

    private static Dictionary<string, long> Split(Timestamp time) => new() { ["seconds"] = time.Seconds, ["nanos"] = time.Nanos };

    private static Dictionary<string, long> Split(Duration span) => new() { ["seconds"] = span.Seconds, ["nanos"] = span.Nanos };

    private static (long Seconds, int Nanos)? Parts(JsonElement root, string name) =>
        root.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Object
            ? (part.GetProperty("seconds").GetInt64(), part.GetProperty("nanos").GetInt32())
            : null;
}
