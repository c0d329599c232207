using System.Collections.Concurrent;
using System.Reflection;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Lets types marked with <see cref="TemporalTransferTypeConverterAttribute"/> travel as their transfer type.</summary>
internal sealed class TransferTypePayloadConverter(IPayloadConverter inner)
    : IPayloadConverter, IWithSerializationContext<IPayloadConverter>
{
    private static readonly ConcurrentDictionary<Type, ITemporalTransferTypeConverter?> Converters = new();

    /// <summary>The converter given, wrapped at most once.</summary>
    public static DataConverter Wrap(DataConverter converter) =>
        converter.PayloadConverter is TransferTypePayloadConverter
            ? converter
            : converter with { PayloadConverter = new TransferTypePayloadConverter(converter.PayloadConverter) };

    public Payload ToPayload(object? value) =>
        value is not null && ConverterOf(value.GetType()) is { } converter
            ? inner.ToPayload(converter.ToTransferType(value))
            : inner.ToPayload(value);

    public object? ToValue(Payload payload, Type type) =>
        ConverterOf(type) is { } converter
            ? converter.FromTransferType(inner.ToValue(payload, converter.TransferType))
            : inner.ToValue(payload, type);

    public IPayloadConverter WithSerializationContext(ISerializationContext context)
    {
        if (inner is not IWithSerializationContext<IPayloadConverter> aware)
        {
            return this;
        }
        var changed = aware.WithSerializationContext(context);
        return ReferenceEquals(changed, inner) ? this : new TransferTypePayloadConverter(changed);
    }

    private static ITemporalTransferTypeConverter? ConverterOf(Type type) => Converters.GetOrAdd(type, static t =>
    {
        var attribute = t.GetCustomAttribute<TemporalTransferTypeConverterAttribute>(inherit: false);
        return attribute is null
            ? null
            : (ITemporalTransferTypeConverter)Activator.CreateInstance(attribute.ConverterType)!;
    });
}
