using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A payload passed through conversion untouched.</summary>
public record RawValue(Payload Payload) : IRawValue;
