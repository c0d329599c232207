namespace Temporalio.Common;

/// <summary>Order of tasks on a task queue: first by key (1 is first), then fairly by fairness key and weight.</summary>
public sealed record Priority
{
    public Priority(int? priorityKey = null, string? fairnessKey = null, float? fairnessWeight = null)
    {
        PriorityKey = priorityKey;
        FairnessKey = fairnessKey;
        FairnessWeight = fairnessWeight;
    }

    public static Priority Default { get; } = new();

    public string? FairnessKey { get; init; }

    public float? FairnessWeight { get; init; }

    public int? PriorityKey { get; init; }

    internal static Priority FromProto(Api.Common.V1.Priority? proto) => proto is null
        ? Default
        : new(
            proto.PriorityKey == 0 ? null : proto.PriorityKey,
            proto.FairnessKey.Length == 0 ? null : proto.FairnessKey,
            proto.FairnessWeight == 0 ? null : proto.FairnessWeight);

    internal Api.Common.V1.Priority ToProto() => new()
    {
        PriorityKey = PriorityKey ?? 0,
        FairnessKey = FairnessKey ?? string.Empty,
        FairnessWeight = FairnessWeight ?? 0,
    };
}
