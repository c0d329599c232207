using AgenticRecovery.Agents;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Store;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Evals.Live;

/// <summary>A case of a running shop, with order and customer as the agent first saw them.</summary>
/// <param name="Products">What the case's order has of the catalogue, as it is now.</param>
public sealed record LiveCase(CaseFile File, RecoveryInput Seen, IReadOnlyList<Product> Products)
{
    /// <summary>Null when no agent has looked at the case yet; then nobody knows what it began with.</summary>
    /// <exception cref="EvalInputException">There is no such case.</exception>
    public static async Task<LiveCase?> FindAsync(RecoveryStore store, IShop shop, CaseId id, CancellationToken ct)
    {
        var file = store.File(id) ?? throw new EvalInputException(id.Value, $"expected a case of the store, found none{Near(store, id)}");
        var first = store.Transcripts.OfCase(id, "recovery").FirstOrDefault();
        var asked = first is null ? null : Transcript.FromJson(first.Content).Messages.FirstOrDefault(m => m.Role == ChatRole.User)?.Text;
        if (asked is null || Prompting.DataOf(asked) is not { Length: > 0 } data)
            return null;
        var seen = AgentJson.Read<RecoveryInput>(data.ToString());
        var products = new List<Product>();
        foreach (var product in (seen.Order?.Lines ?? []).Select(l => l.Product).Distinct())
            if (await shop.FindProductAsync(product, ct) is { } known)
                products.Add(known);
        return new LiveCase(file, seen, products);
    }

    private static string Near(RecoveryStore store, CaseId id) =>
        Spelling.Nearest(id.Value, store.Cases.List(new CaseFilter { PageSize = 200 }).Cases.Select(c => c.Id.Value)) is { } near ? $" (did you mean {near}?)" : "";
}
