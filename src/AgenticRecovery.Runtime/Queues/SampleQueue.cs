using System.Text;

namespace AgenticRecovery.Queues;

/// <summary>A hand-made queue with relative times. Read as any other queue after shifting; see <see cref="RelativeTimes"/>.</summary>
public static class SampleQueue
{
    /// <param name="baseTime">The moment that "@-0m" would mean; usually now.</param>
    public static async Task<IReadOnlyList<QueueEntry>> LoadAsync(Stream stream, string file, DateTimeOffset baseTime, TimeProvider clock, CancellationToken ct)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var shifted = RelativeTimes.Shift(await reader.ReadToEndAsync(ct), baseTime);
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(shifted));
        var entries = new List<QueueEntry>();
        await foreach (var entry in QueueFile.ReadAsync(bytes, file, clock, ct)) entries.Add(entry);
        return entries;
    }
}
