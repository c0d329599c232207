using System.Globalization;
using System.Text.Json;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Host.Cli;

namespace AgenticRecovery.Host.Desk;

/// <summary>A proposed move with a person's changes, read from the fields of the edit form.</summary>
internal static class EditedMove
{
    /// <summary>The address a person may change; null where the move has none.</summary>
    public static Address? AddressOf(Move move) => move switch
    {
        Move.ChangeAddress change => change.To,
        Move.ChangeProfileAddress change => change.To,
        Move.Reroute reroute => reroute.To,
        _ => null,
    };

    /// <exception cref="BadInputException">A field that cannot be read; says what was expected.</exception>
    public static Move Read(Move proposed, VerdictForm form) => form switch
    {
        { Move: { Length: > 0 } json } => Json(json),
        { Amount: { Length: > 0 } text } when proposed.FixedAmount is { } was => With(proposed, Amount(text, was.Currency)),
        { Street: { Length: > 0 } } when AddressOf(proposed) is { } was => With(proposed, To(form, was)),
        _ => throw new BadInputException($"An edit needs the changed fields or a move as JSON, such as {Example}."),
    };

    private const string Example = "{\"move\":\"FullRefund\",\"basis\":\"cancelled\"}";

    private static Move With(Move move, Money amount) => move switch
    {
        Move.PartialRefund refund => refund with { Amount = amount },
        Move.StoreCredit credit => credit with { Amount = amount },
        Move.LimitedIncentive incentive => incentive with { Amount = amount },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Move With(Move move, Address to) => move switch
    {
        Move.ChangeAddress change => change with { To = to },
        Move.ChangeProfileAddress change => change with { To = to },
        Move.Reroute reroute => reroute with { To = to },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Whole minor units only: "12.50", not "12.505" and not "12,50", which some would read as 1250.</summary>
    private static Money Amount(string text, Currency currency)
    {
        var isNumber = decimal.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount < 1_000_000_000;
        var scale = 1m;
        for (var i = 0; i < currency.Exponent; i++)
            scale *= 10;
        if (!isNumber || amount * scale != decimal.Truncate(amount * scale))
            throw new BadInputException($"Amount: expected a number such as 12.50 in {currency.Code}, found '{text}'.");
        return new Money((long)(amount * scale), currency);
    }

    private static Address To(VerdictForm form, Address was) => was with
    {
        Name = Needed(form.Name, "Name"),
        Street = form.Street!.Trim(),
        Street2 = string.IsNullOrWhiteSpace(form.Street2) ? null : form.Street2.Trim(),
        City = Needed(form.City, "City"),
        Region = string.IsNullOrWhiteSpace(form.Region) ? null : form.Region.Trim(),
        PostalCode = Needed(form.PostalCode, "Postcode"),
        Country = Needed(form.Country, "Country code").ToUpperInvariant(),
    };

    private static string Needed(string? text, string name) =>
        string.IsNullOrWhiteSpace(text) ? throw new BadInputException($"{name}: expected some text, found none.") : text.Trim();

    private static Move Json(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Move>(json, Output.Json) ?? throw new BadInputException($"Move: expected JSON such as {Example}, found null.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new BadInputException($"Move: expected JSON such as {Example}. Moves: {string.Join(", ", MoveTraits.All.Keys)}.", e);
        }
    }
}
