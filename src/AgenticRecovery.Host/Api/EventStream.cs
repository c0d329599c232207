using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace AgenticRecovery.Host.Api;

/// <summary>What an open page hears: that something changed, never what it says now.</summary>
internal sealed record Heard(string Kind, string Id, string Case, DateTimeOffset At);

/// <summary>Live changes as server-sent events. A stream that comes back with Last-Event-ID misses nothing of the last day.</summary>
internal static class EventStream
{
    /// <summary>A line is sent at least so often, so that proxies keep the stream and pages notice a dead one.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    public static void Map(IEndpointRouteBuilder web) => web.MapGet("/events", (HttpContext context, ChangeFeed feed, CancellationToken ct) =>
        {
            var last = long.TryParse(context.Request.Headers["Last-Event-ID"], out var seq) && seq >= 0 ? seq : (long?)null;
            return TypedResults.ServerSentEvents(ReadAsync(feed, last, ct));
        })
        .RequireAuthorization().WithTags("events").WithSummary("approval.added, approval.changed, approval.decided and case.changed as server-sent events.")
        .ProducesProblem(401).ProducesProblem(403);

    private static async IAsyncEnumerable<SseItem<Heard?>> ReadAsync(ChangeFeed feed, long? last, [EnumeratorCancellation] CancellationToken ct)
    {
        using var listener = feed.Listen(last);
        // At once, so that the page knows the stream stands.
        yield return new SseItem<Heard?>(null, "beat");
        while (true)
        {
            using var beat = CancellationTokenSource.CreateLinkedTokenSource(ct);
            beat.CancelAfter(Beat);
            DeskChange? change;
            try
            {
                change = await listener.Reader.ReadAsync(beat.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                change = null;
            }
            catch (Exception e) when (e is ChannelClosedException or OperationCanceledException)
            {
                yield break;
            }

            yield return change is null
                ? new SseItem<Heard?>(null, "beat")
                : new SseItem<Heard?>(new Heard(change.Kind, change.Id, change.Case.Value, change.At), change.Kind) { EventId = change.Seq.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        }
    }
}

/// <summary>
/// Reads the changes of the database for all open streams together, whichever process wrote them; nothing is read while nobody
/// listens. Safe for use by several threads.
/// </summary>
internal sealed class ChangeFeed(App app) : BackgroundService
{
    /// <summary>A listener that fell so far behind is closed; its page comes back with Last-Event-ID.</summary>
    private const int MostBehind = 5_000;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private readonly Lock _gate = new();
    private readonly HashSet<Listener> _listeners = [];

    /// <param name="last">The last number heard; null for from now on.</param>
    public Listener Listen(long? last)
    {
        var listener = new Listener(this, last ?? app.Store.Changes.Last());
        lock (_gate)
            _listeners.Add(listener);
        return listener;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await app.Store.Changes.DropBeforeAsync(app.Clock.GetUtcNow().AddDays(-1), stoppingToken);
            using var timer = new PeriodicTimer(Poll);
            while (await timer.WaitForNextTickAsync(stoppingToken))
                TellAll();
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }

        foreach (var listener in Open())
            listener.Close();
    }

    private void TellAll()
    {
        foreach (var listeners in Open().GroupBy(l => l.Heard))
        {
            var changes = app.Store.Changes.Since(listeners.Key, MostBehind);
            foreach (var listener in listeners)
                listener.Tell(changes);
        }
    }

    private List<Listener> Open()
    {
        lock (_gate)
            return [.. _listeners];
    }

    internal sealed class Listener(ChangeFeed feed, long heard) : IDisposable
    {
        private readonly Channel<DeskChange> _changes = Channel.CreateBounded<DeskChange>(MostBehind);

        public long Heard { get; private set; } = heard;

        public ChannelReader<DeskChange> Reader => _changes.Reader;

        public void Tell(IReadOnlyList<DeskChange> changes)
        {
            foreach (var change in changes)
            {
                if (!_changes.Writer.TryWrite(change))
                {
                    Close();
                    return;
                }

                Heard = change.Seq;
            }
        }

        public void Close()
        {
            _changes.Writer.TryComplete();
            Dispose();
        }

        public void Dispose()
        {
            lock (feed._gate)
                feed._listeners.Remove(this);
        }
    }
}
