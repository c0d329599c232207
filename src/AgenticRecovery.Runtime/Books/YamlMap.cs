using System.Globalization;
using AgenticRecovery.Cases;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AgenticRecovery.Books;

/// <summary>A YAML mapping that remembers where it stands, so that each fault names its line. Faults collect in one list.</summary>
public sealed class YamlMap
{
    private readonly YamlMappingNode _node;
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);
    private readonly string _file;
    private readonly List<BookFault> _faults;

    private YamlMap(YamlMappingNode node, string file, List<BookFault> faults)
    {
        (_node, _file, _faults) = (node, file, faults);
        foreach (var (key, value) in node.Children)
            if (key is YamlScalarNode { Value: { } name }) _values[name] = value;
            else Fault(key, "a key must be a plain text");
    }

    /// <summary>The document's top mapping; null, with a fault, when the text is no YAML mapping.</summary>
    public static YamlMap? Read(string yaml, string file, List<BookFault> faults)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException fault)
        {
            faults.Add(new BookFault(file, fault.Start.Line, fault.Start.Column, fault.Message));
            return null;
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            // The scanner stumbles over some unfinished texts (an open bracket at the end) without saying where.
            faults.Add(new BookFault(file, 1, 1, "this is not finished YAML: a bracket or a quote is never closed"));
            return null;
        }
        if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode top) return new YamlMap(top, file, faults);
        faults.Add(new BookFault(file, 1, 1, "expected one YAML document with a mapping at its top"));
        return null;
    }

    public IEnumerable<string> Keys => _values.Keys;

    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>Faults every key that is not listed, with the nearest that is.</summary>
    public YamlMap Only(params string[] known)
    {
        foreach (var key in _node.Children.Keys.OfType<YamlScalarNode>())
            if (!known.Contains(key.Value!, StringComparer.Ordinal)) FaultUnknown(key, key.Value!, "key", known);
        return this;
    }

    public string? Text(string key, bool isRequired = true)
    {
        if (!_values.TryGetValue(key, out var node)) return Missing(key, isRequired);
        if (node is YamlScalarNode { Value: { Length: > 0 } text }) return text;
        Fault(node, $"'{key}' must be a text");
        return null;
    }

    public string? OneOf(string key, IEnumerable<string> known, bool isRequired = true)
    {
        if (Text(key, isRequired) is not { } text) return null;
        if (known.Contains(text, StringComparer.Ordinal)) return text;
        FaultUnknown(_values[key], text, key, known);
        return null;
    }

    public WorkSpan? Span(string key, bool isRequired = true)
    {
        if (Text(key, isRequired) is not { } text) return null;
        if (WorkSpan.TryParse(text, out var span)) return span;
        Fault(_values[key], $"'{key}' must be {WorkSpan.Expected}, found '{text}'");
        return null;
    }

    public decimal? Number(string key, decimal from, decimal to, bool isRequired = true)
    {
        if (Text(key, isRequired) is not { } text) return null;
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to) return number;
        Fault(_values[key], $"'{key}' must be a number from {Shown(from)} to {Shown(to)}, found '{text}'");
        return null;
    }

    public YamlMap? Map(string key, bool isRequired = true)
    {
        if (!_values.TryGetValue(key, out var node))
        {
            Missing(key, isRequired);
            return null;
        }
        if (node is YamlMappingNode map) return new YamlMap(map, _file, _faults);
        Fault(node, $"'{key}' must be a mapping");
        return null;
    }

    public IReadOnlyList<YamlMap> Maps(string key)
    {
        var maps = new List<YamlMap>();
        foreach (var node in Items(key))
            if (node is YamlMappingNode map) maps.Add(new YamlMap(map, _file, _faults));
            else Fault(node, $"each entry of '{key}' must be a mapping");
        return maps;
    }

    public IReadOnlyList<string> Texts(string key)
    {
        var texts = new List<string>();
        foreach (var node in Items(key))
            if (node is YamlScalarNode { Value: { Length: > 0 } text }) texts.Add(text);
            else Fault(node, $"each entry of '{key}' must be a text");
        return texts;
    }

    public IReadOnlyList<decimal> Numbers(string key, decimal from, decimal to)
    {
        var numbers = new List<decimal>();
        foreach (var node in Items(key))
            if (node is YamlScalarNode scalar && decimal.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && number >= from && number <= to) numbers.Add(number);
            else Fault(node, $"each entry of '{key}' must be a number from {Shown(from)} to {Shown(to)}");
        return numbers;
    }

    public void Fault(string key, string message) => Fault(_values.TryGetValue(key, out var node) ? node : _node, message);

    public void FaultUnknown(string key, string found, string what, IEnumerable<string> known) =>
        FaultUnknown(_values.TryGetValue(key, out var node) ? node : _node, found, what, known);

    private IEnumerable<YamlNode> Items(string key)
    {
        if (!_values.TryGetValue(key, out var node))
        {
            Missing(key, true);
            return [];
        }
        if (node is YamlSequenceNode list) return list.Children;
        Fault(node, $"'{key}' must be a list");
        return [];
    }

    private string? Missing(string key, bool isRequired)
    {
        if (isRequired) Fault(_node, $"'{key}' is missing");
        return null;
    }

    private void Fault(YamlNode node, string message) => _faults.Add(new BookFault(_file, node.Start.Line, node.Start.Column, message));

    private void FaultUnknown(YamlNode node, string found, string what, IEnumerable<string> known)
    {
        var names = known.ToList();
        var nearest = Spelling.Nearest(found, names);
        Fault(node, $"unknown {what} '{found}'" + (nearest is null ? $"; known: {string.Join(", ", names)}" : $" (did you mean {nearest}?)"));
    }

    private static string Shown(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
