using System.Diagnostics;
using AgenticRecovery.Queues;
using AgenticRecovery.Signals;
using AgenticRecovery.Store;
using Spectre.Console;

namespace AgenticRecovery.Host.Cli;

/// <summary>Takes a queue in, drives every case until it is closed or waits, and reports.</summary>
public sealed class QueueRun(App app, IAnsiConsole console)
{
    /// <summary>Signals on their way to the disk at once. They share commits and keep their order.</summary>
    private const int Together = 256;

    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    private readonly Queue<Task<Joined>> _underWay = new();
    private long _read, _taken, _duplicates, _dead, _newCases;

    public async Task<RunReport> DriveAsync(IAsyncEnumerable<QueueEntry> queue, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        await foreach (var entry in queue.WithCancellation(ct))
            await TakeAsync(entry, ct);
        while (_underWay.Count > 0)
            await CountOldestAsync();
        await WorkedAsync(ct);
        return RunReport.Of(app, new SignalCounts(_read, _taken, _duplicates, _dead, _newCases), watch.Elapsed);
    }

    private async Task TakeAsync(QueueEntry entry, CancellationToken ct)
    {
        _read++;
        if (await RefusedAsync(entry, ct) is { } reason)
        {
            _dead++;
            console.MarkupLineInterpolated($"[yellow]dead letter[/] {reason}");
            await app.Store.DeadLetters.PutAsync($"{entry.File}:{entry.Line}", entry.Raw, reason, TimeProvider.System.GetUtcNow(), ct);
            return;
        }

        if (_underWay.Count == Together)
            await CountOldestAsync();
        _underWay.Enqueue(app.Door.TakeAsync(((Received.Accepted)entry.Received).Signal, ct));
    }

    private async Task CountOldestAsync()
    {
        var joined = await _underWay.Dequeue();
        _ = joined.IsDuplicate ? _duplicates++ : _taken++;
        if (joined.IsNewCase)
            _newCases++;
    }

    /// <summary>Why an entry cannot be taken: what intake found, or an order the shop does not know.</summary>
    private async Task<string?> RefusedAsync(QueueEntry entry, CancellationToken ct)
    {
        if (entry.Received is not Received.Accepted accepted)
            return entry.Complaint;
        if (accepted.Signal.Order is not { } order || app.Store.Signals.Find(accepted.Signal.Id) is not null)
            return null;
        return await app.Shop.FindOrderAsync(order, ct) is null
            ? $"{entry.File}:{entry.Line}: order: expected an order of {app.Shop.Name}, found '{order}'"
            : null;
    }

    private async Task WorkedAsync(CancellationToken ct)
    {
        var settled = DeliveredAndSettledAsync(ct);
        var engine = app.Engine?.Running ?? Task.Delay(Timeout.Infinite, ct);
        if (!console.Profile.Capabilities.Interactive)
        {
            await SettledByLinesAsync(Task.WhenAny(settled, engine), ct);
            return;
        }

        await console.Progress().Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn()).StartAsync(async context =>
        {
            var bar = context.AddTask("cases", maxValue: Math.Max(1, app.Store.Cases.CountWorking()));
            while (!settled.IsCompleted && !engine.IsCompleted)
            {
                bar.Value = bar.MaxValue - app.Store.Cases.CountWorking();
                await Task.WhenAny(settled, engine, Task.Delay(TimeSpan.FromMilliseconds(100), ct));
            }

            bar.Value = bar.MaxValue;
        });
        await await Task.WhenAny(settled, engine);
    }

    private async Task DeliveredAndSettledAsync(CancellationToken ct)
    {
        await app.Door.DeliverAsync(ct);
        await app.Door.SettledAsync(null, ct);
    }

    /// <summary>For a log or a file: a line every so often in the place of the bar.</summary>
    private async Task SettledByLinesAsync(Task<Task> first, CancellationToken ct)
    {
        var all = app.Store.Cases.CountWorking();
        while (await Task.WhenAny(first, Task.Delay(LineEvery, ct)) != first)
        {
            ct.ThrowIfCancellationRequested();
            console.MarkupLineInterpolated($"[grey]{all - app.Store.Cases.CountWorking()} of {all} cases worked[/]");
        }

        await await first;
    }
}
