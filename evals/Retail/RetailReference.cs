using System.Text.Json.Nodes;
using AgenticRecovery.Connectors.Retail;

namespace AgenticRecovery.Evals.Retail;

/// <summary>What the reference calls of a request come to.</summary>
/// <param name="State">What differs from the seed afterwards.</param>
/// <param name="Writes">Keys of the writes that the shop carried out.</param>
/// <param name="Failed">Calls that the shop refused; they count as doing nothing.</param>
public sealed record RetailReference(JsonObject State, IReadOnlySet<string> Writes, int Failed)
{
    /// <summary>False where the right end state is the unchanged shop.</summary>
    public bool Changes => State.Any(kind => kind.Value is JsonObject { Count: > 0 });

    public bool IsReached(JsonObject state) => JsonNode.DeepEquals(State, state);

    public static async Task<RetailReference> RunAsync(RetailShop shop, IReadOnlyList<RetailCall> calls, CancellationToken ct)
    {
        await shop.ResetAsync(ct);
        var (writes, failed) = (new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var call in calls)
        {
            var answer = await shop.CallAsync(call.Tool, call.Arguments, ct);
            failed += answer.IsError ? 1 : 0;
            if (!answer.IsError && RetailCalls.Write(call) is { } write)
                writes.Add(write.Key);
        }

        return new RetailReference(shop.Changed(), writes, failed);
    }
}
