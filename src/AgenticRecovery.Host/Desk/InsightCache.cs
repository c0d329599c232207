using System.Collections.Concurrent;

namespace AgenticRecovery.Host.Desk;

/// <summary>Figures over many cases, worked out at most once a minute for all who look. Safe for use by several threads.</summary>
public sealed class InsightCache
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (long At, Lazy<object> Value)> _known = new(StringComparer.Ordinal);

    /// <param name="key">Names the figures and their span; few distinct ones.</param>
    public T Get<T>(string key, Func<T> work) where T : class
    {
        var now = Environment.TickCount64;
        var entry = _known.AddOrUpdate(
            key,
            _ => (now, new Lazy<object>(() => work())),
            (_, known) => now - known.At < Fresh.TotalMilliseconds && !(known.Value.IsValueCreated && known.Value.Value is null) ? known : (now, new Lazy<object>(() => work())));
        try
        {
            return (T)entry.Value.Value;
        }
        catch
        {
            // A Lazy keeps its exception; the next look must try again.
            _known.TryRemove(key, out _);
            throw;
        }
    }
}
