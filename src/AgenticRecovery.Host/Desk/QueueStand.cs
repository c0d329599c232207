using AgenticRecovery.Economics;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Store;

namespace AgenticRecovery.Host.Desk;

/// <summary>The queue in groups, read at most every few seconds however many people look. Safe for use by several threads.</summary>
public sealed class QueueStand(App app)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);
    private readonly Lock _gate = new();
    private IReadOnlyList<QueueGroup>? _groups;
    private long _readAt = long.MinValue;
    private bool _isReading;

    public IReadOnlyList<QueueGroup> Groups
    {
        get
        {
            var now = Environment.TickCount64;
            lock (_gate)
            {
                var isKnown = _readAt != long.MinValue;
                if ((isKnown && now - _readAt <= Fresh.TotalMilliseconds) || (_isReading && _groups is not null))
                    return _groups!;
                _isReading = true;
            }

            // One reads anew; the others meanwhile see the state before.
            try
            {
                var fresh = app.Store.Queue.Groups(app.Clock.GetUtcNow());
                lock (_gate)
                    (_groups, _readAt) = (fresh, now);
                return fresh;
            }
            finally
            {
                lock (_gate)
                    _isReading = false;
            }
        }
    }

    public long Total => Groups.Sum(g => g.Count);

    public long HeldBy(string person) => Groups.Where(g => g.Owner == person).Sum(g => g.Count);

    public long Free => Groups.Where(g => g.Owner is null).Sum(g => g.Count);

    /// <summary>What the queue loses an hour, by currency.</summary>
    public IReadOnlyList<Money> PerHour =>
        [.. Groups.GroupBy(g => g.Currency).Select(g => new Money(g.Sum(x => x.RateMinor), new Currency(g.Key))).Where(m => !m.IsZero)];

    /// <summary>Values a filter can take, the most frequent first.</summary>
    public IReadOnlyList<(string Value, long Count)> Values(Func<QueueGroup, string?> of) =>
        [.. Groups.Where(g => of(g) is not null).GroupBy(g => of(g)!).Select(g => (g.Key, g.Sum(x => x.Count))).OrderByDescending(v => v.Item2).Take(40)];

    /// <summary>Reads anew at the next look; called when the viewer's own action changed the queue.</summary>
    public void Stale()
    {
        lock (_gate)
            _readAt = long.MinValue;
    }
}
