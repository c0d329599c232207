using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Converters;

/// <summary>Applies a codec to single payloads and to all payloads of a failure.</summary>
public static class PayloadCodecExtensions
{
    /// <summary>Changes the failure in place, causes included.</summary>
    public static Task DecodeFailureAsync(this IPayloadCodec codec, Failure failure) =>
        ApplyToFailureAsync(codec.DecodeAsync, failure);

    public static async Task<Payload> DecodeSingleAsync(this IPayloadCodec codec, Payload payload) =>
        Only(await codec.DecodeAsync([payload]));

    /// <summary>Changes the failure in place, causes included.</summary>
    public static Task EncodeFailureAsync(this IPayloadCodec codec, Failure failure) =>
        ApplyToFailureAsync(codec.EncodeAsync, failure);

    public static async Task<Payload> EncodeSingleAsync(this IPayloadCodec codec, Payload payload) =>
        Only(await codec.EncodeAsync([payload]));

    private static async Task ApplyToFailureAsync(
        Func<IReadOnlyCollection<Payload>, Task<IReadOnlyCollection<Payload>>> apply, Failure? failure)
    {
        for (; failure is not null; failure = failure.Cause)
        {
            if (failure.EncodedAttributes is { } attributes)
            {
                failure.EncodedAttributes = Only(await apply([attributes]));
            }
            if (DetailsOf(failure) is { Payloads_.Count: > 0 } details)
            {
                var changed = await apply([.. details.Payloads_]);
                details.Payloads_.Clear();
                details.Payloads_.Add(changed);
            }
        }
    }

    private static Payloads? DetailsOf(Failure failure) => failure.FailureInfoCase switch
    {
        Failure.FailureInfoOneofCase.ApplicationFailureInfo => failure.ApplicationFailureInfo.Details,
        Failure.FailureInfoOneofCase.TimeoutFailureInfo => failure.TimeoutFailureInfo.LastHeartbeatDetails,
        Failure.FailureInfoOneofCase.CanceledFailureInfo => failure.CanceledFailureInfo.Details,
        Failure.FailureInfoOneofCase.ResetWorkflowFailureInfo => failure.ResetWorkflowFailureInfo.LastHeartbeatDetails,
        _ => null,
    };

    private static Payload Only(IReadOnlyCollection<Payload> payloads) =>
        payloads.Count == 1
            ? payloads.First()
            : throw new InvalidOperationException($"Codec made {payloads.Count} payloads of one");
}
