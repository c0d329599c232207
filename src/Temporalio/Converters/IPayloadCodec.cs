using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Changes payloads after conversion, e.g. encrypts them, and back before it. Never runs inside a workflow.</summary>
public interface IPayloadCodec
{
    /// <summary>The payloads given must not be changed.</summary>
    Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads);

    /// <summary>The payloads given must not be changed.</summary>
    Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads);
}
