using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Queues;

/// <summary>
/// Reads a JSONL queue, one signal a line, as a stream. Memory stays under twice <see cref="IntakeLimits.LineBytes"/> whatever
/// the file holds: a longer line is skipped as it flows by and reported with its length.
/// </summary>
public static class QueueFile
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Yields every non-empty line in order; blank lines are free.</summary>
    public static async IAsyncEnumerable<QueueEntry> ReadAsync(
        Stream stream, string file, TimeProvider clock, [EnumeratorCancellation] CancellationToken ct)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            var line = new ArrayBufferWriter<byte>(4096);
            var (number, length) = (1L, 0L);
            int read;
            while ((read = await stream.ReadAsync(chunk.AsMemory(0, ChunkBytes), ct)) > 0)
            {
                var at = 0;
                while (at < read)
                {
                    var end = chunk.AsSpan(at, read - at).IndexOf((byte)'\n');
                    var piece = end < 0 ? read - at : end;
                    length += piece;
                    Keep(line, chunk.AsSpan(at, piece));
                    at += piece;
                    if (end < 0) continue;
                    at++;
                    if (Entry(line, length, file, number, clock) is { } entry) yield return entry;
                    line.ResetWrittenCount();
                    (number, length) = (number + 1, 0);
                }
            }
            if (Entry(line, length, file, number, clock) is { } last) yield return last;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    // One byte past the limit is enough to know that the line is too long.
    private static void Keep(ArrayBufferWriter<byte> line, ReadOnlySpan<byte> piece)
    {
        var room = IntakeLimits.LineBytes + 1 - line.WrittenCount;
        if (room > 0) line.Write(piece.Length > room ? piece[..room] : piece);
    }

    private static QueueEntry? Entry(ArrayBufferWriter<byte> line, long length, string file, long number, TimeProvider clock)
    {
        var bytes = line.WrittenMemory;
        if (number == 1 && bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        if (bytes.Span.EndsWith("\r"u8)) bytes = bytes[..^1];
        if (length > IntakeLimits.LineBytes) return new QueueEntry(file, number, Intake.TooLong(length), Start(bytes.Span));
        if (bytes.Span.Trim(" \t\r"u8).IsEmpty) return null;
        if (!IsUtf8(bytes.Span))
            return new QueueEntry(file, number, Received.Because(new IntakeFault("entry", "UTF-8 text", "bytes that are none")), Start(bytes.Span));
        return new QueueEntry(file, number, Intake.Read(bytes, clock.GetUtcNow()), Start(bytes.Span));
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);

    private static string Start(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes.Length > QueueEntry.MostRaw ? bytes[..QueueEntry.MostRaw] : bytes);
        return text.Length > QueueEntry.MostRaw ? text[..QueueEntry.MostRaw] : text;
    }
}
