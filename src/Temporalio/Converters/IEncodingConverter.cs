using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>One encoding of payloads, named in their metadata.</summary>
public interface IEncodingConverter
{
    string Encoding { get; }

    object? ToValue(Payload payload, Type type);

    /// <summary>False, with no payload, when the value is not for this encoding.</summary>
    bool TryToPayload(object? value, out Payload? payload);
}
