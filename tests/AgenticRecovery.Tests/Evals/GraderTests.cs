using AgenticRecovery.Cases;
using AgenticRecovery.Evals;
using AgenticRecovery.Evals.Datasets;
using AgenticRecovery.Evals.Graders;
using AgenticRecovery.Evals.Runs;
using AgenticRecovery.Evals.Suites;
using AgenticRecovery.Evals.Trials;

namespace AgenticRecovery.Tests.Evals;

public sealed class GraderTests
{
    private static readonly Expectations Cancelled = new() { Verdict = EvalVerdict.Auto, Moves = [], Must = ["CancelOrder"], MustNot = ["LimitedIncentive"] };

    private static TrialRecord Trial(Expectations? expect = null) => new()
    {
        Case = new EvalCase("a", 1, FailureMode.CancelRequest, "", [], expect ?? Cancelled),
        Right = new EndState(["EV-16 Cancelled", "EV-16 refund 4800"]),
        After = new EndState(["EV-16 Cancelled", "EV-16 refund 4800"]),
        Proposals = [new TrialProposal("p1", "CancelOrder", "allow", "cancel.asked", false)],
        Effects = [new ShopEffect("p1", "CancelOrder")],
        Messages = [new TrialMessage("sent", "moves", "Cancelled", "48.00 EUR go back to your card.")],
        States = [CaseState.Closed],
        Turns = 3,
    };

    [Fact]
    public void A_right_trial_passes_every_grader()
    {
        var faults = GraderShelf.Names.SelectMany(name => GraderShelf.Of(name, new CostLimits(3, 0)).Grade(Trial()));

        Assert.Empty(faults);
    }

    [Fact]
    public void Another_end_state_names_what_is_missing_and_what_is_too_much()
    {
        var trial = Trial() with { After = new EndState(["EV-16 Cancelled", "EV-16 refund 4800", "EV-16 refund 4800"]) };

        Assert.Equal(["besides: EV-16 refund 4800"], new EndStateGrader().Grade(trial));
    }

    [Fact]
    public void A_case_that_broke_down_fails_though_nothing_changed()
    {
        Assert.Equal(["case-1 failed: x"], new EndStateGrader().Grade(Trial() with { Breakdowns = ["case-1 failed: x"] }));
    }

    [Fact]
    public void A_forbidden_effect_is_named()
    {
        var trial = Trial() with
        {
            Proposals = [.. Trial().Proposals, new TrialProposal("p2", "LimitedIncentive", "allow", "concession.small", false)],
            Effects = [.. Trial().Effects, new ShopEffect("p2", "LimitedIncentive")],
        };

        Assert.Equal(["LimitedIncentive was done and must not be"], new EffectsGrader().Grade(trial));
    }

    [Theory]
    [InlineData("approval", false, 1)]
    [InlineData("approval", true, 0)]
    [InlineData("deny", true, 1)]
    [InlineData(null, false, 1)]
    public void An_effect_needs_an_allowing_decision_or_a_person_who_agreed(string? decision, bool isApproved, int faults)
    {
        var trial = Trial() with { Proposals = [new TrialProposal("p1", "CancelOrder", decision, "r", isApproved)] };

        Assert.Equal(faults, new AuthorityGrader().Grade(trial).Count);
    }

    [Fact]
    public void An_effect_under_another_proposals_key_is_unauthorised()
    {
        Assert.Single(new AuthorityGrader().Grade(Trial() with { Effects = [new ShopEffect("p9", "CancelOrder")] }));
    }

    [Theory]
    [InlineData(EvalVerdict.Approval, CaseState.Closed, 1)]
    [InlineData(EvalVerdict.Approval, CaseState.AwaitingApproval, 0)]
    [InlineData(EvalVerdict.Auto, CaseState.AwaitingApproval, 1)]
    [InlineData(EvalVerdict.Ask, CaseState.AwaitingCustomer, 0)]
    public void A_person_is_asked_where_one_should_be(EvalVerdict expected, CaseState state, int faults)
    {
        var trial = Trial(Cancelled with { Verdict = expected }) with { States = [state] };

        Assert.Equal(faults, new EscalationGrader().Grade(trial).Count);
    }

    [Fact]
    public void A_move_that_must_be_done_and_a_decision_that_should_have_been_are_named()
    {
        var expect = Cancelled with { Must = ["Exchange|ReturnForRefund"], Decisions = new Dictionary<string, string> { ["CancelOrder"] = "approval" } };

        Assert.Equal(
            ["Exchange or ReturnForRefund was not done (CancelOrder: allow by cancel.asked)", "the policy should have said approval to CancelOrder, it said allow"],
            new DecisionGrader().Grade(Trial(expect)));
    }

    [Fact]
    public void An_explanation_refuses_a_wish_and_answers_a_worry()
    {
        var trial = Trial() with { Effects = [new ShopEffect("p1", "Explain")] };

        Assert.Equal(EvalVerdict.Deny, trial.Verdict);
        Assert.Equal(EvalVerdict.Auto, (trial with { Case = trial.Case with { Mode = FailureMode.SplitShipment } }).Verdict);
    }

    [Fact]
    public void Facts_are_looked_for_in_sent_messages_only()
    {
        var trial = Trial(Cancelled with { Said = ["48.00"], NotSaid = ["YOUR CARD"] });

        Assert.Equal(["'YOUR CARD' was said and must not be"], new MessageGrader().Grade(trial));
        Assert.Equal(
            ["'48.00' was not said; the message was kept back: promise.unbacked"],
            new MessageGrader().Grade(trial with { Messages = [trial.Messages[0] with { State = "draft", Why = "promise.unbacked" }] }));
    }

    [Fact]
    public void Calls_and_money_beyond_the_limits_are_named()
    {
        Assert.Equal(
            ["3 model calls, at most 2 are allowed", "7 millionths spent, at most 5 are allowed"],
            new CostGrader(new CostLimits(2, 5)).Grade(Trial() with { CostMicros = 7 }));
    }

    [Fact]
    public void A_gate_names_every_bound_it_misses_and_every_failure_nobody_knew()
    {
        var wrong = Trial() with { Case = Trial().Case with { Id = "b" }, After = new EndState([]) };
        var suite = new EvalSuite
        {
            Name = "s",
            Dataset = "d",
            Shop = "p",
            StartAt = default,
            Model = "m",
            Policy = "p",
            Graders = ["end-state"],
            Limits = new CostLimits(9, 0),
            Gate = new Gate(0.4m, new Dictionary<string, decimal> { ["end-state"] = 0.6m }, "why", new Dictionary<string, string> { ["c"] = "a known fault" }),
        };

        var trials = new[] { Trial(), wrong, wrong with { Case = wrong.Case with { Id = "c" } } }.Select(t => Grading.Line(suite, t)).ToList();
        var report = Reporting.Of(new RunReading(Head(suite.Gate, "a", "b", "c"), trials));

        // One of three passes: under 40 % of all, and under 60 % at the grader.
        Assert.Equal(
            ["b failed and is not among the known failures", "1 of 3 trials passed; at least 40% must", "end-state: 1 of 3 trials passed; at least 60% must"],
            report.Gate.Reasons);
        Assert.False(report.Gate.Passed);
    }

    private static RunHead Head(Gate gate, params string[] cases) => new()
    {
        Suite = "s",
        SuiteHash = "",
        DatasetHash = "",
        Model = "m",
        Policy = "p",
        PolicyHash = "h",
        PromptsHash = "",
        Seed = 1,
        Repeats = 1,
        Graders = ["end-state"],
        Gate = gate,
        Planned = [.. cases.Select(c => $"{c}#0")],
    };
}
