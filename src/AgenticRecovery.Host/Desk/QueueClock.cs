using AgenticRecovery.Host.Cli;
using Microsoft.Extensions.Hosting;

namespace AgenticRecovery.Host.Desk;

/// <summary>Keeps the order of the queue true as cliffs come near and pass.</summary>
internal sealed class QueueClock(App app) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            do
                await app.Store.Queue.RefreshAsync(app.Clock.GetUtcNow(), stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The desk stops.
        }
    }
}
