using AgenticRecovery.Agents;
using AgenticRecovery.Connectors;
using AgenticRecovery.Evals;
using AgenticRecovery.Evals.Runs;
using AgenticRecovery.Store;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Tests.Evals;

/// <summary>Runs on disk, through the real workflows.</summary>
public sealed class RunTests : IDisposable
{
    private static readonly string[] Few = ["cancel-in-time", "where-is-my-parcel", "fraud-stolen-card", "parcel-lost-small"];

    private readonly string _folder = Directory.CreateTempSubdirectory("eval-runs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_run_that_was_stopped_goes_on_without_asking_the_model_again_and_reports_the_same()
    {
        var (whole, pieces) = (new PaidModel(), new PaidModel());
        using var stop = new CancellationTokenSource();

        var clean = await EvalRun.RunAsync("smoke", Choices(whole, "clean"), CancellationToken.None);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EvalRun.RunAsync(
            "smoke", Choices(pieces, "stopped") with { Progress = new StopAfter(2, stop) }, stop.Token));
        var unfinished = Reporting.Of(RunFolder.Read(Path.Combine(_folder, "stopped")));
        var resumed = await EvalRun.RunAsync("smoke", Choices(pieces, "stopped"), CancellationToken.None);

        Assert.Equal([], resumed.Cases.SelectMany(c => c.Failures));
        Assert.False(unfinished.IsFinished);
        Assert.Contains(unfinished.Gate.Reasons, r => r.StartsWith("the run is unfinished", StringComparison.Ordinal));
        Assert.True(whole.Asked > 8, $"{whole.Asked} calls");
        Assert.Equal(whole.Asked, pieces.Asked);
        Assert.Equal(WithoutTimes(clean), WithoutTimes(resumed));
    }

    [Fact]
    public async Task A_repeat_is_asked_anew()
    {
        var (once, twice) = (new PaidModel(), new PaidModel());

        await EvalRun.RunAsync("smoke", Choices(once, "once"), CancellationToken.None);
        var report = await EvalRun.RunAsync("smoke", Choices(twice, "twice") with { Repeats = 2 }, CancellationToken.None);

        Assert.Equal(2 * once.Asked, twice.Asked);
        Assert.Equal((8, 2), (report.Trials, report.PassHatK.Count));
    }

    [Fact]
    public async Task A_case_that_no_model_answered_is_an_error_though_a_person_was_rightly_asked()
    {
        var report = await EvalRun.RunAsync("smoke", Choices(new PaidModel { IsSilent = true }, null) with { Only = ["fraud-stolen-card"] }, CancellationToken.None);

        Assert.Equal((1, 0, 1), (report.Trials, report.Passed, report.Errors));
        Assert.Equal("model", report.Cases[0].Blame!.Party);
        Assert.Contains(report.Gate.Reasons, r => r.Contains("error of model or machinery", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_configuration_does_not_go_on_in_the_same_folder()
    {
        await EvalRun.RunAsync("smoke", Choices(new PaidModel(), "a"), CancellationToken.None);

        var e = await Assert.ThrowsAsync<EvalInputException>(() => EvalRun.RunAsync("smoke", Choices(new PaidModel(), "a") with { Repeats = 2 }, CancellationToken.None));

        Assert.Contains("one with 1 repeats", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_left_half_written_is_run_again()
    {
        await EvalRun.RunAsync("smoke", Choices(new PaidModel(), "torn"), CancellationToken.None);
        var file = Path.Combine(_folder, "torn", "trials.jsonl");
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text[..^40]);

        Assert.Equal(3, RunFolder.Read(Path.Combine(_folder, "torn")).Trials.Count);
        Assert.Equal(4, (await EvalRun.RunAsync("smoke", Choices(new PaidModel(), "torn"), CancellationToken.None)).Trials);
    }

    [Fact]
    public void A_folder_without_a_run_is_named()
    {
        Assert.Contains("expected the folder of a run", Assert.Throws<EvalInputException>(() => RunFolder.Read(_folder)).Message, StringComparison.Ordinal);
    }

    private EvalChoices Choices(PaidModel model, string? name) => new(Models: _ => [new Model("paid", model, new ModelPrice(1, 1, 1))])
    {
        Out = name is null ? null : Path.Combine(_folder, name),
        Only = Few,
        Parallel = 1,
    };

    private static string WithoutTimes(EvalReport report) => StoreJson.Write(report with { Times = new RunTimes(0, 0, 0, 0) });

    private sealed class StopAfter(int trials, CancellationTokenSource stop) : IProgress<EvalProgress>
    {
        public void Report(EvalProgress value)
        {
            if (value.Done == trials)
                stop.Cancel();
        }
    }

    /// <summary>The built-in model under another name, so that its answers count as paid for.</summary>
    private sealed class PaidModel : DelegatingChatClient
    {
        private int _asked;

        public PaidModel() : base(new PlaybookModel())
        {
        }

        public int Asked => _asked;
        public bool IsSilent { get; init; }

        public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _asked);
            return IsSilent ? throw new RemoteRefusedException("no such model") : base.GetResponseAsync(messages, options, cancellationToken);
        }
    }
}
