using AgenticRecovery.Cases;
using AgenticRecovery.Triage;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace AgenticRecovery.Workflows;

/// <summary>
/// One at-risk order situation from the first signal to a verified end or to a person. The workflow id is the case id.
/// The story runs straight down in <see cref="RunAsync"/>; what a person says arrives as an update, what happens
/// outside as a signal.
/// </summary>
[Workflow]
public sealed partial class RecoveryCase
{
    /// <summary>Rounds of diagnosis and moves before a person takes over; a customer's answer opens a new round.</summary>
    private const int MaxRounds = 6;

    private readonly List<string> _inbox = [];

    /// <summary>Signals told or read so far: one told again, because a crash came before that was noted, is no news.</summary>
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private string _caseId = "";
    private CaseState _state = CaseState.Detected;
    private FailureMode? _mode;
    private string _why = "";
    private DateTimeOffset? _dueAt;

    /// <summary>True while a message waits for its hour: what arrives meanwhile is read after it is sent.</summary>
    private bool _hearsNothing;
    private int _round;
    private int _turns;
    private int _moves;
    private Valued? _plan;

    [WorkflowRun]
    public async Task<CaseView> RunAsync(OpenCase open)
    {
        _caseId = open.CaseId;
        try
        {
            return await WorkUntilClosedAsync(open);
        }
        catch (Exception e) when (TemporalException.IsCanceledException(e))
        {
            (_state, _why) = (CaseState.Closed, "withdrawn by a person");
            await Steps.LastAsync(s => s.CloseAsync(new CloseCase(_caseId, CaseResult.Withdrawn, _why)));
            return View();
        }
    }

    private async Task<CaseView> WorkUntilClosedAsync(OpenCase open)
    {
        var result = CaseResult.Answered;
        for (_round = 0; ; _round++)
        {
            var opened = await Steps.OutsideAsync(s => s.OpenAsync(open));
            _inbox.RemoveAll(opened.Signals.Contains);
            _known.UnionWith(opened.Signals);
            if (opened.IsWithdrawn)
                return await CloseAsync(CaseResult.Withdrawn, opened.Why ?? "nothing to recover");

            var ended = _round < MaxRounds
                ? await GuardedAsync(RunRoundAsync)
                : await AskPersonAsync(await HandOverAsync($"still open after {MaxRounds} rounds"));
            if (ended.Result is { } settled)
                result = settled;
            if (ended.IsOver && _inbox.Count == 0)
                return await CloseAsync(result, ended.Why);
            if (_inbox.Count == 0)
                await WaitForNewsAsync(ended.Why);
        }
    }

    /// <summary>Diagnose, value, let the agent work, tell the customer, wait for an answer where one is needed, verify.</summary>
    private async Task<RoundEnd> RunRoundAsync()
    {
        var diagnosed = await Steps.OutsideAsync(s => s.DiagnoseAsync(new CaseRound(_caseId, _round)));
        (_mode, _state) = (diagnosed.Mode, CaseState.Diagnosed);

        _plan = await Steps.OwnAsync(s => s.ValueAsync(new CaseRound(_caseId, _round)));
        _state = CaseState.Valued;

        var worked = await WorkAsync();
        if (worked.Ended is { } ended)
            return ended;

        await TellAsync(worked);
        if (worked.AwaitsCustomer)
            return await AwaitCustomerAsync();

        return await VerifyAsync(worked);
    }

    /// <summary>Asks the source until the moves show; a check that fails for good goes to a person.</summary>
    private async Task<RoundEnd> VerifyAsync(Worked worked)
    {
        _state = CaseState.Verifying;
        for (var attempt = 0; ; attempt++)
        {
            var moves = new VerifyMoves(_caseId, worked.Done, attempt);
            var verified = await Steps.OutsideAsync(s => s.VerifyAsync(moves));
            if (verified.Word == "holds")
                return new RoundEnd(true, worked.Result, verified.Observed);
            if (verified.Word == "failed" || attempt == 20)
                return await AskPersonAsync(await HandOverAsync("verification failed: " + verified.Observed));

            // The effect may still come (a parcel under way): ask again later, unless something new happens first.
            await EnterAsync(CaseState.Verifying, verified.Observed, null);
            if (await Workflow.WaitConditionAsync(() => _inbox.Count > 0, TimeSpan.FromHours(6)))
                return new RoundEnd(false, worked.Result, "something new happened while verifying");
        }
    }

    /// <summary>A round that breaks on the outside goes to a person, never to silence.</summary>
    private async Task<RoundEnd> GuardedAsync(Func<Task<RoundEnd>> round)
    {
        try
        {
            return await round();
        }
        catch (ActivityFailureException e) when (!TemporalException.IsCanceledException(e))
        {
            return await AskPersonAsync(await HandOverAsync((e.InnerException ?? e).Message));
        }
    }

    private Task<Proposed> HandOverAsync(string why) =>
        Steps.OwnAsync(s => s.HandOverAsync(new HandOver(_caseId, why)));

    private async Task<CaseView> CloseAsync(CaseResult result, string why)
    {
        (_state, _why) = (CaseState.Closed, why);
        await Steps.OwnAsync(s => s.CloseAsync(new CloseCase(_caseId, result, why)));
        await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished);
        return View();
    }

    private Task EnterAsync(CaseState state, string why, DateTimeOffset? dueAt)
    {
        (_state, _why, _dueAt) = (state, why, dueAt);
        var enter = new EnterState(_caseId, state, why, dueAt);
        return Steps.OwnAsync(s => s.EnterAsync(enter));
    }

    /// <summary>
    /// A new event of the same order and subject: a vendor event, a customer's reply. Whoever tells it has put the case
    /// back to work on the record; where it is no news, or the case hears nothing now, the record gets its wait back.
    /// </summary>
    [WorkflowSignal]
    public async Task AddSignalAsync(string signalId)
    {
        var isNews = _known.Add(signalId);
        if (isNews)
            _inbox.Add(signalId);
        if (isNews && !_hearsNothing || _state is not (CaseState.AwaitingCustomer or CaseState.Verifying))
            return;
        var again = new EnterState(_caseId, _state, _why, _dueAt, OnlyIfWoken: true);
        await Steps.OwnAsync(s => s.EnterAsync(again));
    }

    [WorkflowQuery]
    public CaseView View() => new(_caseId, _state, _mode, _pending?.Proposal.ProposalId, _turns, _moves, _why);

    /// <param name="IsOver">False when the case goes on with another round as soon as something new arrives.</param>
    private sealed record RoundEnd(bool IsOver, CaseResult? Result, string Why);
}
