using AgenticRecovery.Connectors;

namespace AgenticRecovery.Agents;

/// <summary>
/// Reads no more of a provider's answer than any answer needs; a server that sends without end is cut off and named, before
/// it fills the memory.
/// </summary>
public sealed class CappedAnswers : DelegatingHandler
{
    /// <summary>Bytes; an answer of 1,200 tokens has about 10,000 of them, with its envelope.</summary>
    public const long Largest = 2_000_000;

    public CappedAnswers(HttpMessageHandler inner) : base(inner)
    {
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.Content.Headers.ContentLength > Largest)
        {
            var length = response.Content.Headers.ContentLength;
            response.Dispose();
            throw TooLarge($"{length} bytes");
        }

        var capped = new StreamContent(new CappedStream(await response.Content.ReadAsStreamAsync(cancellationToken)));
        foreach (var (name, values) in response.Content.Headers.NonValidated)
            capped.Headers.TryAddWithoutValidation(name, values);
        response.Content = capped;
        return response;
    }

    private static RemoteRefusedException TooLarge(string size) => new($"the answer is too large ({size}; at most {Largest} bytes are read)");

    private sealed class CappedStream(Stream inner) : Stream
    {
        private long _read;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Counted(await inner.ReadAsync(buffer, cancellationToken));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

        public override void Flush()
        {
            // Nothing is written.
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }

        private int Counted(int count) => (_read += count) <= Largest ? count : throw TooLarge($"more than {Largest} bytes");
    }
}
