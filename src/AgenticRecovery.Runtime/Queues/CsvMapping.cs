using System.Globalization;
using AgenticRecovery.Books;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Queues;

/// <summary>Where one field of a signal comes from: a column, or always the same value.</summary>
/// <param name="Map">Words of the source → words of the signal, compared without case; empty when the column is taken as it is.</param>
/// <param name="Formats">Date forms to try; empty when the column holds ISO 8601 with an offset.</param>
/// <param name="Zone">Zone of dates that carry no offset.</param>
/// <param name="Default">Taken where the column is empty.</param>
public sealed record CsvField(
    string? Column, string? Value, bool IsOptional, string? Default, IReadOnlyDictionary<string, string> Map, IReadOnlyList<string> Formats, TimeZoneInfo? Zone)
{
    /// <summary>The field's text for a row. False, with the reason, for a word that the map does not know or a date no form fits.</summary>
    internal bool TryTake(CsvTable row, out string? text, out string? why)
    {
        why = null;
        text = Value ?? row[Column!].Trim();
        if (text.Length == 0) text = Default;
        if (text is null) return true;
        if (Map.Count > 0 && !TryMap(ref text, out why)) return false;
        return Formats.Count == 0 || TryDate(ref text, out why);
    }

    private bool TryMap(ref string text, out string? why)
    {
        why = null;
        if (Map.TryGetValue(text, out var word))
        {
            text = word;
            return true;
        }
        // A source may also use the signal's own words.
        if (Map.Values.Contains(text, StringComparer.Ordinal)) return true;
        why = $"'{SignalText(text)}' is not in the mapping of column '{Column}'"
            + (Cases.Spelling.Nearest(text, Map.Keys) is { } nearest ? $" (did you mean {nearest}?)" : $"; known: {string.Join(", ", Map.Keys)}");
        return false;
    }

    private bool TryDate(ref string text, out string? why)
    {
        why = null;
        if (IsoTime.TryParse(text, out _)) return true;
        if (!DateTime.TryParseExact(text, [.. Formats], CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall))
        {
            why = $"'{SignalText(text)}' in column '{Column}' has none of the forms {string.Join(" | ", Formats)}";
            return false;
        }
        // An hour that a change of the clocks skips is taken an hour later.
        if (Zone!.IsInvalidTime(wall)) wall = wall.AddHours(1);
        text = IsoTime.Text(new DateTimeOffset(wall, Zone.GetUtcOffset(wall)));
        return true;
    }

    private static string SignalText(string text) => text.Length <= 48 ? text : text[..48] + "…";
}

/// <summary>A mapping file: columns of a CSV → fields of a signal. Format: <c>docs/signals.md</c>.</summary>
public sealed record CsvMapping(
    string Name, char Delimiter, IReadOnlyDictionary<string, CsvField> Fields, IReadOnlyDictionary<string, CsvField> Attributes)
{
    private static readonly string[] Names = ["id", "source", "kind", "occurredAt", "order", "customer", "mode", "text", "language", "amount", "currency"];
    private static readonly string[] Required = ["source", "kind", "occurredAt"];

    /// <summary>Names of the mappings inside the program.</summary>
    public static IReadOnlyList<string> ShippedNames { get; } =
        [.. typeof(CsvMapping).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("mappings/", StringComparison.Ordinal)).Select(n => Path.GetFileNameWithoutExtension(n["mappings/".Length..])).Order(StringComparer.Ordinal)];

    /// <summary>A shipped mapping by name, or a file by path.</summary>
    /// <exception cref="BookFaultException">The mapping is faulty or unknown; every fault is named.</exception>
    public static CsvMapping Find(string nameOrPath)
    {
        using var shipped = typeof(CsvMapping).Assembly.GetManifestResourceStream($"mappings/{nameOrPath}.yaml");
        if (shipped is not null) return Read(new StreamReader(shipped).ReadToEnd(), $"{nameOrPath}.yaml");
        if (File.Exists(nameOrPath)) return Read(File.ReadAllText(nameOrPath), Path.GetFileName(nameOrPath));
        var nearest = Cases.Spelling.Nearest(nameOrPath, [.. ShippedNames, "olist"]);
        throw new BookFaultException([new BookFault(nameOrPath, 1, 1, "there is no such mapping file" + (nearest is null ? $"; shipped: {string.Join(", ", ShippedNames)}, olist" : $" (did you mean {nearest}?)"))]);
    }

    /// <exception cref="BookFaultException">The text is no mapping; every fault has its line and column.</exception>
    public static CsvMapping Read(string yaml, string file)
    {
        var faults = new List<BookFault>();
        var top = YamlMap.Read(yaml, file, faults)?.Only("mapping", "version", "about", "delimiter", "fields", "attributes");
        var name = top?.Text("mapping");
        var delimiter = top?.Text("delimiter", false) ?? ",";
        if (delimiter == "\\t") delimiter = "\t";
        if (delimiter.Length != 1) top!.Fault("delimiter", "'delimiter' must be one character, or \\t for a tab");
        var fieldMap = top?.Map("fields");
        var fields = fieldMap is null ? [] : ReadFields(fieldMap.Only(Names));
        foreach (var missing in Required.Where(r => fieldMap?.Has(r) == false)) fieldMap!.Fault(missing, $"'{missing}' is missing: every signal needs it");
        if (fields.ContainsKey("amount") && !fields.ContainsKey("currency")) fieldMap!.Fault("amount", "'amount' needs a 'currency', a column or {value: EUR}");
        var attributes = top?.Map("attributes", false) is { } attributeMap ? ReadFields(attributeMap) : [];
        return faults.Count > 0 ? throw new BookFaultException(faults) : new CsvMapping(name!, delimiter[0], fields, attributes);
    }

    /// <summary>Columns a file must have.</summary>
    public IEnumerable<string> NeededColumns =>
        Fields.Values.Concat(Attributes.Values).Where(f => f is { Column: not null, IsOptional: false }).Select(f => f.Column!).Distinct(StringComparer.Ordinal);

    private static Dictionary<string, CsvField> ReadFields(YamlMap map)
    {
        var fields = new Dictionary<string, CsvField>(StringComparer.Ordinal);
        foreach (var name in map.Keys)
            if (map.Map(name) is { } field && ReadField(field) is { } read) fields[name] = read;
        return fields;
    }

    private static CsvField? ReadField(YamlMap map)
    {
        map.Only("column", "value", "optional", "default", "map", "formats", "zone");
        var column = map.Text("column", false);
        var value = map.Text("value", false);
        if (column is null == value is null)
        {
            map.Fault("column", "give either 'column' or 'value'");
            return null;
        }
        var words = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (map.Map("map", false) is { } wordMap)
            foreach (var word in wordMap.Keys)
                if (wordMap.Text(word) is { } meant) words[word] = meant;
        var formats = map.Has("formats") ? map.Texts("formats") : [];
        TimeZoneInfo? zone = null;
        if (map.Text("zone", false) is { } zoneName && !TimeZoneInfo.TryFindSystemTimeZoneById(zoneName, out zone))
            map.Fault("zone", $"'{zoneName}' is no IANA time zone, such as Europe/Berlin");
        if (formats.Count > 0 && zone is null) map.Fault("formats", "dates without an offset need a 'zone', such as Europe/Berlin");
        return new CsvField(column, value, map.OneOf("optional", ["true", "false"], false) == "true", map.Text("default", false), words, formats, zone);
    }
}
