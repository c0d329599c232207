using System.Text.Json.Nodes;
using AgenticRecovery.Connectors.Retail;

namespace AgenticRecovery.Evals.Retail;

/// <summary>A written request with the calls that would be right.</summary>
/// <param name="Reference">In order; a call that the shop refuses counts as doing nothing.</param>
public sealed record RetailRequest(string Id, string Ticket, IReadOnlyList<RetailCall> Reference);

/// <summary>Requests and the tasks they were written from.</summary>
public static class RetailRequestFile
{
    /// <summary>
    /// The reference is the request's own (<c>evaluation_criteria.actions</c>); only a request without one takes that of
    /// the task with its id.
    /// </summary>
    /// <exception cref="EvalInputException">Not of the form, an id twice, no ticket, or no reference anywhere.</exception>
    public static IReadOnlyList<RetailRequest> Read(string requests, string? tasks)
    {
        var byTask = tasks is null ? [] : Objects(tasks).Where(t => References(t.One) is not null).ToDictionary(t => Id(t.One, tasks, t.Place), t => References(t.One)!);
        var read = new List<RetailRequest>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (one, place) in Objects(requests))
        {
            var id = Id(one, requests, place);
            if (!seen.Add(id))
                throw new EvalInputException(requests, $"[{place}].id: expected an id only once, found '{id}' twice");
            if (one["ticket"] is not JsonValue value || !value.TryGetValue<string>(out var ticket) || string.IsNullOrWhiteSpace(ticket))
                throw new EvalInputException(requests, $"[{place}].ticket: expected the customer's text of request '{id}', it is missing");
            read.Add(new RetailRequest(id, ticket, References(one) ?? byTask.GetValueOrDefault(id)
                ?? throw new EvalInputException(requests, $"[{place}].evaluation_criteria.actions: request '{id}' says nowhere what would be right; a request without expectations is not run")));
        }

        return read.Count > 0 ? read : throw new EvalInputException(requests, "expected at least one request, found none");
    }

    internal static IReadOnlyList<RetailCall>? References(JsonObject one) =>
        one["evaluation_criteria"]?["actions"] is JsonArray actions ? Calls(actions, "arguments") : null;

    internal static List<RetailCall> Calls(JsonArray actions, string arguments) =>
        [.. actions.OfType<JsonObject>().Select(a => new RetailCall(a["name"]!.GetValue<string>(), a[arguments]?.DeepClone() as JsonObject ?? []))];

    private static string Id(JsonObject one, string file, int place) => one["id"] is JsonValue id
        ? id.ToString()
        : throw new EvalInputException(file, $"[{place}].id: expected the id of the request, it is missing");

    private static IEnumerable<(JsonObject One, int Place)> Objects(string file)
    {
        var root = RetailSource.Json(file);
        if (root is not JsonArray list)
            throw new EvalInputException(file, "expected a list of requests");
        return list.Select((node, place) => (node as JsonObject ?? throw new EvalInputException(file, $"[{place}]: expected an object"), place));
    }
}
