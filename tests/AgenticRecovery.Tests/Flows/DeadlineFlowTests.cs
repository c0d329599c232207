using AgenticRecovery.Cases;
using AgenticRecovery.Connectors.Sandbox;

namespace AgenticRecovery.Tests.Flows;

/// <summary>What happens when nobody answers: a person, then a customer. The clock leaps; nothing is decided by time alone.</summary>
public sealed class DeadlineFlowTests
{
    [Fact]
    public async Task A_request_nobody_answers_escalates_along_the_path_and_nothing_is_done()
    {
        var clock = LeapClock.AtNoon();
        await using var shop = await FlowShop.OpenAsync(moment: clock);
        var id = await shop.HappenAsync("SO-7013");
        var asked = shop.Waiting(id);

        await shop.RestAsync(id);
        clock.Leap(asked.Request.DueAt - clock.GetUtcNow() + TimeSpan.FromMinutes(1));
        await FlowShop.UntilAsync(() => shop.Store.Timeline.Escalations(id).Count >= 1);
        await shop.RestAsync(id);
        clock.Leap(TimeSpan.FromHours(4) + TimeSpan.FromMinutes(1));
        await FlowShop.UntilAsync(() => shop.Store.Timeline.Escalations(id).Count >= 2);

        var steps = shop.Store.Timeline.Escalations(id);
        Assert.Equal([1, 2], steps.Select(s => s.Step));
        Assert.NotEqual(steps[0].To, steps[1].To);
        Assert.All(steps, s => Assert.Contains("no verdict by the deadline", s.Why, StringComparison.Ordinal));
        Assert.True(shop.Waiting(id).IsWaiting);
        Assert.Equal(OrderStatus.OnHold, (await shop.OrderAsync("SO-7013")).Status);
    }

    [Fact]
    public async Task A_customer_who_is_silent_is_reminded_once_and_then_a_person_looks()
    {
        var clock = LeapClock.AtNoon();
        await using var shop = await FlowShop.OpenAsync(moment: clock);
        // Oversold, no date, none elsewhere: the customer chooses. The playbook waits 48 h, reminds after 24 h, then a person.
        var id = await shop.HappenAsync("SO-7023");
        Assert.Equal(CaseState.AwaitingCustomer, shop.Store.Cases.Get(id).State);

        await shop.RestAsync(id);
        clock.Leap(TimeSpan.FromHours(24.1));
        await FlowShop.UntilAsync(() => Sent(shop, id, "reminder") == 1);
        await shop.RestAsync(id);
        clock.Leap(TimeSpan.FromHours(24));
        await FlowShop.UntilAsync(() => shop.Store.Approvals.OfCase(id).Any(a => a.IsWaiting));

        Assert.Equal((1, 1), (Sent(shop, id, "moves"), Sent(shop, id, "reminder")));
        Assert.Contains("did not answer", shop.Store.Cases.Get(id).StateWhy, StringComparison.Ordinal);
        Assert.Null(shop.Store.Cases.Get(id).ClosedAt);
    }

    [Fact]
    public async Task A_customer_who_wants_no_messages_gets_the_question_the_order_needs_and_no_reminder()
    {
        var clock = LeapClock.AtNoon();
        await using var shop = await FlowShop.OpenAsync(moment: clock);
        var customer = (await shop.Shop.FindCustomerAsync((await shop.OrderAsync("SO-7023")).Customer, default))!;
        await shop.Shop.Database.WriteAsync(sql => new ShopTables(sql).Save(customer with { OptedOut = true }), default);

        var id = await shop.HappenAsync("SO-7023");
        await shop.RestAsync(id);
        clock.Leap(TimeSpan.FromHours(24.1));
        await FlowShop.UntilAsync(() => shop.Store.Timeline.OfCase(id).Any(line => line.Text == "No message: the customer does not want messages"));
        await shop.RestAsync(id);
        clock.Leap(TimeSpan.FromHours(24));
        await FlowShop.UntilAsync(() => shop.Store.Approvals.OfCase(id).Any(a => a.IsWaiting));

        Assert.Equal((1, 0), (Sent(shop, id, "moves"), Sent(shop, id, "reminder")));
        Assert.Equal("skipped", shop.Store.Messages.OfCase(id).Single(m => m.Purpose == "reminder").State);
    }

    [Fact]
    public async Task An_answer_before_the_reminder_stops_it()
    {
        var clock = LeapClock.AtNoon();
        await using var shop = await FlowShop.OpenAsync(moment: clock);
        var id = await shop.HappenAsync("SO-7023");
        var first = shop.Queue.First(s => s.Order?.Value == "SO-7023");

        await shop.RestAsync(id);
        clock.Leap(TimeSpan.FromHours(2));
        await shop.HappenAsync(first with
        {
            Id = "answer-1",
            Source = "helpdesk",
            Kind = AgenticRecovery.Signals.SignalKind.CustomerMessage,
            OccurredAt = clock.GetUtcNow(),
            Text = "I will wait.",
            Language = "en",
        });
        await shop.RestAsync(id);
        clock.Leap(TimeSpan.FromHours(23));
        await shop.SettleAsync();

        Assert.Equal(0, Sent(shop, id, "reminder"));
    }

    private static int Sent(FlowShop shop, CaseId id, string purpose) =>
        shop.Store.Messages.OfCase(id).Count(m => m.State == "sent" && m.Purpose == purpose);
}
