namespace AgenticRecovery.Benchmarks.Desk;

internal sealed record DeskReadFigures(int Open, int Closed, int Clients, long DatabaseMb, IReadOnlyDictionary<string, TimeFigure> Pages)
{
    /// <summary>Of the whole process, readers included.</summary>
    public double CpuMsEach { get; init; }
    public double AllocatedKbEach { get; init; }
}

internal sealed record TimeFigure(int Requests, double P50Ms, double P95Ms, double MostMs)
{
    public static TimeFigure Of(IReadOnlyCollection<double> ms)
    {
        var sorted = ms.Order().ToList();
        return sorted.Count == 0 ? new TimeFigure(0, 0, 0, 0) : new TimeFigure(sorted.Count, sorted[sorted.Count / 2], sorted[(int)(sorted.Count * 0.95)], sorted[^1]);
    }
}

/// <summary>A promise of the desk beside what was measured.</summary>
internal sealed record DeskBar(string Name, double Measured, double Most)
{
    public bool Holds => Measured <= Most;

    public static IReadOnlyList<DeskBar> Of(DeskLoadOptions options, DeskReadFigures? read, DeskVerdictFigures? decided)
    {
        var bars = new List<DeskBar>();
        foreach (var (page, most) in new[] { ("queue", 100.0), ("case", 80), ("search", 150) })
        {
            if (read is not null)
                bars.Add(new DeskBar($"{page} page, server time p95 in ms", read.Pages.TryGetValue(page, out var figure) ? figure.P95Ms : double.MaxValue, most));
        }

        if (read is not null)
            bars.Add(new DeskBar("pages that failed", read.Pages.Where(p => p.Key.Any(char.IsDigit)).Sum(p => p.Value.Requests), 0));
        if (decided is not null)
        {
            bars.Add(new DeskBar("requests decided twice", decided.Twice, 0));
            bars.Add(new DeskBar("verdicts lost", decided.Lost, 0));
            bars.Add(new DeskBar("requests left undecided", options.Requests - decided.Decided, 0));
            bars.Add(new DeskBar("verdict to workflow, p95 in ms", decided.P95Ms, 200));
        }

        return bars;
    }
}
