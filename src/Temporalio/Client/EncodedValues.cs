using Temporalio.Api.Common.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>Values that stand in descriptions still encoded.</summary>
internal static class EncodedValues
{
    public static IReadOnlyDictionary<string, IEncodedRawValue> Of(
        IEnumerable<KeyValuePair<string, Payload>>? fields, DataConverter converter) =>
        (fields ?? []).ToDictionary(
            field => field.Key, field => (IEncodedRawValue)new EncodedRawValue(converter, field.Value));

    public static async Task<string?> SummaryAsync(UserMetadata? metadata, DataConverter converter) =>
        metadata?.Summary is { } summary ? await converter.ToValueAsync<string>(summary) : null;

    public static async Task<string?> DetailsAsync(UserMetadata? metadata, DataConverter converter) =>
        metadata?.Details is { } details ? await converter.ToValueAsync<string>(details) : null;
}
