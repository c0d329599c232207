using Google.Protobuf.WellKnownTypes;

namespace Temporalio.Common;

/// <summary>How often and how fast a workflow or activity is tried again.</summary>
public record RetryPolicy
{
    public float BackoffCoefficient { get; set; } = 2;

    public TimeSpan InitialInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>0 is without limit, 1 is no retry.</summary>
    public int MaximumAttempts { get; set; }

    /// <summary>Null is 100 times <see cref="InitialInterval"/>.</summary>
    public TimeSpan? MaximumInterval { get; set; }

    public IReadOnlyCollection<string>? NonRetryableErrorTypes { get; set; }

    internal static RetryPolicy FromProto(Api.Common.V1.RetryPolicy proto) => new()
    {
        BackoffCoefficient = (float)proto.BackoffCoefficient,
        InitialInterval = proto.InitialInterval?.ToTimeSpan() ?? TimeSpan.Zero,
        MaximumAttempts = proto.MaximumAttempts,
        MaximumInterval = proto.MaximumInterval?.ToTimeSpan(),
        NonRetryableErrorTypes = proto.NonRetryableErrorTypes.Count == 0 ? null : [.. proto.NonRetryableErrorTypes],
    };

    internal Api.Common.V1.RetryPolicy ToProto()
    {
        var proto = new Api.Common.V1.RetryPolicy
        {
            BackoffCoefficient = BackoffCoefficient,
            InitialInterval = Duration.FromTimeSpan(InitialInterval),
            MaximumAttempts = MaximumAttempts,
            MaximumInterval = MaximumInterval is { } maximum ? Duration.FromTimeSpan(maximum) : null,
        };
        if (NonRetryableErrorTypes is { } types)
        {
            proto.NonRetryableErrorTypes.Add(types);
        }
        return proto;
    }
}
