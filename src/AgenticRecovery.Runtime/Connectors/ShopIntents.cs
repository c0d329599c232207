using System.Diagnostics;
using AgenticRecovery.Store;

namespace AgenticRecovery.Connectors;

/// <summary>What the shop answered to a key, kept in the transaction of the effect.</summary>
internal sealed record ShopIntent(string MoveHash, ShopAnswer Answer);

internal static class ShopIntents
{
    public static ShopIntent? Find(Sql sql, string key) => sql.Find(
        "SELECT move_hash, word, reference, summary FROM intents WHERE key = @key",
        row => new ShopIntent(row.GetString(0), row.GetString(1) switch
        {
            "done" => new ShopAnswer.Done(row.GetString(2), row.GetString(3)),
            "refused" => new ShopAnswer.Refused(row.GetString(3)),
            "person" => new ShopAnswer.NeedsPerson(row.GetString(3)),
            var other => throw new InvalidOperationException($"Unknown answer '{other}' of {key}."),
        }),
        ("@key", key));

    public static void Keep(Sql sql, ShopWrite write, string moveHash, ShopAnswer answer, DateTimeOffset now)
    {
        var (word, reference, summary) = answer switch
        {
            ShopAnswer.Done done => ("done", done.Reference, done.Summary),
            ShopAnswer.Refused refused => ("refused", "", refused.Reason),
            ShopAnswer.NeedsPerson person => ("person", "", person.Instructions),
            _ => throw new UnreachableException(),
        };
        sql.Execute(
            """
            INSERT INTO intents (key, move, move_hash, order_id, word, reference, summary, at)
            VALUES (@key, @move, @hash, @order, @word, @reference, @summary, @at)
            """,
            ("@key", write.Key), ("@move", write.Move.Name), ("@hash", moveHash), ("@order", write.Order?.Value), ("@word", word),
            ("@reference", reference), ("@summary", summary), ("@at", now.ToUnixTimeMilliseconds()));
    }
}
