using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Economics;
using static AgenticRecovery.Tests.Connectors.SandboxWorld;

namespace AgenticRecovery.Tests.Connectors;

public sealed class SandboxFaultTests
{
    [Fact]
    public async Task A_refund_whose_answer_was_lost_is_not_paid_twice()
    {
        using var world = new SandboxWorld();
        var write = world.Write(new Move.PartialRefund(Money.Eur(5_00), "late"));
        world.Shop.Faults.LoseAnswers(2);

        await Assert.ThrowsAsync<RemoteUnavailableException>(() => world.Shop.ExecuteAsync(write, default));
        await Assert.ThrowsAsync<RemoteUnavailableException>(() => world.Shop.ExecuteAsync(write, default));
        var answer = await world.Shop.ExecuteAsync(write, default);

        Assert.IsType<ShopAnswer.Done>(answer);
        Assert.Equal(Money.Eur(5_00), (await world.OrderAsync()).Refunded);
        Assert.Single(world.Shop.Events.Refunds(SandboxWorld.Order));
    }

    [Fact]
    public async Task While_it_is_unavailable_nothing_happens()
    {
        using var world = new SandboxWorld();
        world.Shop.Faults.BeUnavailable(1);

        await Assert.ThrowsAsync<RemoteUnavailableException>(() => world.DoAsync(new Move.FullRefund("lost")));

        Assert.Equal(Money.Eur(0), (await world.OrderAsync()).Refunded);
        Assert.IsType<ShopAnswer.Done>(await world.DoAsync(new Move.FullRefund("lost")));
    }

    [Fact]
    public async Task A_hundred_workers_with_one_key_refund_once()
    {
        using var world = new SandboxWorld();
        var write = world.Write(new Move.PartialRefund(Money.Eur(5_00), "late"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => world.Shop.ExecuteAsync(write, default)));

        Assert.Single(answers.Distinct());
        Assert.Equal(Money.Eur(5_00), (await world.OrderAsync()).Refunded);
    }

    [Fact]
    public async Task Parallel_refunds_of_different_keys_never_exceed_what_was_paid()
    {
        using var world = new SandboxWorld();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            world.Shop.ExecuteAsync(world.Write(new Move.PartialRefund(Money.Eur(7_00), "late"), $"k{i}"), default)));

        // 50.00 / 7.00: seven fit.
        Assert.Equal(7, answers.Count(a => a is ShopAnswer.Done));
        Assert.Equal(Money.Eur(1_00), (await world.OrderAsync()).Refundable);
    }

    [Fact]
    public async Task A_hold_keeps_the_parcel_the_status_and_the_cutoff_until_it_is_lifted()
    {
        using var world = new SandboxWorld();

        Assert.IsType<ShopAnswer.Done>(await world.Shop.HoldAsync(SandboxWorld.Order, HoldKind.HoldFulfilment, "h1", default));
        await world.Shop.HoldAsync(SandboxWorld.Order, HoldKind.HoldFulfilment, "h1", default);
        world.Clock.Now = world.Clock.Now.AddHours(5);

        Assert.Equal(OrderStatus.Open, (await world.OrderAsync()).Status);
        Assert.False(await world.Shop.Events.ShipAsync(SandboxWorld.Order, "north", "N1", default));
        Assert.IsType<ShopAnswer.Done>(await world.DoAsync(new Move.ChangeAddress(Elsewhere)));

        await world.Shop.ReleaseHoldAsync(SandboxWorld.Order, HoldKind.HoldFulfilment, "h1", default);
        Assert.Contains("cutoff", await world.RefusalOfAsync(new Move.CancelOrder("late")), StringComparison.Ordinal);
        Assert.True(await world.Shop.Events.ShipAsync(SandboxWorld.Order, "north", "N1", default));
        Assert.True(await world.Shop.Events.DeliverAsync(SandboxWorld.Order, default));
    }

    [Fact]
    public async Task A_stock_hold_sets_units_aside_and_gives_them_back()
    {
        using var world = new SandboxWorld(o => o with { Lines = [o.Lines[0] with { Allocated = 0 }] });

        await world.Shop.HoldAsync(SandboxWorld.Order, HoldKind.ReserveStock, "h1", default);
        var held = await world.StockAsync(Small);
        await world.Shop.ReleaseHoldAsync(SandboxWorld.Order, HoldKind.ReserveStock, "h1", default);
        await world.Shop.ReleaseHoldAsync(SandboxWorld.Order, HoldKind.ReserveStock, "h1", default);

        Assert.Equal((3, 5), (held, await world.StockAsync(Small)));
    }

    [Fact]
    public async Task A_message_is_sent_once_per_key()
    {
        using var world = new SandboxWorld();
        var message = new ShopMessage(SandboxWorld.Customer, SandboxWorld.Order, "de", "Ihr Paket", "Es kommt morgen.");

        await world.Shop.SendAsync(message, "m1", default);
        await world.Shop.SendAsync(message, "m1", default);

        Assert.Equal(message, Assert.Single(world.Shop.Events.Messages(SandboxWorld.Customer)));
    }

    [Fact]
    public async Task A_seed_of_eight_thousand_orders_is_one_commit_and_twice_is_once()
    {
        using var world = new SandboxWorld();
        var seed = new ShopSeed(
            [.. Enumerable.Range(0, 8_000).Select(i => Ida with { Id = new CustomerId($"x{i}"), Email = $"x{i}@example.com" })],
            [.. Enumerable.Range(0, 8_000).Select(i => Plain with { Id = new OrderId($"x{i}"), Customer = new CustomerId($"x{i}") })],
            [Shirts, Mugs]);
        var before = world.Shop.Database.Written.Commits;

        await world.Shop.ImportAsync(seed, default);
        await world.Shop.ImportAsync(seed, default);

        Assert.Equal(before + 2, world.Shop.Database.Written.Commits);
        Assert.Equal("x7999@example.com", (await world.Shop.FindCustomerByEmailAsync("X7999@example.com", default))!.Email);
        Assert.Equal(8_001, (await world.Shop.FindCustomersByNameAsync("ida berg", "28195", default)).Count);
    }

    [Fact]
    public async Task Parallel_writes_share_commits_so_that_the_disk_is_not_the_limit()
    {
        using var world = new SandboxWorld();
        var before = world.Shop.Database.Written.Commits;

        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i =>
            world.Shop.ExecuteAsync(world.Write(new Move.UpdatePromise(world.Clock.Now.AddDays(1 + (i % 9))), $"k{i}"), default)));

        // With 10 ms for a commit to reach the disk, 1,500 writes/s need at least 15 in each.
        Assert.True(world.Shop.Database.Written.Commits - before <= 2_000 / 15, $"{world.Shop.Database.Written.Commits - before} commits");
    }
}
