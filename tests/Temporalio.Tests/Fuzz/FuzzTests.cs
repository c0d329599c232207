using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.DevServer;
using Temporalio.DevServer.Rpc;
using Temporalio.Exceptions;
using Temporalio.Tests.Server;
using ClientFrame = Temporalio.Client.Wire.GrpcFrame;
using ServerFrame = Temporalio.DevServer.Rpc.GrpcFrame;

namespace Temporalio.Tests.Fuzz;

/// <summary>Seeded garbage, bounded: every input is read or refused in the agreed way, and nothing else happens.</summary>
public sealed class FuzzTests
{
    [Fact]
    public async Task The_services_frame_reader_reads_or_refuses_any_bytes()
    {
        var random = new Random(1);
        var (read, refused) = (0, 0);
        for (var i = 0; i < 4_000; i++)
        {
            var bytes = i % 2 == 0 ? Noise(random) : Damaged(random, ClientFrame.Encode(Start(), gzip: i % 4 == 1));
            try
            {
                await ServerFrame.ReadAsync(Piecewise(random, bytes), StartWorkflowExecutionRequest.Parser, i % 3 == 0 ? "gzip" : null, CancellationToken.None);
                read++;
            }
            catch (RpcFault fault) when (fault.Code is RpcCode.Internal or RpcCode.ResourceExhausted or RpcCode.Unimplemented)
            {
                refused++;
            }
        }

        Assert.Equal(4_000, read + refused);
        Assert.InRange(read, 100, 3_900);
    }

    [Fact]
    public void The_clients_frame_reader_reads_or_refuses_any_bytes()
    {
        var random = new Random(2);
        var (read, refused) = (0, 0);
        for (var i = 0; i < 4_000; i++)
        {
            var bytes = i % 2 == 0 ? Noise(random) : Damaged(random, ClientFrame.Encode(Start(), gzip: i % 4 == 1));
            if (bytes.Length < ClientFrame.PrefixBytes)
                continue;
            try
            {
                var (isCompressed, length) = ClientFrame.ReadPrefix(bytes, 1024 * 1024);
                var body = bytes[ClientFrame.PrefixBytes..];
                ClientFrame.Decode(body, Math.Min(length, body.Length), isCompressed, StartWorkflowExecutionRequest.Parser, 1024 * 1024);
                read++;
            }
            catch (RpcException fault) when (fault.Code is RpcException.StatusCode.Internal or RpcException.StatusCode.OutOfRange)
            {
                refused++;
            }
        }

        Assert.InRange(read, 100, 3_900);
        Assert.InRange(refused, 100, 3_900);
    }

    [Fact]
    public async Task A_list_query_of_any_words_is_answered_or_refused_as_invalid()
    {
        string[] words =
        [
            "WorkflowId", "WorkflowType", "ExecutionStatus", "StartTime", "CloseTime", "Unknown", "`RunId`", "=", "!=", "<", ">=", "(", ")", ",", "AND", "OR", "NOT", "IN",
            "BETWEEN", "STARTS_WITH", "IS", "NULL", "ORDER", "BY", "GROUP", "DESC", "'a'", "\"b\"", "'2020-01-01T00:00:00Z'", "5", "-1.5", "1e400", "'%_'", "'", "\\", ";--", "\0", "é", "true",
        ];
        var random = new Random(3);
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");
        var answered = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var query = i % 3 == 0
                ? $"{words[random.Next(5)]} {words[random.Next(7, 11)]} {words[random.Next(26, 33)]} {words[random.Next(14, 16)]} NOT {words[random.Next(2)]} = 'a'"
                : string.Join(' ', Enumerable.Range(0, random.Next(1, 9)).Select(_ => words[random.Next(words.Length)]));
            try
            {
                await service.CallAsync<ListWorkflowExecutionsResponse>("ListWorkflowExecutions", new ListWorkflowExecutionsRequest { Namespace = "default", Query = query });
                answered++;
            }
            catch (RpcException fault)
            {
                Assert.True(fault.Code == RpcException.StatusCode.InvalidArgument, $"{query}: {fault.Code} {fault.Message}");
            }
        }

        Assert.InRange(answered, 10, 2_900);
    }

    [Theory]
    [InlineData("(", 200_000)]
    [InlineData("NOT (", 100_000)]
    public async Task A_query_nested_without_end_is_refused_where_it_gets_too_deep(string part, int times)
    {
        await using var service = await RawServer.StartAsync();

        var fault = await RawServer.FaultAsync(() => service.CallAsync<ListWorkflowExecutionsResponse>(
            "ListWorkflowExecutions", new ListWorkflowExecutionsRequest { Namespace = "default", Query = string.Concat(Enumerable.Repeat(part, times)) }));

        Assert.Equal(RpcException.StatusCode.InvalidArgument, fault.Code);
        Assert.Contains("more than 50 parentheses within each other at position", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_of_too_many_conditions_is_refused_and_the_most_that_is_allowed_works()
    {
        await using var service = await RawServer.StartAsync();
        Task<ListWorkflowExecutionsResponse> ListAsync(int conditions) => service.CallAsync<ListWorkflowExecutionsResponse>("ListWorkflowExecutions",
            new ListWorkflowExecutionsRequest { Namespace = "default", Query = string.Join(" OR ", Enumerable.Repeat("WorkflowId = 'a'", conditions)) });

        await ListAsync(500);
        var fault = await RawServer.FaultAsync(() => ListAsync(501));

        Assert.Equal(RpcException.StatusCode.InvalidArgument, fault.Code);
    }

    [Fact]
    public void A_payload_of_any_bytes_is_decoded_or_refused()
    {
        string[] encodings = ["json/plain", "json/protobuf", "binary/plain", "binary/null", "binary/protobuf", "unknown", ""];
        Type[] wanted = [typeof(string), typeof(int), typeof(byte[]), typeof(StartWorkflowExecutionRequest), typeof(object), typeof(List<int>), typeof(DateTime?)];
        var random = new Random(4);
        var converter = DataConverter.Default.PayloadConverter;
        var (decoded, refused) = (0, 0);
        for (var i = 0; i < 6_000; i++)
        {
            var payload = new Payload { Data = ByteString.CopyFrom(i % 2 == 0 ? Noise(random) : Damaged(random, """{"a":[1,2,"x"],"b":null}"""u8.ToArray())) };
            payload.Metadata["encoding"] = ByteString.CopyFromUtf8(encodings[random.Next(encodings.Length)]);
            if (random.Next(2) == 0)
                payload.Metadata["messageType"] = ByteString.CopyFromUtf8("temporal.api.workflowservice.v1.StartWorkflowExecutionRequest");
            try
            {
                converter.ToValue(payload, wanted[random.Next(wanted.Length)]);
                decoded++;
            }
            catch (Exception e) when (e is ArgumentException or JsonException or InvalidProtocolBufferException or InvalidJsonException)
            {
                refused++;
            }
        }

        Assert.Equal(6_000, decoded + refused);
        Assert.InRange(decoded, 100, 5_900);
    }

    [Fact]
    public void A_failure_of_any_contents_becomes_an_exception()
    {
        var messages = new RandomMessages(5);
        var converter = DataConverter.Default;
        for (var i = 0; i < 1_000; i++)
        {
            var failure = new Failure();
            messages.Fill(failure);

            Assert.NotNull(converter.FailureConverter.ToException(failure, converter.PayloadConverter));
        }
    }

    [Fact]
    public void A_history_of_any_json_is_read_or_refused()
    {
        var good = """{"events":[{"eventId":"1","eventTime":"2026-01-01T00:00:00Z","eventType":"WorkflowExecutionStarted","workflowExecutionStartedEventAttributes":{"workflowType":{"name":"W"}}}]}"""u8.ToArray();
        var random = new Random(6);
        var (read, refused) = (0, 0);
        for (var i = 0; i < 2_000; i++)
        {
            var text = System.Text.Encoding.UTF8.GetString(Damaged(random, good));
            try
            {
                _ = WorkflowHistory.FromJson("w", text);
                read++;
            }
            catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException or JsonException or FormatException or ArgumentException)
            {
                refused++;
            }
        }

        Assert.Equal(2_000, read + refused);
    }

    [Fact]
    public async Task Every_method_answers_or_refuses_any_message_and_the_service_lives_on()
    {
        await using var server = await DevServer.DevServer.StartAsync(new DevServerOptions { TimeSkipping = true }, CancellationToken.None);
        var faults = new List<string>();
        foreach (var path in server.Frontend.Router.Paths)
        {
            var method = server.Frontend.Router.Find(path);
            for (var seed = 0; seed < 25; seed++)
            {
                var request = method.Parser.ParseFrom(ByteString.Empty);
                new RandomMessages(seed).Fill(request);
                if (await DefectAsync(server.Frontend, method, request) is { } defect)
                    faults.Add($"{path} (seed {seed}): {defect}");
            }
        }

        Assert.Empty(faults);
    }

    /// <summary>Null for an answer or an agreed refusal; a long poll may be cut short.</summary>
    private static async Task<string?> DefectAsync(Frontend frontend, Method method, IMessage request)
    {
        using var brief = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        try
        {
            await frontend.InvokeAsync(method, request, new Call(new Dictionary<string, string>(), DateTimeOffset.UtcNow.AddMilliseconds(20), brief.Token)).AsTask()
                .WaitAsync(TimeSpan.FromSeconds(10));
            return null;
        }
        catch (RpcFault fault)
        {
            return fault.Code is RpcCode.Internal or RpcCode.Unknown or RpcCode.DataLoss ? $"{fault.Code} {fault.Message}" : null;
        }
        catch (TimeoutException)
        {
            return "still not answered 10 s after its caller had gone";
        }
    }

    private static StartWorkflowExecutionRequest Start() => new() { Namespace = "default", WorkflowId = "w", Identity = new string('i', 1_500) };

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(60)];
        random.NextBytes(bytes);
        // Half of them begin like a frame, to get past the first check.
        if (bytes.Length > 5 && random.Next(2) == 0)
            (bytes[0], bytes[1], bytes[2], bytes[3], bytes[4]) = ((byte)random.Next(3), 0, 0, 0, (byte)random.Next(bytes.Length));
        return bytes;
    }

    private static byte[] Damaged(Random random, byte[] good)
    {
        var bytes = (byte[])good.Clone();
        for (var i = random.Next(4); i > 0; i--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    /// <summary>The bytes as they come from a network: in pieces.</summary>
    private static PipeReader Piecewise(Random random, byte[] bytes)
    {
        if (bytes.Length < 2)
            return PipeReader.Create(new ReadOnlySequence<byte>(bytes));
        var cut = random.Next(1, bytes.Length);
        var last = new Piece(bytes.AsMemory(cut), cut);
        var first = new Piece(bytes.AsMemory(0, cut), 0) { Following = last };
        return PipeReader.Create(new ReadOnlySequence<byte>(first, 0, last, bytes.Length - cut));
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long before) => (Memory, RunningIndex) = (memory, before);

        public Piece Following
        {
            init => Next = value;
        }
    }
}
