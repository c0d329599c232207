using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Tests.Client;

/// <summary>A codec whose effect is easy to see: data backwards.</summary>
internal sealed class ReversingCodec : IPayloadCodec
{
    public int Calls { get; private set; }

    public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) => ReverseAsync(payloads);

    public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) => ReverseAsync(payloads);

    private Task<IReadOnlyCollection<Payload>> ReverseAsync(IReadOnlyCollection<Payload> payloads)
    {
        Calls++;
        return Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(payload =>
        {
            var reversed = payload.Clone();
            reversed.Data = ByteString.CopyFrom([.. payload.Data.Reverse()]);
            return reversed;
        })]);
    }
}
