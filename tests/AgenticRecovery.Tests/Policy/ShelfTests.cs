using AgenticRecovery.Activities;
using AgenticRecovery.Policy;
using AgenticRecovery.Tests.Store;

namespace AgenticRecovery.Tests.Policy;

/// <summary>A book that is replaced while the program runs.</summary>
public sealed class ShelfTests : IDisposable
{
    private const string Small = "  - { id: small, allow: FullRefund, when: amount <= 10.00 }\n";
    private const string Large = "  - { id: large, allow: FullRefund, when: amount <= 90.00 }\n";

    private readonly TempFolder folder = new();
    private readonly List<string> said = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_edited_book_is_taken_into_use_and_one_with_a_fault_is_not()
    {
        var shelf = Opened();
        using var watch = Watching(shelf, null);
        var first = shelf.Current;

        Write("book.yaml", Books.With(Large), 1);
        Assert.True(watch.Look());
        var second = shelf.Current;
        Write("book.yaml", Books.With("  - { id: large, alow: FullRefund }\n"), 2);
        Assert.False(watch.Look());

        Assert.NotEqual(first.Hash, second.Hash);
        Assert.Same(second, shelf.Current);
        Assert.Contains(said, line => line.Contains("book.yaml:6:", StringComparison.Ordinal) && line.Contains("did you mean 'allow'?", StringComparison.Ordinal));
        Assert.Contains(said, line => line.Contains($"{second.Hash} stays in force", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_written_anew_with_the_same_rules_changes_nothing()
    {
        var shelf = Opened();
        using var watch = Watching(shelf, null);
        var before = shelf.Books;

        Write("book.yaml", "# only a remark\n" + Books.With(Small), 1);

        Assert.False(watch.Look());
        Assert.Same(before, shelf.Books);
    }

    [Fact]
    public void A_shadow_book_is_reloaded_too()
    {
        Write("shadow.yaml", Books.With(Small), 0);
        var shelf = Opened("shadow.yaml");
        using var watch = Watching(shelf, folder["shadow.yaml"]);

        Write("shadow.yaml", Books.With(Large), 1);

        Assert.True(watch.Look());
        Assert.Equal("large", shelf.Books.Shadow!.Rules[0].Id);
        Assert.Equal("small", shelf.Current.Rules[0].Id);
    }

    [Fact]
    public async Task A_replacement_never_changes_a_decision_that_runs()
    {
        // The small book denies 50.00, the large one allows it; while they take turns every decision is whole: word, rule and hash of one book.
        var books = new[] { new PolicyBooks(Books.Of(Small), ""), new PolicyBooks(Books.Of(Large), "") };
        var shelf = new PolicyShelf(books[0]);
        using var stop = new CancellationTokenSource();
        var turning = Task.Run(() =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
                shelf.Replace(books[i % 2]);
        });
        var facts = Books.Facts((Published.Amount, "50.00"));

        var seen = new HashSet<(string, string, string)>();
        for (var i = 0; i < 20_000; i++)
        {
            var taken = shelf.Books;
            var decision = taken.Enforced.Decide("FullRefund", facts);
            Assert.Equal(taken.Enforced.Hash, decision.BookHash);
            seen.Add((decision.Word, decision.Rule, decision.BookHash));
        }
        await stop.CancelAsync();
        await turning;

        Assert.Subset(new HashSet<(string, string, string)> { ("deny", "default.deny", books[0].Enforced.Hash), ("allow", "large", books[1].Enforced.Hash) }, seen);
    }

    private PolicyShelf Opened(string? shadow = null)
    {
        Write("book.yaml", Books.With(Small), 0);
        return PolicyShelf.Open(folder["book.yaml"], shadow is null ? null : folder[shadow]);
    }

    private PolicyWatch Watching(PolicyShelf shelf, string? shadow) => new(shelf, folder["book.yaml"], shadow, new NoTimers(), said.Add);

    /// <summary>Its timers never fire, so the watch looks only when it is told to.</summary>
    private sealed class NoTimers : TimeProvider, ITimer
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => this;

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private void Write(string name, string text, int minute)
    {
        File.WriteAllText(folder[name], text);
        File.SetLastWriteTimeUtc(folder[name], new DateTime(2026, 11, 1, 12, minute, 0, DateTimeKind.Utc));
    }
}
