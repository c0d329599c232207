using System.Runtime.CompilerServices;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Queues;

/// <summary>Reads a CSV file through a mapping, row by row, into the same checked signals as a JSONL queue.</summary>
public static class CsvQueue
{
    /// <exception cref="FormatException">A column the mapping needs is missing (the nearest is named), or a field is too long.</exception>
    public static async IAsyncEnumerable<QueueEntry> ReadAsync(
        Stream stream, string file, CsvMapping mapping, TimeProvider clock, [EnumeratorCancellation] CancellationToken ct)
    {
        // CsvHelper parses from its own buffer; giving up the thread now and then keeps a big import from holding it.
        const int rowsPerTurn = 512;
        using var table = CsvTable.Open(stream, file, mapping.Delimiter);
        if (table.WhyNotAll(mapping.NeededColumns) is { } why) throw new FormatException(why);
        for (var row = 1; table.Next(); row++)
        {
            ct.ThrowIfCancellationRequested();
            if (row % rowsPerTurn == 0) await Task.Yield();
            yield return new QueueEntry(file, table.Line, Read(table, mapping, clock.GetUtcNow()), Cut(table.Raw));
        }
    }

    private static Received Read(CsvTable row, CsvMapping mapping, DateTimeOffset now)
    {
        var faults = new List<IntakeFault>();
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, field) in mapping.Attributes)
            if (Take(field, row, $"attributes.{name}", faults) is { } value) attributes[name] = value;
        string? Field(string name) => mapping.Fields.TryGetValue(name, out var field) ? Take(field, row, name, faults) : null;
        var amount = Field("amount");
        var draft = new SignalDraft
        {
            Id = Field("id"),
            Source = Field("source"),
            Kind = Field("kind"),
            OccurredAt = Field("occurredAt"),
            Order = Field("order"),
            Customer = Field("customer"),
            Mode = Field("mode"),
            Text = Field("text"),
            Language = Field("language"),
            Amount = amount,
            // A default currency alone is no amount.
            Currency = amount is null ? null : Field("currency"),
            Attributes = attributes,
        };
        return faults.Count > 0 ? new Received.Rejected(faults) : draft.Check(now);
    }

    private static string? Take(CsvField field, CsvTable row, string name, List<IntakeFault> faults)
    {
        if (field.TryTake(row, out var text, out var why)) return string.IsNullOrEmpty(text) ? null : text;
        faults.Add(new IntakeFault(name, $"a value the mapping understands: {why}", text));
        return null;
    }

    private static string Cut(string raw) => raw.Length <= QueueEntry.MostRaw ? raw : raw[..QueueEntry.MostRaw];
}
