using AgenticRecovery.Evals.Statistics;

namespace AgenticRecovery.Evals.Retail;

/// <summary>The interval of a share over tickets, rounded as the reports print it.</summary>
internal static class TicketShare
{
    /// <summary>The same writes give the same interval.</summary>
    private const ulong Seed = 1;

    /// <returns>95 %, each bound 0–1 with three places; null without a single observation.</returns>
    public static Interval? Interval(IEnumerable<(string Ticket, bool Counts)> observed)
    {
        var observations = observed.Select(one => new Observation(one.Ticket, one.Counts ? 1 : 0)).ToList();
        if (observations.Count == 0)
            return null;
        var interval = ClusteredBootstrap.Mean(observations, Seed);
        return new Interval(Math.Round(interval.Low, 3), Math.Round(interval.High, 3));
    }
}
