using AgenticRecovery.Signals;

namespace AgenticRecovery.Queues;

/// <summary>One entry of a queue file and what intake made of it.</summary>
/// <param name="Line">1-based line on which the entry starts.</param>
/// <param name="Raw">The start of the entry as it stood, for the dead-letter list; at most <see cref="MostRaw"/> characters.</param>
public sealed record QueueEntry(string File, long Line, Received Received, string Raw)
{
    public const int MostRaw = 2_000;

    /// <summary>"queue.jsonl:12: kind: …" for a rejected entry; null for an accepted one.</summary>
    public string? Complaint => Received is Received.Rejected rejected ? $"{File}:{Line}: {rejected.Reason}" : null;
}
