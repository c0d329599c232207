using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Tests.Client;

public class PayloadConverterTests
{
    private static readonly IPayloadConverter Converter = DataConverter.Default.PayloadConverter;

    private enum Color
    {
        Red = 1,
        Blue = 2,
    }

    [Fact]
    public void Null_travels_without_data()
    {
        var payload = Converter.ToPayload(null);

        Assert.Equal(("binary/null", ""), (EncodingOf(payload), payload.Data.ToStringUtf8()));
        Assert.Null(Converter.ToValue<string?>(payload));
        Assert.Null(Converter.ToValue<int?>(payload));
        Assert.Throws<ArgumentException>(() => Converter.ToValue<int>(payload));
    }

    [Fact]
    public void Bytes_travel_as_they_are_and_read_only_as_bytes()
    {
        var payload = Converter.ToPayload(new byte[] { 1, 2 });

        Assert.Equal("binary/plain", EncodingOf(payload));
        Assert.Equal(new byte[] { 1, 2 }, Converter.ToValue<byte[]>(payload));
        Assert.Throws<ArgumentException>(() => Converter.ToValue<string>(payload));
        Assert.Throws<ArgumentException>(() => Converter.ToValue<object>(payload));
    }

    [Fact]
    public void Messages_travel_as_json_with_their_type()
    {
        var payload = Converter.ToPayload(new WorkflowExecution { WorkflowId = "w" });

        Assert.Equal("json/protobuf", EncodingOf(payload));
        Assert.Equal("temporal.api.common.v1.WorkflowExecution", payload.Metadata["messageType"].ToStringUtf8());
        Assert.Equal("w", Converter.ToValue<WorkflowExecution>(payload).WorkflowId);
        Assert.Throws<ArgumentException>(() => Converter.ToValue<WorkflowType>(payload));
        Assert.Throws<ArgumentException>(() => Converter.ToValue<string>(payload));
    }

    [Fact]
    public void Binary_messages_are_read_too()
    {
        Assert.True(new BinaryProtoConverter().TryToPayload(new WorkflowType { Name = "t" }, out var payload));

        Assert.Equal("binary/protobuf", EncodingOf(payload));
        Assert.Equal("t", Converter.ToValue<WorkflowType>(payload!).Name);
    }

    [Fact]
    public void Json_keeps_declared_names_writes_nulls_and_enums_as_numbers()
    {
        var payload = Converter.ToPayload(new { OrderId = "o", Note = (string?)null, Tint = Color.Blue });

        Assert.Equal("json/plain", EncodingOf(payload));
        Assert.Equal("""{"OrderId":"o","Note":null,"Tint":2}""", payload.Data.ToStringUtf8());
    }

    [Fact]
    public void Json_reads_exact_names_only_and_ignores_unknown_ones()
    {
        var payload = Json("""{"orderId":"lower","Extra":1,"Name":"n"}""");

        var order = Converter.ToValue<Order>(payload);

        Assert.Equal((null, "n"), (order.OrderId, order.Name));
    }

    [Fact]
    public void A_value_tuple_is_an_empty_object_because_fields_do_not_travel() =>
        Assert.Equal("{}", Converter.ToPayload((1, 2)).Data.ToStringUtf8());

    [Fact]
    public void Json_read_as_object_is_a_json_element() =>
        Assert.Equal(5, Assert.IsType<System.Text.Json.JsonElement>(Converter.ToValue<object>(Json("5"))).GetInt32());

    [Fact]
    public void An_encoding_unknown_or_missing_is_refused()
    {
        var unknown = Json("1");
        unknown.Metadata["encoding"] = Google.Protobuf.ByteString.CopyFromUtf8("secret/stuff");

        Assert.Throws<ArgumentException>(() => Converter.ToValue<int>(unknown));
        Assert.Throws<KeyNotFoundException>(() => Converter.ToValue<int>(new Payload()));
    }

    [Fact]
    public void Raw_values_pass_untouched_both_ways()
    {
        var payload = Json("1");

        Assert.Same(payload, Converter.ToPayload(new RawValue(payload)));
        Assert.Same(payload, Converter.ToValue<IRawValue>(payload).Payload);
        Assert.Same(payload, Converter.ToValue<RawValue>(payload).Payload);
        Assert.Throws<InvalidOperationException>(
            () => Converter.ToPayload(new EncodedRawValue(DataConverter.Default, payload)));
    }

    [Fact]
    public async Task The_task_result_of_a_method_without_one_is_an_empty_object()
    {
        async Task NothingAsync() => await Task.Yield();
        var task = NothingAsync();
        await task;

        var result = task.GetType().GetProperty("Result")!.GetValue(task);

        Assert.Equal("{}", Converter.ToPayload(result).Data.ToStringUtf8());
    }

    [Fact]
    public async Task A_single_value_needs_exactly_one_payload()
    {
        Assert.Equal(1, await DataConverter.Default.ToSingleValueAsync<int>([Json("1")]));
        await Assert.ThrowsAsync<ArgumentException>(() => DataConverter.Default.ToSingleValueAsync<int>([]));
        await Assert.ThrowsAsync<ArgumentException>(() => DataConverter.Default.ToSingleValueAsync<int>([Json("1"), Json("2")]));
    }

    [Fact]
    public async Task A_codec_sees_all_arguments_at_once_after_conversion()
    {
        var codec = new ReversingCodec();
        var converter = DataConverter.Default with { PayloadCodec = codec };

        var payloads = await converter.ToPayloadsAsync(["ab", 12]);

        Assert.Equal(["\"ba\"", "21"], payloads.Select(p => p.Data.ToStringUtf8()));
        Assert.Equal(1, codec.Calls);
        Assert.Equal("ab", await converter.ToValueAsync<string>(payloads.First()));
    }

    [Fact]
    public void A_context_reaches_the_encodings_that_want_one()
    {
        var converter = DataConverter.Default with { PayloadConverter = new DefaultPayloadConverter(new BinaryNullConverter(), new Stamping("?")) };

        var inContext = converter.WithSerializationContext(new ISerializationContext.Workflow("shop", "case-1"));

        Assert.Equal("case-1", inContext.PayloadConverter.ToPayload(1).Data.ToStringUtf8());
        Assert.Equal("?", converter.PayloadConverter.ToPayload(1).Data.ToStringUtf8());
        Assert.Same(DataConverter.Default, DataConverter.Default.WithSerializationContext(new ISerializationContext.Workflow("a", "b")));
    }

    private static string EncodingOf(Payload? payload) => payload!.Metadata["encoding"].ToStringUtf8();

    private static Payload Json(string json) => Encoded("json/plain", json);

    private static Payload Encoded(string encoding, string text) => new()
    {
        Data = ByteString.CopyFromUtf8(text),
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8(encoding) },
    };

    private sealed record Order(string? OrderId, string? Name);

    private sealed class Stamping(string stamp) : IEncodingConverter, IWithSerializationContext<IEncodingConverter>
    {
        public string Encoding => "stamp";

        public object? ToValue(Payload payload, Type type) => payload.Data.ToStringUtf8();

        public bool TryToPayload(object? value, out Payload? payload)
        {
            payload = Encoded(Encoding, stamp);
            return true;
        }

        public IEncodingConverter WithSerializationContext(ISerializationContext context) =>
            new Stamping(((ISerializationContext.Workflow)context).WorkflowId);
    }
}
