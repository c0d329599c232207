using System.Security.Cryptography;
using AgenticRecovery.Codecs;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Testing;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace AgenticRecovery.Tests.Codecs;

public sealed class CodecTests
{
    private static readonly string old = "2025:" + Convert.ToBase64String(new byte[32]);
    private static readonly string current = "2026:" + Convert.ToBase64String([.. Enumerable.Repeat((byte)7, 32)]);

    [Fact]
    public async Task What_was_encrypted_comes_back_and_shows_nothing_on_the_way()
    {
        var codec = new EncryptionCodec(EncryptionKeys.Parse(current));
        var plain = Text("the customer's name");

        var (hidden, again) = (await OneAsync(codec.EncodeAsync, plain), await OneAsync(codec.EncodeAsync, plain));

        Assert.Equal(plain, await OneAsync(codec.DecodeAsync, hidden));
        Assert.DoesNotContain("name", hidden.Data.ToString(System.Text.Encoding.Latin1), StringComparison.Ordinal);
        Assert.Equal(("binary/encrypted", "2026"), (hidden.Metadata["encoding"].ToStringUtf8(), hidden.Metadata["encryption-key-id"].ToStringUtf8()));
        Assert.NotEqual(hidden.Data, again.Data);
    }

    [Fact]
    public async Task After_a_rotation_old_payloads_are_read_and_new_ones_have_the_new_key()
    {
        var before = await OneAsync(new EncryptionCodec(EncryptionKeys.Parse(old)).EncodeAsync, Text("x"));
        var rotated = new EncryptionCodec(EncryptionKeys.Parse($"{current}, {old}"));

        Assert.Equal(Text("x"), await OneAsync(rotated.DecodeAsync, before));
        Assert.Equal("2026", (await OneAsync(rotated.EncodeAsync, Text("y"))).Metadata["encryption-key-id"].ToStringUtf8());
        var gone = await Assert.ThrowsAsync<InvalidOperationException>(() => OneAsync(new EncryptionCodec(EncryptionKeys.Parse(current)).DecodeAsync, before));
        Assert.Equal("No key '2025' to decrypt with; known are 2026.", gone.Message);
    }

    [Fact]
    public async Task A_changed_or_shortened_payload_is_refused_and_a_plain_one_passes()
    {
        var codec = new EncryptionCodec(EncryptionKeys.Parse(current));
        var hidden = await OneAsync(codec.EncodeAsync, Text("x"));
        var changed = hidden.Clone();
        changed.Data = ByteString.CopyFrom([.. hidden.Data.Select((b, i) => i == 20 ? (byte)~b : b)]);
        var cut = hidden.Clone();
        cut.Data = ByteString.CopyFrom(hidden.Data.Span[..10]);

        await Assert.ThrowsAnyAsync<CryptographicException>(() => OneAsync(codec.DecodeAsync, changed));
        await Assert.ThrowsAnyAsync<CryptographicException>(() => OneAsync(codec.DecodeAsync, cut));
        Assert.Equal(Text("x"), await OneAsync(codec.DecodeAsync, Text("x")));
    }

    [Theory]
    [InlineData("", "No key given")]
    [InlineData("2026", "Key 1 of 1: expected ID:KEY")]
    [InlineData("2026:c2hvcnQ=", "Key 1 of 1: expected ID:KEY with a key of 32 bytes")]
    [InlineData("a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "Key 2 of 2: the id 'a' is there twice")]
    public void Keys_that_cannot_be_used_are_told_by_their_place(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => EncryptionKeys.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Large_payloads_become_smaller_and_small_ones_stay_as_they_are()
    {
        var codec = new CompressionCodec();
        var large = Text(new string('a', 10_000));

        var packed = await OneAsync(codec.EncodeAsync, large);

        Assert.InRange(packed.CalculateSize(), 1, 500);
        Assert.Equal(large, await OneAsync(codec.DecodeAsync, packed));
        Assert.Equal(Text("x"), await OneAsync(codec.EncodeAsync, Text("x")));
    }

    [Fact]
    public async Task A_workflow_runs_on_payloads_that_its_service_cannot_read()
    {
        await using var environment = await WorkflowEnvironment.StartLocalAsync();
        var converter = DataConverter.Default with { PayloadCodec = CodecChain.Of(EncryptionKeys.Parse(current)) };
        var client = new TemporalClient(environment.Client.Connection, new TemporalClientOptions { DataConverter = converter });
        using var worker = new TemporalWorker(client, new TemporalWorkerOptions("hidden").AddWorkflow<Echo>());

        var (said, history) = await worker.ExecuteAsync(async () =>
        {
            var handle = await client.StartWorkflowAsync((Echo w) => w.RunAsync("secret"), new WorkflowOptions("hidden", "hidden"));
            return (await handle.GetResultAsync(), await handle.FetchHistoryAsync());
        });

        Assert.Equal("secret", said);
        Assert.DoesNotContain("secret", history.ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("\"secret\""u8), history.ToJson(), StringComparison.Ordinal);
    }

    private static Payload Text(string text) => DataConverter.Default.PayloadConverter.ToPayload(text);

    private static async Task<Payload> OneAsync(Func<IReadOnlyCollection<Payload>, Task<IReadOnlyCollection<Payload>>> codec, Payload payload) =>
        (await codec([payload])).Single();

    [Workflow]
    public sealed class Echo
    {
        [WorkflowRun]
        public Task<string> RunAsync(string text) => Task.FromResult(text);
    }
}
