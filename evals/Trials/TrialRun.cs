using System.Diagnostics;
using AgenticRecovery.Activities;
using AgenticRecovery.Agents;
using AgenticRecovery.Books;
using AgenticRecovery.Connectors;
using AgenticRecovery.Connectors.Sandbox;
using AgenticRecovery.Evals.Datasets;
using AgenticRecovery.Evals.Runs;
using AgenticRecovery.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticRecovery.Evals.Trials;

/// <summary>What every trial of a run shares.</summary>
/// <param name="Folder">For the files of trials; each deletes its own.</param>
internal sealed record TrialParts(IReadOnlyList<Model> Models, PolicyShelf Policy, DateTimeOffset StartAt, TrialFiles Files)
{
    public required ResponseCache Responses { get; init; }
    public PromptBook Prompts { get; init; } = PromptBook.Load(null);
    public PlaybookShelf Playbooks { get; init; } = PlaybookShelf.Shipped();
}

/// <summary>
/// Drives one case through the workflows of the product: a Temporal service in memory, a store and a shop of its own, and a
/// clock that jumps over waits. No trial can see another.
/// </summary>
internal sealed class TrialRun(TrialParts parts)
{
    // A case of the built-in model takes well under a second; one of a remote model may wait for rate limits.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    // Real time without a write after which a trial is taken for settled; a step of the built-in model takes about 2 ms.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(60);

    /// <summary>The same trials with another model, whose answers no cache keeps.</summary>
    public TrialRun With(Model model) => new(parts with { Models = [model] });

    public async Task<TrialRecord> RunAsync(EvalCase one, int repeat, EndState right, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var clock = new EvalClock(parts.StartAt);
        var answers = new TrialAnswers();
        using var files = parts.Files.Take(clock);
        await files.Shop.ImportAsync(one.Start, ct);
        await using var service = await TrialService.StartAsync(clock, ct);
        await using var engine = CaseEngine.Start(new EngineParts
        {
            Client = service.Client,
            Store = files.Store,
            Shop = files.Shop,
            Models = Models(TrialLine.KeyOf(one.Id, repeat), answers),
            Prompts = parts.Prompts,
            Playbooks = parts.Playbooks,
            Policy = parts.Policy,
            Logs = NullLoggerFactory.Instance,
            Clock = clock,
        });
        var reading = new TrialReading(files.Store, files.Shop);
        foreach (var signal in one.Signals)
            await engine.Door.TakeAsync(signal, ct);
        await engine.Door.DeliverAsync(ct);
        await SettledAsync(engine, ct);
        var talk = new PersonaTalk(one);
        while (talk.Next(reading.Of(one, right)) is { } reply)
        {
            clock.JumpTo(reply.OccurredAt);
            await engine.Door.TakeAsync(reply, ct);
            await engine.Door.DeliverAsync(ct);
            await SettledAsync(engine, ct);
        }

        await WaitOutAsync(one, clock, engine, ct);
        return reading.Of(one, right, talk.Said) with
        {
            Repeat = repeat,
            Unanswered = answers.Unanswered,
            Seconds = watch.Elapsed.TotalSeconds,
        };
    }

    /// <summary>The built-in model answers faster than a cache does, and always the same.</summary>
    private List<Model> Models(string trial, TrialAnswers answers) => [.. parts.Models.Select(m => m.Name is PlaybookModel.Name or Blaming.OracleModel.Name
        ? m
        : m with { Client = new TrialModel(m.Client, m.Name, trial, parts.Responses, answers) })];

    /// <summary>Lets the case's own time pass, timer by timer, while nobody answers.</summary>
    private static async Task WaitOutAsync(EvalCase one, EvalClock clock, CaseEngine engine, CancellationToken ct)
    {
        var until = clock.GetUtcNow() + one.Waits;
        while (clock.NextAt is { } next && next <= until)
        {
            clock.JumpTo(next);
            // What the timer set going is on its way to the store.
            await Task.Delay(TimeSpan.FromMilliseconds(50), ct);
            await SettledAsync(engine, ct);
        }
    }

    /// <summary>Waits until nothing moves; a case that hangs is read as it stands, and its graders say so.</summary>
    private static async Task SettledAsync(CaseEngine engine, CancellationToken ct)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        late.CancelAfter(Longest);
        try
        {
            // A state that waits may be passed through: only when nothing was written for a while is it one that stays.
            long written;
            do
            {
                written = engine.Parts.Store.Database.Written.Units;
                await await Task.WhenAny(engine.Door.SettledAsync(null, late.Token), engine.Running);
                await Task.Delay(Quiet, late.Token);
            }
            while (written != engine.Parts.Store.Database.Written.Units);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The unsettled cases show as breakdowns in their records.
        }
    }
}
