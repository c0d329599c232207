using AgenticRecovery.Economics;

namespace AgenticRecovery.Policy;

/// <summary>
/// The book's currency and what one unit of it is worth in others, so that a limit written once holds in every shop.
/// The rates are the book's own, fixed until its next version; an order in a currency without a rate meets no limit in money.
/// </summary>
public sealed record Rates
{
    private readonly (Currency Currency, decimal PerHome)[] _all;

    public Rates(Currency home, IReadOnlyDictionary<Currency, decimal> perHome) =>
        _all = [(home, 1m), .. perHome.Where(x => x.Key != home).OrderBy(x => x.Key.Code, StringComparer.Ordinal).Select(x => (x.Key, x.Value))];

    public Currency Home => _all[0].Currency;

    public IEnumerable<Currency> Currencies => _all.Select(x => x.Currency);

    internal int IndexOf(Currency currency)
    {
        for (var i = 0; i < _all.Length; i++)
            if (_all[i].Currency == currency)
                return i;
        return -1;
    }

    /// <summary>True when an amount can be held in millionths in every currency of the book.</summary>
    internal bool Fits(decimal amount, int written) =>
        _all.All(to => (double)amount * (double)(to.PerHome / _all[written].PerHome) * PublishedFact.Micro < 9e18);

    /// <summary>An amount in millionths of <paramref name="written"/>, in every currency of the book, the home currency first.</summary>
    internal long[] Spread(decimal amount, int written) =>
        [.. _all.Select((to, i) => (long)Math.Round(amount * (i == written ? 1m : to.PerHome / _all[written].PerHome) * PublishedFact.Micro, MidpointRounding.ToEven))];

    /// <summary>The same worth in the book's currency; null when the book has no rate.</summary>
    public Money? ToHome(Money amount)
    {
        var place = IndexOf(amount.Currency);
        if (place < 0)
            return null;
        if (place == 0)
            return amount;
        var scale = 1m;
        for (var i = 0; i < Home.Exponent; i++)
            scale *= 10;
        return new Money((long)Math.Round(amount.Amount / _all[place].PerHome * scale, MidpointRounding.ToEven), Home);
    }

    internal string Canonical() => string.Join(",", _all.Select(x => FormattableString.Invariant($"{x.Currency.Code}={x.PerHome}")));
}
