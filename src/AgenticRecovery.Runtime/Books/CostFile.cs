using AgenticRecovery.Economics;

namespace AgenticRecovery.Books;

/// <summary>
/// Reads <c>workflows/playbooks/costs.yaml</c>: each entry is <c>name: {value: 5.00, source: "economics.md §8 [T]"}</c>,
/// in three groups: amounts (EUR), shares (0–1 or a rate) and euroPer (reference rates).
/// </summary>
public static class CostFile
{
    public static CostTable? Read(string yaml, string file, List<BookFault> faults)
    {
        var before = faults.Count;
        if (YamlMap.Read(yaml, file, faults)?.Only("about", "version", "amounts", "shares", "euroPer") is not { } top) return null;
        var sources = new Dictionary<string, string>(StringComparer.Ordinal);
        var amounts = new Dictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (name, value) in Entries(top, "amounts", CostNames.Amounts, isClosed: true, sources))
            amounts[name] = Money.Eur((long)Math.Round(value * 100m, MidpointRounding.ToEven));
        var shares = Entries(top, "shares", CostNames.Shares, isClosed: false, sources);
        var rates = Entries(top, "euroPer", Currency.Known, isClosed: true, sources);
        return faults.Count > before
            ? null
            : new CostTable { Currency = Currency.Eur, Amounts = amounts, Shares = shares, EuroPer = rates, Sources = sources };
    }

    private static Dictionary<string, decimal> Entries(
        YamlMap top, string group, IReadOnlyCollection<string> needed, bool isClosed, Dictionary<string, string> sources)
    {
        var entries = new Dictionary<string, decimal>(StringComparer.Ordinal);
        if (top.Map(group) is not { } map) return entries;
        if (isClosed) map.Only([.. needed]);
        foreach (var name in needed.Where(name => !map.Has(name))) map.Fault(name, $"'{group}' lacks '{name}'");
        foreach (var name in map.Keys)
        {
            if (map.Map(name)?.Only("value", "source") is not { } entry) continue;
            if (entry.Number("value", 0, 1_000_000) is { } value) entries[name] = value;
            if (entry.Text("source") is { } source) sources[name] = source;
        }
        return entries;
    }
}
