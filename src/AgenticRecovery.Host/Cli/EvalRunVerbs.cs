using System.CommandLine;
using AgenticRecovery.Evals;
using AgenticRecovery.Evals.Html;
using AgenticRecovery.Evals.Runs;
using AgenticRecovery.Evals.Suites;
using Spectre.Console;

namespace AgenticRecovery.Host.Cli;

/// <summary>What is asked of runs that lie on disk: compare, gate, report.</summary>
internal static class EvalRunVerbs
{
    private static readonly Argument<string> Run = new("RUN") { Description = "Folder of a run (eval run --out)." };
    private static readonly Argument<string> First = new("A") { Description = "Folder of the run to compare with." };
    private static readonly Argument<string> Second = new("B") { Description = "Folder of the run that may replace it." };
    private static readonly Option<string?> Suite = new("--suite") { Description = "Suite whose gate is asked instead of the run's own." };
    private static readonly Option<string?> Html = new("--html") { Description = "File to write the report to, one self-contained page." };
    private static readonly Option<string?> Against = new("--against") { Description = "Run to show side by side." };

    public static IEnumerable<Command> All()
    {
        var compare = new Command("compare", "Compares two runs of the same dataset: paired tests, what was fixed, what broke, the power it had.").With(CommonOptions.Json);
        compare.Arguments.Add(First);
        compare.Arguments.Add(Second);
        compare.SetAction(Compare);
        yield return compare;

        var gate = new Command("gate", "Exit code 0 when a run holds its bounds, 1 with each reason when it does not.").With(CommonOptions.Json, Suite);
        gate.Arguments.Add(Run);
        gate.SetAction(Gate);
        yield return gate;

        var report = new Command("report", "What a run showed, finished or not; --html writes one page with every transcript.").With(CommonOptions.Json, Html, Against);
        report.Arguments.Add(Run);
        report.SetAction(Report);
        yield return report;
    }

    private static int Compare(ParseResult parsed)
    {
        var found = Compared(parsed.GetValue(First)!, parsed.GetValue(Second)!);
        if (parsed.GetValue(CommonOptions.Json))
            Output.Document(found);
        else
            EvalText.Write(Output.People(false), found);
        return CommandLine.Done;
    }

    private static int Gate(ParseResult parsed)
    {
        var run = RunFolder.Read(parsed.GetValue(Run)!);
        if (parsed.GetValue(Suite) is { } name)
            run = run with { Head = run.Head with { Gate = SuiteGate.Of(name, run.Head) } };
        var answer = Reporting.Of(run).Gate;
        if (parsed.GetValue(CommonOptions.Json))
            Output.Document(answer);
        else
            EvalText.Gate(Output.People(false), answer);
        return answer.Passed ? CommandLine.Done : CommandLine.Finding;
    }

    private static int Report(ParseResult parsed)
    {
        var (path, other) = (parsed.GetValue(Run)!, parsed.GetValue(Against));
        var run = RunFolder.Read(path);
        var report = Reporting.Of(run);
        if (parsed.GetValue(Html) is { } file)
        {
            File.WriteAllText(file, HtmlReport.Write(run, report, other is null ? null : (RunFolder.Read(other), Compared(other, path))));
            Output.People(true).MarkupLineInterpolated($"wrote {file} ({new FileInfo(file).Length / 1024} KB)");
        }

        if (parsed.GetValue(CommonOptions.Json))
            Output.Document(report);
        else
            EvalText.Write(Output.People(false), report);
        return CommandLine.Done;
    }

    private static Comparison Compared(string first, string second)
    {
        var (a, b) = (RunFolder.Read(first), RunFolder.Read(second));
        return Comparison.Of(RunName.Of(first, a), a, RunName.Of(second, b), b);
    }
}
