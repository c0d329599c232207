using System.Globalization;
using AgenticRecovery.Evals;
using Spectre.Console;

namespace AgenticRecovery.Host.Cli;

/// <summary>What a run showed, for people.</summary>
internal static class EvalText
{
    public static void Write(IAnsiConsole console, EvalReport report)
    {
        foreach (var one in report.Cases.Where(c => !c.Passed))
        {
            console.MarkupLineInterpolated($"[red]failed[/] {one.Id}{(one.Trials > 1 ? $" ({one.TrialsPassed} of {one.Trials} trials passed)" : "")}");
            foreach (var failure in one.Failures)
                console.MarkupLineInterpolated($"  {failure}");
            if (one.Blame is { } blame)
                console.MarkupLineInterpolated($"  [grey]{(blame.IsDecided ? "fault of" : "likely fault of")} {blame.Party}: {blame.Why}[/]");
        }

        var table = new Table().AddColumns("Grader", "Passed", "Failed");
        foreach (var (name, tally) in report.ByGrader)
            table.AddRow(name, $"{tally.Passed}", $"{tally.Failed}");
        console.Write(table);
        if (!report.IsFinished)
            console.MarkupLineInterpolated($"[yellow]unfinished[/] {report.Trials} of {report.Planned} trials; the same command with the same --out goes on with it");
        console.MarkupLine(Markup.Escape(Share(
            $"{report.Suite}: {report.Passed} of {report.Trials} passed ({report.PassedInterval.Low:P1} to {report.PassedInterval.High:P1}) in {report.Times.Seconds} s; model {report.Model}, policy {report.PolicyHash}")));
        if (report.PassHatK.Count > 1)
            console.MarkupLine(Markup.Escape("pass^k: " + string.Join("  ", report.PassHatK.Select((p, i) => Share($"{i + 1}: {p:P1}")))));
        var done = report.Handling;
        console.MarkupLine(Markup.Escape(
            $"automatic {done.Automatic}, of them right {done.Correct}; to a person {done.Escalated}, of them needless {done.NeedlessEscalations}; unauthorised {done.Unauthorised}; errors {report.Errors}"));
        Gate(console, report.Gate);
    }

    public static void Gate(IAnsiConsole console, GateAnswer gate)
    {
        foreach (var reason in gate.Reasons)
            console.MarkupLineInterpolated($"[red]gate[/] {reason}");
        foreach (var note in gate.Notes)
            console.MarkupLineInterpolated($"[yellow]note[/] {note}");
        if (gate.Passed)
            console.MarkupLineInterpolated($"[green]gate holds[/] {gate.Because ?? ""}");
    }

    public static void Write(IAnsiConsole console, Comparison found)
    {
        foreach (var (word, cases) in new[] { ("fixed", found.Fixed), ("broken", found.Broken) })
            foreach (var one in cases)
                console.MarkupLineInterpolated($"[{(word == "fixed" ? "green" : "red")}]{word}[/] {one}");
        foreach (var run in new[] { found.First, found.Second }.Where(r => !r.IsFinished))
            console.MarkupLineInterpolated($"[yellow]unfinished[/] {run.Path}");
        console.MarkupLine(Markup.Escape(Share(
            $"{found.FirstPassed} and {found.SecondPassed} of {found.Pairs} pairs passed ({found.LeftOut} left out); difference {100 * found.Difference.Difference:+0.0;-0.0;0} points ({100 * found.Difference.Interval.Low:0.0} to {100 * found.Difference.Interval.High:0.0}), McNemar p {found.PValue:0.000}")));
        console.MarkupLine(Markup.Escape(Share($"power to show 5 points: {found.PowerAtFivePoints:P0}")));
        console.MarkupLineInterpolated($"[bold]{found.Verdict}[/]");
    }

    private static string Share(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A line every so often while a run goes on: not more than one each two seconds.</summary>
internal sealed class EvalProgressLines(IAnsiConsole console) : IProgress<EvalProgress>
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private long _lastAt;

    public void Report(EvalProgress value)
    {
        lock (_gate)
        {
            var isLast = value.Done == value.Planned;
            if (_lastAt != 0 && !isLast && System.Diagnostics.Stopwatch.GetElapsedTime(_lastAt) < Every)
                return;
            _lastAt = System.Diagnostics.Stopwatch.GetTimestamp();
            console.MarkupLineInterpolated($"[grey]{value.Done} of {value.Planned} trials, {value.Passed} passed, cost {value.CostMicros / 1e6:0.00}[/]");
        }
    }
}
