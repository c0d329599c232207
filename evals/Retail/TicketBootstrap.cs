namespace AgenticRecovery.Evals.Retail;

/// <param name="Low">0–1.</param>
/// <param name="High">0–1.</param>
public sealed record ShareInterval(double Low, double High);

/// <summary>
/// 95 % percentile intervals of a share, drawing whole tickets with replacement: writes of one ticket, by whichever model, are
/// no independent evidence (Efron and Tibshirani 1993, ch. 13). Seeded, so the same writes give the same interval.
/// </summary>
internal static class TicketBootstrap
{
    private const int Resamples = 2_000;
    private const int Seed = 1;

    /// <summary>Null without a single write.</summary>
    public static ShareInterval? Of(IEnumerable<(string Ticket, bool Counts)> writes)
    {
        var tickets = writes.GroupBy(w => w.Ticket, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (Hits: g.Count(w => w.Counts), All: g.Count())).ToList();
        if (tickets.Count == 0)
            return null;
        // Where all or none count, resampling shows no spread, which is no certainty: the exact bound over tickets stands in.
        var exact = Math.Round(Math.Pow(0.025, 1.0 / tickets.Count), 3);
        if (tickets.TrueForAll(t => t.Hits == 0))
            return new ShareInterval(0, Math.Round(1 - exact, 3));
        if (tickets.TrueForAll(t => t.Hits == t.All))
            return new ShareInterval(exact, 1);
        var random = new Random(Seed);
        var shares = new double[Resamples];
        for (var r = 0; r < Resamples; r++)
        {
            var (hits, all) = (0, 0);
            for (var i = 0; i < tickets.Count; i++)
            {
                var drawn = tickets[random.Next(tickets.Count)];
                (hits, all) = (hits + drawn.Hits, all + drawn.All);
            }

            shares[r] = (double)hits / all;
        }

        Array.Sort(shares);
        // The 50th and the 1,950th of 2,000.
        return new ShareInterval(Math.Round(shares[49], 3), Math.Round(shares[1_949], 3));
    }
}
