using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Turns values into payloads and back. Must be deterministic: it also runs inside workflows.</summary>
public interface IPayloadConverter
{
    Payload ToPayload(object? value);

    object? ToValue(Payload payload, Type type);
}
