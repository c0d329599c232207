using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

/// <summary>What was said of the variant a line shall become.</summary>
internal sealed record Wanted
{
    /// <summary>Allowed values by option, in the order of preference where the customer gave one.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Allowed { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Excluded { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Values that only break ties.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Preferred { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
    public string? VariantId { get; init; }

    /// <summary>True for "the same item again", with no change.</summary>
    public bool IsSameItem { get; init; }

    /// <summary>True for "the same but": nothing else may change.</summary>
    public bool KeepsOthers { get; init; }

    /// <summary>True for "the rest does not matter".</summary>
    public bool OthersAreFree { get; init; }

    /// <summary>The smallest value of this wins: the price, or a rank with its sign turned.</summary>
    public Func<Variant, decimal>? Order { get; init; }

    /// <summary>The option that <see cref="Order"/> ranks; null where it is the price.</summary>
    public string? OrderOption { get; init; }

    /// <summary>Set when a value was wished that the catalogue does not have at all.</summary>
    public string? IsImpossible { get; init; }

    /// <summary>Words the reader could not make sense of; any of them means to ask.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    public bool HasPreference => Preferred.Count > 0;
    public bool SaysAnything => Allowed.Count > 0 || Excluded.Count > 0 || Preferred.Count > 0 || VariantId is not null || IsSameItem || Order is not null;

    public bool Names(string option) => Allowed.ContainsKey(option) || Preferred.ContainsKey(option) || option == OrderOption;

    public bool Fits(IReadOnlyDictionary<string, string> options) =>
        Allowed.All(rule => options.TryGetValue(rule.Key, out var value) && rule.Value.Contains(value))
        && Excluded.All(rule => !options.TryGetValue(rule.Key, out var value) || !rule.Value.Contains(value));

    /// <summary>The variants that meet the preferences best: every ordered choice and every preference is asked in turn.</summary>
    public List<Variant> Prefer(List<Variant> variants)
    {
        var left = variants;
        foreach (var (option, values) in Allowed.Where(rule => rule.Value.Count > 1))
            left = FirstMet(left, option, values);
        return PreferSaid(left);
    }

    /// <summary>The variants that meet what was called a preference best; several allowed values are equal.</summary>
    public List<Variant> PreferSaid(List<Variant> variants)
    {
        var left = variants;
        foreach (var (option, values) in Preferred)
            left = FirstMet(left, option, values);
        return left;
    }

    private static List<Variant> FirstMet(List<Variant> variants, string option, IReadOnlyList<string> values)
    {
        foreach (var value in values)
        {
            var met = variants.Where(variant => variant.Options.GetValueOrDefault(option) == value).ToList();
            if (met.Count > 0)
                return met;
        }

        return variants;
    }
}
