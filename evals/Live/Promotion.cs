using System.Text;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Store;

namespace AgenticRecovery.Evals.Live;

/// <summary>Turns cases of a running shop into cases of a dataset, without personal data.</summary>
public static class Promotion
{
    /// <summary>One case as a line. Throws when no agent has looked at it, so that nobody knows what it began with.</summary>
    /// <exception cref="EvalInputException">There is no such case, or it cannot be told.</exception>
    public static async Task<string> LineAsync(RecoveryStore store, IShop shop, CaseId id, CancellationToken ct)
    {
        var live = await LiveCase.FindAsync(store, shop, id, ct)
            ?? throw new EvalInputException(id.Value, "expected a case that an agent has worked on; what it began with is not on record");
        var line = CaseLine.Write(live, $"prod-{StoreJson.Sha256(id.Value)[..8]}");
        return Pseudonyms.Replace(line, live);
    }

    /// <summary>Every closed case since a moment; those that cannot be told are left out, with the reason.</summary>
    public static async Task<(IReadOnlyList<string> Lines, IReadOnlyList<string> LeftOut)> AllAsync(
        RecoveryStore store, IShop shop, DateTimeOffset since, CancellationToken ct)
    {
        var (lines, leftOut) = (new List<string>(), new List<string>());
        foreach (var id in Ids(store, since))
            try
            {
                lines.Add(await LineAsync(store, shop, id, ct));
            }
            catch (EvalInputException e)
            {
                leftOut.Add(e.Message);
            }

        return (lines, leftOut);
    }

    /// <summary>Adds lines to a dataset file; a line whose id is there already changes nothing. Returns how many were added.</summary>
    public static int Append(string file, IEnumerable<string> lines)
    {
        var known = File.Exists(file) ? File.ReadAllText(file, Encoding.UTF8) : "";
        var added = lines.Where(l => !known.Contains($"\"id\":\"{Id(l)}\"", StringComparison.Ordinal)).ToList();
        if (added.Count == 0)
            return 0;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.AppendAllText(file, string.Concat(added.Select(l => l + "\n")));
        return added.Count;
    }

    private static string Id(string line) => System.Text.Json.Nodes.JsonNode.Parse(line)!["id"]!.ToString();

    internal static IEnumerable<CaseId> Ids(RecoveryStore store, DateTimeOffset since)
    {
        for (var page = 1; ; page++)
        {
            var found = store.Cases.List(new CaseFilter { OpenedFrom = since, Page = page, PageSize = 200 });
            foreach (var one in found.Cases)
                yield return one.Id;
            if (page * 200 >= found.Total)
                yield break;
        }
    }
}
