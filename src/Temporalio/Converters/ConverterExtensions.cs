using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Converters;

/// <summary>Conversion and codec in one step, and typed forms of conversion.</summary>
public static class ConverterExtensions
{
    /// <summary>Leaves the failure given as it is.</summary>
    public static async Task<Exception> ToExceptionAsync(this DataConverter converter, Failure failure)
    {
        if (converter.PayloadCodec is { } codec)
        {
            failure = failure.Clone();
            await codec.DecodeFailureAsync(failure);
        }
        return converter.FailureConverter.ToException(failure, converter.PayloadConverter);
    }

    public static async Task<Failure> ToFailureAsync(this DataConverter converter, Exception exc)
    {
        var failure = converter.FailureConverter.ToFailure(exc, converter.PayloadConverter);
        if (converter.PayloadCodec is { } codec)
        {
            await codec.EncodeFailureAsync(failure);
        }
        return failure;
    }

    public static async Task<Payload> ToPayloadAsync(this DataConverter converter, object? value)
    {
        var payload = converter.PayloadConverter.ToPayload(value);
        return converter.PayloadCodec is { } codec ? await codec.EncodeSingleAsync(payload) : payload;
    }

    public static IReadOnlyCollection<Payload> ToPayloads(
        this IPayloadConverter converter, IReadOnlyCollection<object?> values)
    {
        var payloads = new Payload[values.Count];
        var index = 0;
        foreach (var value in values)
        {
            payloads[index++] = converter.ToPayload(value);
        }
        return payloads;
    }

    /// <summary>The codec sees all payloads in one call, and is not called when there are none.</summary>
    public static async Task<IReadOnlyCollection<Payload>> ToPayloadsAsync(
        this DataConverter converter, IReadOnlyCollection<object?> values)
    {
        var payloads = converter.PayloadConverter.ToPayloads(values);
        return converter.PayloadCodec is { } codec && payloads.Count > 0 ? await codec.EncodeAsync(payloads) : payloads;
    }

    public static RawValue ToRawValue(this IPayloadConverter converter, object? value) => new(converter.ToPayload(value));

    /// <summary>Throws <see cref="ArgumentException"/> unless there is exactly one payload after decoding.</summary>
    public static async Task<T> ToSingleValueAsync<T>(
        this DataConverter converter, IReadOnlyCollection<Payload> payloads) =>
        (T)(await converter.ToSingleValueAsync(payloads, typeof(T)))!;

    /// <summary>Throws <see cref="ArgumentException"/> unless there is exactly one payload after decoding.</summary>
    public static async Task<object?> ToSingleValueAsync(
        this DataConverter converter, IReadOnlyCollection<Payload> payloads, Type type)
    {
        if (converter.PayloadCodec is { } codec)
        {
            payloads = await codec.DecodeAsync(payloads);
        }
        return payloads.Count == 1
            ? converter.PayloadConverter.ToValue(payloads.First(), type)
            : throw new ArgumentException($"Expected 1 payload, found {payloads.Count}");
    }

    public static T ToValue<T>(this IPayloadConverter converter, Payload payload) =>
        (T)converter.ToValue(payload, typeof(T))!;

    public static T ToValue<T>(this IPayloadConverter converter, IRawValue rawValue) =>
        converter.ToValue<T>(rawValue.Payload);

    public static async Task<T> ToValueAsync<T>(this DataConverter converter, Payload payload) =>
        (T)(await converter.ToValueAsync(payload, typeof(T)))!;

    public static async Task<object?> ToValueAsync(this DataConverter converter, Payload payload, Type type)
    {
        if (converter.PayloadCodec is { } codec)
        {
            payload = await codec.DecodeSingleAsync(payload);
        }
        return converter.PayloadConverter.ToValue(payload, type);
    }
}
