using Temporalio.Converters;

namespace Temporalio.Tests.Internals;

public class TransferTypeTests
{
    [Fact]
    public void A_type_with_a_transfer_type_travels_as_that()
    {
        var converter = TransferTypePayloadConverter.Wrap(DataConverter.Default).PayloadConverter;

        var payload = converter.ToPayload(new Celsius(21.5));

        Assert.Equal("21.5", payload.Data.ToStringUtf8());
        Assert.Equal(new Celsius(21.5), converter.ToValue<Celsius>(payload));
    }

    [TemporalTransferTypeConverter(typeof(CelsiusConverter))]
    private sealed record Celsius(double Degrees);

    private sealed class CelsiusConverter : ITemporalTransferTypeConverter
    {
        public Type TransferType => typeof(double);

        public object? FromTransferType(object? transferType) => new Celsius((double)transferType!);

        public object? ToTransferType(object? value) => ((Celsius)value!).Degrees;
    }
}
