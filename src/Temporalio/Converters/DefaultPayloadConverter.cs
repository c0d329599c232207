using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>
/// Tries a list of encodings in order when writing, and picks by the encoding a payload names when reading. The default
/// list is null, bytes, protobuf (JSON, then binary) and JSON.
/// </summary>
public class DefaultPayloadConverter : IPayloadConverter, IWithSerializationContext<IPayloadConverter>
{
    public DefaultPayloadConverter()
        : this(new JsonSerializerOptions())
    {
    }

    public DefaultPayloadConverter(JsonSerializerOptions jsonSerializerOptions)
        : this(
            new BinaryNullConverter(),
            new BinaryPlainConverter(),
            new JsonProtoConverter(),
            new BinaryProtoConverter(),
            new JsonPlainConverter(jsonSerializerOptions))
    {
    }

    public DefaultPayloadConverter(params IEncodingConverter[] encodingConverters)
    {
        EncodingConverters = encodingConverters;
        IndexedEncodingConverters = encodingConverters.ToDictionary(c => ByteString.CopyFromUtf8(c.Encoding));
    }

    public IReadOnlyCollection<IEncodingConverter> EncodingConverters { get; private set; }

    protected IReadOnlyDictionary<ByteString, IEncodingConverter> IndexedEncodingConverters { get; private set; }

    /// <summary>Throws <see cref="ArgumentException"/> when no encoding takes the value.</summary>
    public Payload ToPayload(object? value)
    {
        switch (value)
        {
            case IRawValue raw:
                return raw.Payload;
            case IEncodedRawValue:
                throw new InvalidOperationException("An encoded raw value cannot be converted again");
        }
        foreach (var converter in EncodingConverters)
        {
            if (converter.TryToPayload(value, out var payload))
            {
                return payload!;
            }
        }
        throw new ArgumentException($"Value of type {value?.GetType()} has no known converter");
    }

    /// <summary>Throws <see cref="KeyNotFoundException"/> when the payload names no encoding, <see cref="ArgumentException"/> for an unknown one.</summary>
    public object? ToValue(Payload payload, Type type)
    {
        if (type == typeof(IRawValue) || type == typeof(RawValue))
        {
            return new RawValue(payload);
        }
        var encoding = payload.Metadata[EncodingNames.MetadataKey];
        return IndexedEncodingConverters.TryGetValue(encoding, out var converter)
            ? converter.ToValue(payload, type)
            : throw new ArgumentException($"Unknown payload encoding {encoding.ToStringUtf8()}");
    }

    public virtual IPayloadConverter WithSerializationContext(ISerializationContext context)
    {
        var changed = EncodingConverters
            .Select(c => c is IWithSerializationContext<IEncodingConverter> aware ? aware.WithSerializationContext(context) : c)
            .ToArray();
        if (changed.SequenceEqual(EncodingConverters))
        {
            return this;
        }
        // A copy, not a new one, so that a subclass stays what it is.
        var copy = (DefaultPayloadConverter)MemberwiseClone();
        copy.EncodingConverters = changed;
        copy.IndexedEncodingConverters = changed.ToDictionary(c => ByteString.CopyFromUtf8(c.Encoding));
        return copy;
    }
}
