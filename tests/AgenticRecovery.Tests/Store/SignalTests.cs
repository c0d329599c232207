using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Signals;
using AgenticRecovery.Store;

namespace AgenticRecovery.Tests.Store;

public sealed class SignalTests : IDisposable
{
    private static readonly DateTimeOffset At = StandingClock.Noon;

    private readonly TempFolder folder = new();
    private readonly RecoveryStore store;

    public SignalTests() => store = RecoveryStore.Open(folder["r.db"], new StandingClock());

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task The_first_signal_opens_case_one()
    {
        var joined = await store.Signals.TryJoinAsync(Late("s1"), At, default);

        Assert.Equal(new Joined(new CaseId("case-o1-DeliveryException-1"), IsNewCase: true, IsDuplicate: false), joined);
        Assert.Equal(CaseState.Detected, store.Cases.Get(joined.CaseId).State);
    }

    [Fact]
    public async Task The_same_signal_twice_changes_nothing()
    {
        await store.Signals.TryJoinAsync(Late("s1"), At, default);

        var again = await store.Signals.TryJoinAsync(Late("s1"), At.AddHours(1), default);

        Assert.True(again.IsDuplicate);
        Assert.Equal(1, store.Cases.Get(again.CaseId).Signals);
        Assert.Single(store.Signals.OfCase(again.CaseId));
    }

    [Fact]
    public async Task A_later_signal_joins_the_open_case_and_another_subject_does_not()
    {
        var first = await store.Signals.TryJoinAsync(Late("s1"), At, default);
        var second = await store.Signals.TryJoinAsync(Late("s2") with { Kind = SignalKind.ParcelLost }, At, default);
        var other = await store.Signals.TryJoinAsync(Late("s3") with { Kind = SignalKind.DisputeOpened }, At, default);

        Assert.Equal(new Joined(first.CaseId, false, false), second);
        Assert.Equal(new Joined(new CaseId("case-o1-Dispute-1"), true, false), other);
        Assert.Equal(2, store.Cases.Get(first.CaseId).Signals);
    }

    [Fact]
    public async Task After_a_close_the_next_signal_opens_case_two()
    {
        var first = await store.Signals.TryJoinAsync(Late("s1"), At, default);
        await store.Outcomes.CloseAsync(A.Outcome(first.CaseId, At), default);

        var next = await store.Signals.TryJoinAsync(Late("s2"), At, default);

        Assert.Equal(new CaseId("case-o1-DeliveryException-2"), next.CaseId);
        Assert.True(next.IsNewCase);
    }

    [Fact]
    public async Task A_message_without_an_order_joins_by_customer()
    {
        var message = Late("m1") with { Order = null, Customer = new CustomerId("c9"), Kind = SignalKind.CustomerMessage };

        var joined = await store.Signals.TryJoinAsync(message, At, default);

        Assert.Equal(new CaseId("case-c9-Message-1"), joined.CaseId);
        Assert.Equal(new CustomerId("c9"), store.Cases.Get(joined.CaseId).Customer);
    }

    [Fact]
    public async Task A_flood_of_the_same_events_is_one_case_and_each_event_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 600).Select(i => store.Signals.TryJoinAsync(Late($"s{i % 20}"), At, default)));

        Assert.Single(answers.Select(a => a.CaseId).Distinct());
        Assert.Single(answers, a => a.IsNewCase);
        Assert.Equal(580, answers.Count(a => a.IsDuplicate));
        Assert.Equal(20, store.Cases.Get(answers[0].CaseId).Signals);
    }

    [Fact]
    public async Task What_a_crash_left_untold_is_found_again_until_it_is_told()
    {
        await store.Signals.TryJoinAsync(Late("s1"), At, default);
        await store.Signals.TryJoinAsync(Late("s2"), At.AddMinutes(1), default);

        await store.Signals.MarkDeliveredAsync("s1", At.AddMinutes(2), default);

        Assert.Equal(["s2"], store.Signals.Undelivered(10).Select(s => s.Signal.Id));
    }

    [Fact]
    public async Task A_signal_comes_back_as_it_was()
    {
        var signal = Late("s1") with
        {
            Mode = FailureMode.DeliveryAnxiety,
            Text = "Wo ist mein Paket? „Danke“ 🙂",
            Language = "de",
            Amount = Money.Eur(12_50),
            Attributes = new Dictionary<string, string> { ["carrier"] = "north" },
        };

        await store.Signals.TryJoinAsync(signal, At, default);

        var back = store.Signals.Find("s1")!.Signal;
        Assert.Equal(signal with { Attributes = back.Attributes }, back);
        Assert.Equal("north", back.Attributes["carrier"]);
    }

    private static Signal Late(string id) => new()
    {
        Id = id,
        Source = "carrier",
        Kind = SignalKind.ParcelLate,
        OccurredAt = At,
        Order = new OrderId("o1"),
    };
}
