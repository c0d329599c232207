using System.Text;
using AgenticRecovery.Books;
using AgenticRecovery.Queues;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Tests.Signals;

public sealed class QueueFilesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
    private const string Sound = """{"source":"psp","kind":"PaymentFailed","occurredAt":"2026-11-20T09:00:00Z","order":"SO-1"}""";

    [Fact]
    public async Task Faulty_lines_are_named_and_the_rest_goes_on()
    {
        var entries = await Lines($"\uFEFF{Sound}\r\n\n{Sound.Replace("PaymentFailed", "PaymentFaild")}\nnot json\n{Sound.Replace("SO-1", "SO-2")}");

        Assert.Equal([1, 3, 4, 5], entries.Select(e => (int)e.Line));
        Assert.Equal(2, entries.Count(e => e.Received is Received.Accepted));
        Assert.Equal("q.jsonl:3: kind: expected a known kind, found 'PaymentFaild' (did you mean PaymentFailed?)", entries[1].Complaint);
        Assert.StartsWith("q.jsonl:4: entry:", entries[2].Complaint);
    }

    [Fact]
    public async Task A_line_of_fifty_megabytes_flows_by_without_being_held()
    {
        await using var stream = new LongLine(50L * 1024 * 1024, $"\n{Sound}\n");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var entries = new List<QueueEntry>();
        await foreach (var entry in QueueFile.ReadAsync(stream, "q.jsonl", new StillClock(Now), CancellationToken.None)) entries.Add(entry);

        Assert.Equal("q.jsonl:1: entry: expected at most 1048576 bytes, found '52428800 bytes'", entries[0].Complaint);
        Assert.IsType<Received.Accepted>(entries[1].Received);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20_000_000, "the long line was held in memory");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        using var stream = new MemoryStream([0x7B, 0xFF, 0xFE, 0x7D]);
        await foreach (var entry in QueueFile.ReadAsync(stream, "q", new StillClock(Now), CancellationToken.None))
            Assert.Contains("UTF-8", entry.Complaint);
    }

    [Fact]
    public async Task A_csv_row_becomes_a_signal_through_its_mapping()
    {
        var entries = await Csv("ticket_id,type,created_at,order_number,message,amount,carrier\nT1,Parcel late,2026-11-20 09:30,SO-1,,12.50,DHL\nT2,question,20.11.2026 09:00,,\"Wo ist\nmein Paket?\",,\n");

        var parcel = ((Received.Accepted)entries[0].Received).Signal;
        Assert.Equal("helpdesk-export:T1", parcel.Id);
        // 09:30 in Berlin is 08:30 UTC in November.
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 8, 30, 0, TimeSpan.Zero), parcel.OccurredAt);
        Assert.Equal("DHL", parcel.Attributes["carrier"]);
        Assert.Equal("12.50 EUR", parcel.Amount.ToString());
        Assert.Equal("Wo ist\nmein Paket?", ((Received.Accepted)entries[1].Received).Signal.Text);
    }

    [Fact]
    public async Task A_csv_fault_names_line_and_word()
    {
        var entries = await Csv("ticket_id,type,created_at\nT1,parcel lat,2026-11-20 09:30\nT2,question,gestern\n");

        Assert.Contains("q.csv:2: kind:", entries[0].Complaint);
        Assert.Contains("did you mean parcel late?", entries[0].Complaint);
        Assert.Contains("'gestern' in column 'created_at'", entries[1].Complaint);
    }

    [Fact]
    public async Task A_missing_column_is_named_with_the_nearest_one()
    {
        var fault = await Assert.ThrowsAsync<FormatException>(() => Csv("ticket_id,typ,created_at\nT1,question,2026-11-20 09:30\n"));

        Assert.Equal("q.csv: column 'type' is missing (did you mean typ?)", fault.Message);
    }

    [Fact]
    public void A_faulty_mapping_names_line_and_column()
    {
        var fault = Assert.Throws<BookFaultException>(() => CsvMapping.Read("mapping: m\nfields:\n  source: { value: x }\n  kind: { colum: type }\n  occurredAt: { column: at, formats: [\"yyyy\"] }\n", "m.yaml"));

        Assert.Contains("m.yaml:4:11: unknown key 'colum' (did you mean column?)", fault.Message);
        Assert.Contains("need a 'zone'", fault.Message);
    }

    [Fact]
    public void An_unknown_mapping_name_gets_the_nearest()
    {
        var fault = Assert.Throws<BookFaultException>(() => CsvMapping.Find("helpdesk-exprt"));

        Assert.Contains("did you mean helpdesk-export?", fault.Message);
    }

    private static Task<List<QueueEntry>> Lines(string text) =>
        All(QueueFile.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), "q.jsonl", new StillClock(Now), CancellationToken.None));

    private static Task<List<QueueEntry>> Csv(string text) => All(CsvQueue.ReadAsync(
        new MemoryStream(Encoding.UTF8.GetBytes(text)), "q.csv", CsvMapping.Find("helpdesk-export"), new StillClock(Now), CancellationToken.None));

    private static async Task<List<QueueEntry>> All(IAsyncEnumerable<QueueEntry> source)
    {
        var entries = new List<QueueEntry>();
        await foreach (var entry in source) entries.Add(entry);
        return entries;
    }

    /// <summary>Many x in one line, then a tail; never held in memory.</summary>
    private sealed class LongLine(long length, string tail) : Stream
    {
        private readonly byte[] _tail = Encoding.UTF8.GetBytes(tail);
        private long _at;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => length + _tail.Length;
        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        // At once, so that the test stays on one thread and can count what it allocates.
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct = default)
        {
            var read = (int)Math.Min(buffer.Length, Length - _at);
            var span = buffer.Span;
            for (var i = 0; i < read; i++) span[i] = _at + i < length ? (byte)'x' : _tail[_at + i - length];
            _at += read;
            return ValueTask.FromResult(read);
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
