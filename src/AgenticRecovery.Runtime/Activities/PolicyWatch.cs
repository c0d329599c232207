using AgenticRecovery.Books;

namespace AgenticRecovery.Activities;

/// <summary>
/// Takes an edited book into use while the program runs. It looks at the files every two seconds; a book with a fault is reported and
/// the one before stays in force, so that a slip in an editor stops nothing.
/// </summary>
public sealed class PolicyWatch : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly PolicyShelf _shelf;
    private readonly string _enforced;
    private readonly string? _shadow;
    private readonly Action<string> _say;
    private readonly ITimer _timer;
    private readonly Lock _looking = new();
    private (DateTime, DateTime) _seen;

    /// <param name="say">Told of every book taken into use and of every fault; one line each.</param>
    public PolicyWatch(PolicyShelf shelf, string enforced, string? shadow, TimeProvider clock, Action<string> say)
    {
        (_shelf, _enforced, _shadow, _say) = (shelf, enforced, shadow, say);
        _seen = Written();
        _timer = clock.CreateTimer(_ => Look(), null, Every, Every);
    }

    /// <summary>Looks once. True when a book was taken into use.</summary>
    public bool Look()
    {
        lock (_looking)
        {
            var written = Written();
            if (written == _seen)
                return false;
            _seen = written;
            return TakeUp();
        }
    }

    public void Dispose() => _timer.Dispose();

    private bool TakeUp()
    {
        try
        {
            var next = PolicyShelf.Read(_enforced, _shadow);
            var before = _shelf.Books;
            if (next.Enforced.Hash == before.Enforced.Hash && next.Shadow?.Hash == before.Shadow?.Hash)
                return false;
            _shelf.Replace(next);
            _say($"policy: {next.Enforced.Text.Name} v{next.Enforced.Text.Version} ({next.Enforced.Hash}) is in force{(next.Shadow is { } shadow ? $", {shadow.Text.Name} v{shadow.Text.Version} ({shadow.Hash}) in its shadow" : "")}; decisions made before stand");
            return true;
        }
        catch (PolicyBookException wrong)
        {
            foreach (var fault in wrong.Faults)
                _say($"policy: {fault}");
            _say($"policy: the edited book is not taken into use; {_shelf.Current.Hash} stays in force");
            return false;
        }
        catch (IOException busy)
        {
            // Somebody is writing it: look again at the next tick.
            _seen = default;
            _say($"policy: {busy.Message}");
            return false;
        }
    }

    private (DateTime, DateTime) Written() => (WrittenAt(_enforced), WrittenAt(_shadow));

    /// <summary>A shipped book is never written; a file that is gone for a moment counts as not written.</summary>
    private static DateTime WrittenAt(string? path) => path is not null && File.Exists(path) ? File.GetLastWriteTimeUtc(path) : default;
}
