using AgenticRecovery.Books;
using AgenticRecovery.Connectors;
using AgenticRecovery.Evals.Trials;

namespace AgenticRecovery.Evals.Datasets;

/// <summary>Carries out each case's reference moves on a shop of its own: the end states that are right.</summary>
internal static class ReferenceRun
{
    /// <exception cref="EvalInputException">A move that the shop refuses, or an order it does not know.</exception>
    public static async Task<IReadOnlyDictionary<string, EndState>> RunAsync(
        IReadOnlyList<EvalCase> cases, TrialFiles files, string file, CancellationToken ct)
    {
        var faults = new List<BookFault>();
        var states = new Dictionary<string, EndState>(StringComparer.Ordinal);
        foreach (var one in cases)
        {
            var clock = new EvalClock(one.StartAt);
            using var pair = files.Take(clock);
            var shop = pair.Shop;
            await shop.ImportAsync(one.Start, ct);
            foreach (var order in one.Orders)
                if (await shop.FindOrderAsync(order, ct) is null)
                    faults.Add(new BookFault(file, one.Line, 1, $"expected an order of the shop, found '{order}'"));
            for (var i = 0; i < one.Expect.Moves.Count; i++)
            {
                var move = one.Expect.Moves[i];
                var answer = await shop.ExecuteAsync(new ShopWrite($"reference/{i}", move.Order, move.Customer, move.Move, clock.GetUtcNow()), ct);
                if (WhyNotDone(answer) is { } why)
                    faults.Add(new BookFault(file, one.Line, 1, $"expect.moves[{i}]: expected a move the shop carries out, but it refused {move.Move.Name}: {why}"));
            }

            states[one.Id] = EndState.Of(shop, new EndStateOf(one.Orders, one.Customers));
        }

        return faults.Count == 0 ? states : throw new EvalInputException(faults);
    }

    private static string? WhyNotDone(ShopAnswer answer) => answer switch
    {
        ShopAnswer.Done => null,
        ShopAnswer.Refused refused => refused.Reason,
        ShopAnswer.NeedsPerson person => person.Instructions,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
