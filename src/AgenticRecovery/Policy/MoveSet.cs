using System.Collections.Frozen;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Policy;

/// <summary>A set of moves, one bit each in the order of <see cref="Names"/>.</summary>
public readonly record struct MoveSet(ulong Bits)
{
    /// <summary>All move names in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. MoveTraits.All.Keys.Order(StringComparer.Ordinal)];

    private static readonly FrozenDictionary<string, int> Places =
        Names.Select((name, i) => (name, i)).ToFrozenDictionary(x => x.name, x => x.i, StringComparer.Ordinal);

    public static MoveSet All { get; } = Where(_ => true);

    /// <summary>
    /// Words a book may use for many moves: the groups of <see cref="MoveTraits"/> in the plural, and four that cut across them:
    /// <c>all</c>, <c>writes</c> (anything changes in the shop), <c>money</c> (the customer gets money or goods) and <c>talk</c> (the customer hears of it).
    /// </summary>
    public static IReadOnlyDictionary<string, MoveSet> Groups { get; } = new Dictionary<string, MoveSet>(StringComparer.Ordinal)
    {
        ["messages"] = Where(t => t.Group == MoveGroup.Message),
        ["edits"] = Where(t => t.Group == MoveGroup.OrderEdit),
        ["payments"] = Where(t => t.Group == MoveGroup.Payment),
        ["fulfilment"] = Where(t => t.Group == MoveGroup.Fulfilment),
        ["remedies"] = Where(t => t.Group == MoveGroup.Remedy),
        ["concessions"] = Where(t => t.Group == MoveGroup.Concession),
        ["disputes"] = Where(t => t.Group == MoveGroup.Dispute),
        ["tasks"] = Where(t => t.Group == MoveGroup.Task),
        ["writes"] = Where(t => t.Group is not (MoveGroup.Message or MoveGroup.Task)),
        ["money"] = Where(t => t.Group is MoveGroup.Remedy or MoveGroup.Concession),
        ["talk"] = Where(t => t.TellsCustomer),
        ["all"] = All,
    };

    public int Count => System.Numerics.BitOperations.PopCount(Bits);

    /// <summary>Place of a move in <see cref="Names"/>, or -1 for a name that is no move.</summary>
    public static int IndexOf(string move) => Places.TryGetValue(move, out var place) ? place : -1;

    /// <summary>A move name or a group name.</summary>
    public static bool TryParse(string word, out MoveSet set)
    {
        if (Groups.TryGetValue(word, out set))
            return true;
        var place = IndexOf(word);
        set = place < 0 ? default : new MoveSet(1UL << place);
        return place >= 0;
    }

    public bool Contains(int place) => (Bits & (1UL << place)) != 0;

    public IEnumerable<string> Members()
    {
        var bits = Bits;
        return Names.Where((_, i) => (bits & (1UL << i)) != 0);
    }

    public static MoveSet operator |(MoveSet a, MoveSet b) => new(a.Bits | b.Bits);

    public static MoveSet operator &(MoveSet a, MoveSet b) => new(a.Bits & b.Bits);

    public override string ToString() => string.Join(", ", Members());

    private static MoveSet Where(Func<MoveTraits, bool> pick)
    {
        var bits = 0UL;
        for (var i = 0; i < Names.Count; i++)
            if (pick(MoveTraits.All[Names[i]]))
                bits |= 1UL << i;
        return new MoveSet(bits);
    }
}
