using AgenticRecovery.Evals;
using AgenticRecovery.Evals.Html;
using AgenticRecovery.Evals.Runs;
using AgenticRecovery.Evals.Suites;

namespace AgenticRecovery.Tests.Evals;

/// <summary>Reports, gates, comparisons and pages of runs that were written by hand.</summary>
public sealed class ComparisonOfRunsTests
{
    [Fact]
    public void Only_trials_that_differ_count()
    {
        var found = Compare(Run("10111"), Run("11011"));

        Assert.Equal((5, 1, 1, 4, 4), (found.Pairs, found.OnlyFirst, found.OnlySecond, found.FirstPassed, found.SecondPassed));
        Assert.Equal(["c1#0"], found.Fixed);
        Assert.Equal(["c2#0"], found.Broken);
        Assert.Equal(1, found.PValue);
        // Two that differ of five can never reject, and five that all differ cannot either (2/32).
        Assert.Equal("no difference shown, and too few trials to show any", found.Verdict);
    }

    [Fact]
    public void Twelve_mended_and_none_broken_is_better()
    {
        // 2/2^12
        var found = Compare(Run(new string('0', 12)), Run(new string('1', 12)));

        Assert.Equal("the second run is better", found.Verdict);
        Assert.Equal(0.000488, found.PValue, 6);
        Assert.Equal(1, found.Difference.Difference);
    }

    [Fact]
    public void Runs_of_other_datasets_are_not_compared()
    {
        var other = Run("1") with { Head = Run("1").Head with { DatasetHash = "x" } };

        Assert.Contains("only trials of the same cases", Assert.Throws<EvalInputException>(() => Compare(Run("1"), other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_is_left_out_of_a_comparison_and_no_pass_in_a_report()
    {
        var run = Run("11");
        var broken = run with { Trials = [run.Trials[0], run.Trials[1] with { Passed = false, Error = "no model answered" }] };

        Assert.Equal((1, 1), (Compare(run, broken).Pairs, Compare(run, broken).LeftOut));
        Assert.Equal((1, 1, 1), (Reporting.Of(broken).Passed, Reporting.Of(broken).Failed, Reporting.Of(broken).Errors));
    }

    [Theory]
    [InlineData("passHat2", "needs 2 repeats or more")]
    [InlineData("pairsDiffering", "needs cases that name their pair")]
    public void A_bound_on_a_figure_the_run_does_not_have_is_missed(string metric, string reason)
    {
        var run = Run("11");
        var gate = run.Head.Gate with { AtLeast = new Dictionary<string, decimal> { [metric] = 0 } };

        Assert.Contains(reason, Assert.Single(Reporting.Of(run with { Head = run.Head with { Gate = gate } }).Gate.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void Different_money_for_one_pair_is_named()
    {
        var run = Run("11");
        var report = Reporting.Of(run with { Trials = [run.Trials[0] with { Pair = "p" }, run.Trials[1] with { Pair = "p", GivenMinor = 500 }] });

        Assert.Equal(["p: c0 0.00 EUR, c1 5.00 EUR"], report.Pairs.Differing);
        Assert.False(report.Gate.Passed);
    }

    [Fact]
    public void The_page_is_one_file_in_which_a_customers_words_cannot_become_code()
    {
        var run = Run("10");
        var page = HtmlReport.Write(
            run with { Trials = [run.Trials[0], run.Trials[1] with { Transcript = [new TranscriptEntry("customer", "says", "</script><script>alert(1)</script>")] }] },
            Reporting.Of(run), null);

        Assert.DoesNotContain("</script><script>alert", page, StringComparison.Ordinal);
        Assert.Contains("alert(1)", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href)=[\"']?(https?:)?//", page);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    private static Comparison Compare(RunReading first, RunReading second) =>
        Comparison.Of(RunName.Of("a", first), first, RunName.Of("b", second), second);

    /// <param name="passed">One sign a case: 1 passed, 0 failed.</param>
    private static RunReading Run(string passed) => new(
        new RunHead
        {
            Suite = "s",
            SuiteHash = "",
            DatasetHash = "d",
            Model = "m",
            Policy = "p",
            PolicyHash = "h",
            PromptsHash = "",
            Seed = 1,
            Repeats = 1,
            Graders = ["end-state"],
            Gate = new Gate(0, new Dictionary<string, decimal>(), "why", passed.Select((_, i) => $"c{i}").ToDictionary(c => c, _ => "")),
            Planned = [.. passed.Select((_, i) => $"c{i}#0")],
        },
        [.. passed.Select((sign, i) => new TrialLine
        {
            Case = $"c{i}",
            Repeat = 0,
            Cluster = $"customer {i}",
            Passed = sign == '1',
            Currency = "EUR",
            Findings = sign == '1' ? [] : [new Finding("end-state", "missing: x")],
        })]);
}
