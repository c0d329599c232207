namespace AgenticRecovery.Benchmarks.Crash;

/// <summary>What is done to how many runs.</summary>
/// <param name="Times">Kills in all.</param>
/// <param name="AtOnce">Most kills of the same database before it may end: a restart can be killed as well.</param>
public sealed record KillPlan(string Program, string Folder, int Times, int Seed, int AtOnce = 3);

/// <param name="Databases">Runs that were killed at least once and then ended.</param>
/// <param name="UsualMs">How long an undisturbed run takes.</param>
public sealed record KillReport(int Kills, int Databases, int UsualMs, IReadOnlyList<Killed> Runs)
{
    public int Differences => Runs.Sum(r => r.Differences.Count);
}

/// <summary>One database: when it was killed, counted from each start, and what it has that an undisturbed run has not.</summary>
public sealed record Killed(IReadOnlyList<int> AfterMs, IReadOnlyList<string> Differences);

/// <summary>
/// Kills the program at seeded moments, starts it again until it ends, and compares what it left with what an
/// undisturbed run leaves.
/// </summary>
public static class KillRun
{
    public static async Task<KillReport> RunAsync(KillPlan plan, Action<Killed> progress, CancellationToken ct)
    {
        var random = new Random(plan.Seed);
        // The first run also warms the disk's cache; the second tells the usual time.
        var undisturbed = await EndAsync(new RecoveryProcess(plan.Program, FileOf(plan, "warm")), ct);
        undisturbed = await EndAsync(new RecoveryProcess(plan.Program, FileOf(plan, "usual")), ct);
        var usual = EndState.Read(FileOf(plan, "usual"), undisturbed.Out);
        if (usual.Broken.Count > 0)
            return new KillReport(0, 0, (int)undisturbed.Took.TotalMilliseconds, [new Killed([], usual.Broken)]);

        var runs = new List<Killed>();
        var kills = 0;
        while (kills < plan.Times)
        {
            var file = FileOf(plan, $"killed-{runs.Count}");
            var process = new RecoveryProcess(plan.Program, file);
            var moments = new List<int>();
            var wanted = Math.Min(1 + random.Next(plan.AtOnce), plan.Times - kills);
            for (var i = 0; i < wanted; i++)
            {
                var after = undisturbed.Took * random.NextDouble();
                if ((await process.RunAsync(after, ct)).IsKilled)
                    moments.Add((int)after.TotalMilliseconds);
            }

            if (moments.Count == 0)
                continue;
            kills += moments.Count;
            runs.Add(await CompareAsync(process, file, moments, usual, ct));
            progress(runs[^1]);
        }

        return new KillReport(kills, runs.Count, (int)undisturbed.Took.TotalMilliseconds, runs);
    }

    private static async Task<Killed> CompareAsync(RecoveryProcess process, string file, List<int> moments, EndState usual, CancellationToken ct)
    {
        var end = await process.RunAsync(null, ct);
        if (end.Code != 0)
            return new Killed(moments, [$"exit {end.Code}: {end.Error.Trim()}"]);
        var state = EndState.Read(file, end.Out);
        return new Killed(moments, [.. state.Broken, .. state.DifferencesFrom(usual)]);
    }

    private static async Task<ProcessEnd> EndAsync(RecoveryProcess process, CancellationToken ct)
    {
        var end = await process.RunAsync(null, ct);
        return end.Code == 0 ? end : throw new InvalidOperationException($"The undisturbed run ended with {end.Code}: {end.Error}");
    }

    private static string FileOf(KillPlan plan, string name) => Path.Combine(plan.Folder, name + ".db");
}
