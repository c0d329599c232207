using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker;

/// <summary>The marker of a patch, in the form every official SDK reads.</summary>
internal sealed class PatchOperation : Operation
{
    public const string MarkerName = "core_patch";
    public const string VersionAttribute = "TemporalChangeVersion";
    private const string DetailsKey = "patch-data";
    // Above this the official core leaves the search attribute out.
    private const int LargestAttribute = 2048;

    private PatchOperation(string patchId) => PatchId = patchId;

    public string PatchId { get; }

    /// <summary>Writes the marker and the search attribute that lists all patches of the run.</summary>
    public static void Add(WorkflowMachines machines, string patchId, bool isDeprecated, IEnumerable<string> allPatches)
    {
        var data = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object> { ["id"] = patchId, ["deprecated"] = isDeprecated });
        machines.Add(new PatchOperation(patchId), new Command
        {
            CommandType = CommandType.RecordMarker,
            RecordMarkerCommandAttributes = new()
            {
                MarkerName = MarkerName,
                Details = { [DetailsKey] = new Payloads { Payloads_ = { Json(data) } } },
            },
        });
        if (machines.IsReplaying && !machines.HasPatchInHistory(patchId))
            return;
        var ids = JsonSerializer.SerializeToUtf8Bytes(allPatches.Append(patchId).Distinct().Order(StringComparer.Ordinal));
        if (ids.Length >= LargestAttribute)
            return;
        var attribute = Json(ids);
        attribute.Metadata["type"] = ByteString.CopyFromUtf8("KeywordList");
        PlainOperation.Add(machines, new Command
        {
            CommandType = CommandType.UpsertWorkflowSearchAttributes,
            UpsertWorkflowSearchAttributesCommandAttributes = new()
            {
                SearchAttributes = new() { IndexedFields = { [VersionAttribute] = attribute } },
            },
        });
    }

    /// <summary>The patch a marker event stands for, or null for another event.</summary>
    public static (string Id, bool IsDeprecated)? Read(HistoryEvent e)
    {
        if (e.MarkerRecordedEventAttributes is not { MarkerName: MarkerName } marker
            || !marker.Details.TryGetValue(DetailsKey, out var details) || details.Payloads_.Count == 0)
            return null;
        using var json = JsonDocument.Parse(details.Payloads_[0].Data.Memory);
        var id = json.RootElement.GetProperty("id").GetString()!;
        return (id, json.RootElement.TryGetProperty("deprecated", out var deprecated) && deprecated.GetBoolean());
    }

    public override string? OnCommandEvent(HistoryEvent e, Command command) =>
        Read(e)?.Id == PatchId ? null : $"expected the marker of patch {PatchId}";

    public override string Describe(Command command) => $"{command.CommandType} (patch {PatchId})";

    private static Payload Json(byte[] data) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
        Data = ByteString.CopyFrom(data),
    };
}
