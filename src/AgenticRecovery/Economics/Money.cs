using System.Globalization;
using System.Text.Json.Serialization;

namespace AgenticRecovery.Economics;

/// <summary>An ISO 4217 currency. Only the ones listed in <see cref="Known"/> are accepted, because an exponent guessed wrong is money lost.</summary>
public readonly record struct Currency(string Code)
{
    private static readonly Dictionary<string, int> Exponents = new(StringComparer.Ordinal)
    {
        ["EUR"] = 2,
        ["USD"] = 2,
        ["GBP"] = 2,
        ["BRL"] = 2,
        ["CHF"] = 2,
        ["SEK"] = 2,
        ["NOK"] = 2,
        ["DKK"] = 2,
        ["PLN"] = 2,
        ["CZK"] = 2,
        ["CAD"] = 2,
        ["AUD"] = 2,
        ["NZD"] = 2,
        ["JPY"] = 0,
        ["KRW"] = 0,
        ["HUF"] = 2,
    };

    public static readonly Currency Eur = new("EUR");
    public static readonly Currency Usd = new("USD");

    public static IReadOnlyCollection<string> Known => Exponents.Keys;

    /// <summary>Digits after the decimal point; throws for a currency that is not in <see cref="Known"/>.</summary>
    [JsonIgnore]
    public int Exponent => Exponents.TryGetValue(Code, out var digits)
        ? digits
        : throw new ArgumentException($"Unknown currency '{Code}'. Known: {string.Join(", ", Exponents.Keys)}.");

    public static bool TryParse(string? code, out Currency currency)
    {
        currency = new Currency(code?.ToUpperInvariant() ?? "");
        return Exponents.ContainsKey(currency.Code);
    }

    public override string ToString() => Code;
}

/// <summary>An amount in minor units (cents). Adding two currencies throws; rounding happens only in <see cref="Times"/>, half to even.</summary>
public readonly record struct Money(long Minor, Currency Currency) : IComparable<Money>
{
    public static Money Zero(Currency currency) => new(0, currency);

    /// <summary>Euro from minor units: <c>Money.Eur(12_50)</c> is 12.50 EUR.</summary>
    public static Money Eur(long minor) => new(minor, Currency.Eur);

    /// <summary>From a decimal amount such as 12.50; throws when it has more digits than the currency.</summary>
    public static Money FromDecimal(decimal amount, Currency currency)
    {
        var minor = amount * Scale(currency);
        return minor == decimal.Truncate(minor)
            ? new Money((long)minor, currency)
            : throw new ArgumentException($"{amount.ToString(CultureInfo.InvariantCulture)} has more digits than {currency} allows.");
    }

    [JsonIgnore] public decimal Amount => Minor / Scale(Currency);
    [JsonIgnore] public bool IsZero => Minor == 0;
    [JsonIgnore] public bool IsNegative => Minor < 0;

    public Money Times(decimal factor) => new((long)Math.Round(Minor * factor, MidpointRounding.ToEven), Currency);

    public static Money operator +(Money a, Money b) => new(checked(a.Minor + b.SameAs(a).Minor), a.Currency);
    public static Money operator -(Money a, Money b) => new(checked(a.Minor - b.SameAs(a).Minor), a.Currency);
    public static Money operator -(Money a) => new(-a.Minor, a.Currency);
    public static bool operator <(Money a, Money b) => a.CompareTo(b) < 0;
    public static bool operator >(Money a, Money b) => a.CompareTo(b) > 0;
    public static bool operator <=(Money a, Money b) => a.CompareTo(b) <= 0;
    public static bool operator >=(Money a, Money b) => a.CompareTo(b) >= 0;

    public static Money Min(Money a, Money b) => a <= b ? a : b;
    public static Money Max(Money a, Money b) => a >= b ? a : b;

    public int CompareTo(Money other) => Minor.CompareTo(other.SameAs(this).Minor);

    /// <summary>Invariant form "12.50 EUR", for logs and JSON; customer texts format by their own culture.</summary>
    public override string ToString() =>
        Amount.ToString("F" + Currency.Exponent, CultureInfo.InvariantCulture) + " " + Currency.Code;

    private Money SameAs(Money other) => Currency == other.Currency
        ? this
        : throw new InvalidOperationException($"Cannot mix {Currency} with {other.Currency}.");

    private static decimal Scale(Currency currency) => currency.Exponent switch
    {
        0 => 1m,
        2 => 100m,
        var digits => throw new InvalidOperationException($"No scale for {digits} digits."),
    };
}
