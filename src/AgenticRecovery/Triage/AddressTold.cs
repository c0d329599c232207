using System.Text.RegularExpressions;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage;

/// <summary>
/// The delivery address a customer writes out, in the forms of the shipped languages: a street with its number and a postal code with
/// its town, or the street of the record with another number, or the flat that the record lacks. Every part is taken word for word.
/// </summary>
public static partial class AddressTold
{
    /// <returns>The address with the parts the text names put in place of the record's; null where it names none, the same one, or more than one.</returns>
    public static Address? In(string text, Address record, OrderId order)
    {
        var said = text.Replace(order.Value, " ", StringComparison.OrdinalIgnoreCase);
        var streets = Streets(said).Where(street => !Same(street, record.Street)).DistinctBy(PlainText.Fold).ToList();
        if (streets.Count > 1)
            return null;
        var flat = Flat().Match(said) is { Success: true } found ? found.Value.Trim() : null;
        if (streets is not [var only])
            return flat is not null && record.Street2 is null or "" && !Streets(said).Any(street => !Same(street, record.Street)) && IsAlone(said, record) ? record with { Street2 = flat } : null;
        if (Place(said) is { } place)
            return record with { Street = only, Street2 = flat, City = place.City, PostalCode = place.Code, Region = null };
        return SameName(only, record.Street) ? record with { Street = only, Street2 = flat } : null;
    }

    /// <summary>True when the text names a place that is none of the record's, whether or not all of it can be read.</summary>
    public static bool NamesAnother(string text, Address record, OrderId order)
    {
        var said = text.Replace(order.Value, " ", StringComparison.OrdinalIgnoreCase);
        return Streets(said).Any(street => !Same(street, record.Street)) && (Place(said) is not null || Moves().IsMatch(PlainText.Fold(said)));
    }

    private static IEnumerable<string> Streets(string text) => NumberLast().Matches(text).Concat(NumberFirst().Matches(text)).Select(match => match.Groups["street"].Value.Trim());

    // Only where the rest of the text is about the address: "flat 4" of a sentence about something else is none.
    private static bool IsAlone(string text, Address record) => Place(text) is { } place ? string.Equals(place.Code, record.PostalCode, StringComparison.OrdinalIgnoreCase) : AddressWord().IsMatch(PlainText.Fold(text));

    private static (string Code, string City)? Place(string text)
    {
        if (CodeFirst().Match(text) is { Success: true } first)
            return (first.Groups["code"].Value, first.Groups["city"].Value.Trim());
        return CityFirst().Match(text) is { Success: true } last ? (last.Groups["code"].Value, last.Groups["city"].Value.Trim()) : null;
    }

    private static bool Same(string one, string other) => Key(one) == Key(other);

    private static bool SameName(string one, string other) => string.Concat(Key(one).Where(char.IsLetter)) == string.Concat(Key(other).Where(char.IsLetter)) && Key(one).Any(char.IsLetter);

    private static string Key(string street) =>
        PlainText.Words(PlainText.Fold(street)).Replace("strasse", "str", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    // "Lindenweg 9", "Lange Straße 12a", "Calle del Olmo, 5", "Rua das Flores 21".
    [GeneratedRegex(
        @"(?<![\p{L}\d])(?<street>(?:(?:Calle|Avenida|Av\.|Plaza|Paseo|Rua|Travessa|Largo|Praça|C/)\s(?:\p{L}[\p{L}.'’-]*\s){1,4}?\p{L}[\p{L}.'’-]*,?\s\d{1,4}[a-z]?"
        + @"|(?:(?:Am|An der|An den|Im|In der|Zum|Zur|Auf dem|Alter?n?|Neuer?n?|Großer?n?|Kleiner?n?|Oberer?n?|Unterer?n?)\s){0,2}\p{Lu}[\p{L}’'-]*(?:weg|straße|strasse|str\.|gasse|allee|platz|ring|ufer|damm|steig|berg|hof|markt|chaussee|graben|pfad)\s\d{1,4}[a-z]?"
        + @"|\p{Lu}[\p{L}’'-]*\s(?:Weg|Straße|Strasse|Str\.|Gasse|Allee|Platz|Ring|Ufer|Damm)\s\d{1,4}[a-z]?))(?![\p{L}\d])")]
    private static partial Regex NumberLast();

    // "12 rue des Tanneurs", "3 Harbour View", "14b Quay Lane".
    [GeneratedRegex(
        @"(?<![\p{L}\d-])(?<street>\d{1,5}(?:\s?(?:bis|ter)|[a-zA-Z])?,?\s(?:(?:rue|avenue|boulevard|bd|place|chemin|allée|impasse|quai|cours|route)\s(?:(?:de|des|du|la|le|les|d’|d'|l’|l')\s?)*\p{Lu}[\p{L}’'-]*(?:\s\p{Lu}[\p{L}’'-]*){0,3}"
        + @"|(?:\p{Lu}[\p{L}.’'-]*\s){0,3}(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Drive|Dr|Close|Court|Ct|Place|Square|View|Terrace|Way|Quay|Row|Hill|Gardens|Crescent|Park|Grove|Walk|Boulevard|Blvd)\b\.?))")]
    private static partial Regex NumberFirst();

    // "28195 Bremen", "69001 Lyon", "4000-210 Porto".
    [GeneratedRegex(@"(?<![\p{L}\d])(?<code>\d{4}-\d{3}|\d{5})\s(?<city>\p{Lu}[\p{L}’'-]+(?:\s(?:(?:am|an der|de|la|del|do|da|sur|le)\s)?\p{Lu}[\p{L}’'-]+){0,2})")]
    private static partial Regex CodeFirst();

    // "Cork T12 W8KP", "Leeds LS1 4AP", "Boston, MA 02110".
    [GeneratedRegex(@"(?<city>\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}’'-]+)?),?\s(?:[A-Z]{2}\s)?(?<code>[AC-FHKNPRTV-Y]\d[\dW]\s?[0-9A-Z]{4}|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|\d{5})(?![\p{L}\d])")]
    private static partial Regex CityFirst();

    [GeneratedRegex(
        @"(?<![\p{L}\d])(?:(?:Wohnung|Whg\.?|Apartment|Apt\.?|Flat|Unit|Suite|Appartement|Appt\.?|Piso|Puerta|Apartamento|Apto\.?|Andar|Fração|Etage|Stock|Floor|étage)\s(?:Nr\.?\s|no\.?\s|number\s)?\d{0,4}[a-zA-Z]?(?=[\s,.;!?]|$)|\d{1,2}(?:\.|st|nd|rd|th|º|ª|er|e|ème)?\s(?:Etage|Stock|floor|étage|piso|andar))",
        RegexOptions.IgnoreCase)]
    private static partial Regex Flat();

    [GeneratedRegex(@"\b(address|anschrift|adresse|lieferadresse|direccion|endereco|morada)\b")]
    private static partial Regex AddressWord();

    [GeneratedRegex(@"\b(send|ship|deliver|address|schick\w*|send\w*|liefer\w*|adress\w*|anschrift|envoy\w*|livr\w*|adresse|envi\w*|entreg\w*|direccion|morada|endereco|mand\w*)\b")]
    private static partial Regex Moves();
}
