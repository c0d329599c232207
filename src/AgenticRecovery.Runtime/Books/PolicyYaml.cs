using AgenticRecovery.Cases;
using AgenticRecovery.Policy;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AgenticRecovery.Books;

/// <summary>Walks one YAML document and notes every fault with its place.</summary>
internal sealed class PolicyYaml(string file, string source)
{
    private const int MostCharacters = 1_000_000;

    /// <summary>A book has about five; the parser goes down one call a level.</summary>
    private const int MostLevels = 100;
    private readonly List<PolicyFault> _faults = [];

    public IReadOnlyList<PolicyFault> Faults => _faults;

    /// <summary>The mapping at the top of the document; null, with a fault, where there is none.</summary>
    public YamlMappingNode? Root()
    {
        if (source.Length > MostCharacters)
        {
            Add(1, 1, $"the file has {source.Length} characters", $"at most {MostCharacters}");
            return null;
        }
        if (DeepestLine() is { } line)
        {
            Add(line, 1, "this is nested too deeply", $"at most {MostLevels} levels of lists and mappings");
            return null;
        }
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(source));
        }
        catch (YamlException wrong)
        {
            Add((int)wrong.Start.Line, (int)wrong.Start.Column, $"this is not YAML: {wrong.Message}", "a YAML mapping");
            return null;
        }
        if (stream.Documents is [{ RootNode: YamlMappingNode root }])
            return root;
        Add(1, 1, stream.Documents.Count > 1 ? "the file has more than one document" : "the file is empty or no mapping", "one mapping");
        return null;
    }

    /// <summary>The first line on which brackets, or lists within lists, go deeper than a book ever does; null where none does.</summary>
    private int? DeepestLine()
    {
        var (depth, number) = (0, 0);
        foreach (var line in source.AsSpan().EnumerateLines())
        {
            number++;
            var dashes = line.TrimStart("- ").Length is var rest ? (line.Length - rest) / 2 : 0;
            foreach (var sign in line)
            {
                depth = Math.Max(0, depth + (sign is '[' or '{' ? 1 : sign is ']' or '}' ? -1 : 0));
                if (depth > MostLevels || dashes > MostLevels)
                    return number;
            }
        }
        return null;
    }

    /// <summary>The entries of a mapping; a key that is not known is a fault.</summary>
    public Dictionary<string, YamlNode> Entries(YamlNode node, string what, params string[] known)
    {
        var entries = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        if (node is not YamlMappingNode map)
        {
            Fault(node, $"{what} is not a mapping", $"keys {string.Join(", ", known)}");
            return entries;
        }
        foreach (var (key, value) in map.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (known.Length > 0 && !known.Contains(name))
                Fault(key, $"{what} has no '{name}'", $"one of {string.Join(", ", known)}", Spelling.Nearest(name, known));
            else
                entries[name] = value;
        }
        return entries;
    }

    public IReadOnlyList<YamlNode> Items(YamlNode? node, string what)
    {
        if (node is null or YamlSequenceNode)
            return (node as YamlSequenceNode)?.Children.ToList() ?? [];
        Fault(node, $"{what} is not a list", "a list");
        return [];
    }

    /// <summary>One word, or a list of words.</summary>
    public IReadOnlyList<YamlScalarNode> Words(YamlNode node, string what)
    {
        if (node is YamlScalarNode one)
            return [one];
        var words = new List<YamlScalarNode>();
        foreach (var item in Items(node, what))
        {
            if (item is YamlScalarNode word)
                words.Add(word);
            else
                Fault(item, $"{what} holds something that is not a word", "a word");
        }
        return words;
    }

    /// <summary>The text of an entry; null, with a fault where it is wanted, when it is not there.</summary>
    public string? Text(Dictionary<string, YamlNode> entries, string key, YamlNode? wantedIn = null, string what = "")
    {
        if (!entries.TryGetValue(key, out var node))
        {
            if (wantedIn is not null)
                Fault(wantedIn, $"{what} has no '{key}'", $"'{key}:'");
            return null;
        }
        if (node is YamlScalarNode { Value: { Length: > 0 } text })
            return text;
        Fault(node, $"'{key}' is not a text", "a text");
        return null;
    }

    public Expression? Condition(YamlNode node, Rates rates)
    {
        if (node is not YamlScalarNode { Value: { } text } scalar)
        {
            Fault(node, "a condition is a text", "an expression such as 'amount <= 30.00'");
            return null;
        }
        var read = Expression.Read(text, rates, out var fault);
        if (fault is not null)
            Fault(scalar, text, fault);
        return read;
    }

    /// <summary>A fault inside a scalar's text, put where it stands in the file.</summary>
    public void Fault(YamlScalarNode scalar, string text, ExpressionFault fault)
    {
        var (line, column) = PlaceOf(scalar, text, fault.Offset);
        Add(line, column, fault.Message, fault.Expected, fault.Nearest);
    }

    public void Fault(YamlNode at, string message, string expected, string? nearest = null) =>
        Add((int)at.Start.Line, (int)at.Start.Column, message, expected, nearest);

    /// <summary>
    /// Where a character of a scalar stands in the file. Quotes, indentation and folded lines are skipped by walking both texts
    /// and matching everything that is not white space.
    /// </summary>
    private (int Line, int Column) PlaceOf(YamlScalarNode scalar, string text, int offset)
    {
        var (at, line, column) = ((int)scalar.Start.Index, (int)scalar.Start.Line, (int)scalar.Start.Column);
        // A block scalar begins with its own line: "|", ">-" and the like, perhaps with a comment.
        if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
            while (at < source.Length && source[at] != '\n')
                Step();
        for (var i = 0; i < text.Length && at < source.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]) && i < offset)
                continue;
            while (at < source.Length && source[at] != text[i] && i < text.Length && !char.IsWhiteSpace(text[i]))
                Step();
            if (i >= offset)
                break;
            Step();
        }
        return (line, column);

        void Step()
        {
            (line, column) = source[at] == '\n' ? (line + 1, 1) : (line, column + 1);
            at++;
        }
    }

    private void Add(int line, int column, string message, string expected, string? nearest = null) =>
        _faults.Add(new PolicyFault(file, line, column, message, expected, nearest));
}
