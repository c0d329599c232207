using AgenticRecovery.Cases;

namespace AgenticRecovery.Connectors.Sandbox;

/// <summary>Words and tasks: a note on the order, a new promised date, work for a named person. No money moves.</summary>
internal static class MessageMoves
{
    public static ShopAnswer Note(SandboxStep step, string text)
    {
        if (step.Write.Order is { } order && step.Shop.Order(order) is null)
            return SandboxStep.Refuse($"There is no order {order}.");
        var id = step.Ref("note");
        step.Shop.Note(id, step.Write.Order, step.Write.Customer, step.Write.Move.Name, text, step.Now);
        return SandboxStep.Done(id, $"{step.Write.Move.Name} noted.");
    }

    public static ShopAnswer UpdatePromise(SandboxStep step, Move.UpdatePromise move) => step.OnOrder(order =>
    {
        if (move.PromiseAt < step.Now)
            return SandboxStep.Refuse("The new date lies in the past.");
        if (order.Status is OrderStatus.Delivered or OrderStatus.Cancelled or OrderStatus.Returned)
            return SandboxStep.Refuse($"The order is {SandboxStep.Words(order.Status)}; there is nothing to promise.");
        step.Shop.Save(order with { PromisedAt = move.PromiseAt });
        return SandboxStep.Done(step.Ref("promise"), $"Promised for {move.PromiseAt:yyyy-MM-dd}.");
    });

    public static ShopAnswer Task(SandboxStep step, string owner, string instructions, DateTimeOffset? dueAt)
    {
        if (string.IsNullOrWhiteSpace(instructions))
            return SandboxStep.Refuse("A task needs instructions.");
        if (dueAt < step.Now)
            return SandboxStep.Refuse("The time lies in the past.");
        var id = step.Ref("task");
        step.Shop.Task(id, owner, instructions, (step.Write.Order, step.Write.Customer), dueAt, step.Now);
        return SandboxStep.Done(id, $"Task for {owner}.");
    }
}
