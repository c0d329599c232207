namespace Temporalio.Converters;

/// <summary>Everything needed to turn values and exceptions into what travels, and back.</summary>
public record DataConverter(
    IPayloadConverter PayloadConverter,
    IFailureConverter FailureConverter,
    IPayloadCodec? PayloadCodec = null) : IWithSerializationContext<DataConverter>
{
    public static DataConverter Default { get; } = new(new DefaultPayloadConverter(), new DefaultFailureConverter());

    public virtual DataConverter WithSerializationContext(ISerializationContext context)
    {
        var payloadConverter = InContext(PayloadConverter, context);
        var failureConverter = InContext(FailureConverter, context);
        var payloadCodec = PayloadCodec is null ? null : InContext(PayloadCodec, context);
        var same = ReferenceEquals(payloadConverter, PayloadConverter)
            && ReferenceEquals(failureConverter, FailureConverter)
            && ReferenceEquals(payloadCodec, PayloadCodec);
        return same
            ? this
            : this with
            {
                PayloadConverter = payloadConverter,
                FailureConverter = failureConverter,
                PayloadCodec = payloadCodec,
            };
    }

    private static T InContext<T>(T part, ISerializationContext context) =>
        part is IWithSerializationContext<T> aware ? aware.WithSerializationContext(context) : part;
}
