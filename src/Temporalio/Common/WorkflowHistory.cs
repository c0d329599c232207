using Google.Protobuf;
using Temporalio.Api.History.V1;

namespace Temporalio.Common;

/// <summary>The events of one workflow run.</summary>
public record WorkflowHistory(string Id, IReadOnlyCollection<HistoryEvent> Events)
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>
    /// Reads what <see cref="ToJson()"/> and the exports of other tools write: enum values in full
    /// ("EVENT_TYPE_TIMER_FIRED") or short ("TimerFired"). Unknown fields are ignored.
    /// </summary>
    public static WorkflowHistory FromJson(string workflowId, string json) =>
        new(workflowId, Parser.Parse<History>(ProtoEnumNames.InFull(json, History.Descriptor)).Events);

    public string ToJson() => JsonFormatter.Default.Format(ToProto());

    public void ToJson(TextWriter writer) => JsonFormatter.Default.Format(ToProto(), writer);

    private History ToProto() => new() { Events = { Events } };
}
