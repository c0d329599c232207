using AgenticRecovery.Cases;

namespace AgenticRecovery.Books;

/// <summary>Message templates by move name (or <see cref="ExtraMessages"/>), then language. <c>messages.yaml</c> holds those shared by all playbooks.</summary>
public sealed class PlaybookMessages
{
    private static readonly Dictionary<string, IReadOnlyDictionary<string, string>> None = [];
    public static readonly PlaybookMessages Empty = new(None, None);

    private PlaybookMessages(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> byName,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> reasons) => (ByName, Reasons) = (byName, reasons);

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> ByName { get; }

    /// <summary>Sentences that may stand in {{reason}}, by key, then language.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Reasons { get; }

    /// <summary>Reads <c>messages.yaml</c>: a top key 'messages' with names below.</summary>
    public static PlaybookMessages ReadFile(string yaml, string file, List<BookFault> faults) =>
        YamlMap.Read(yaml, file, faults)?.Only("about", "messages", "reasons") is { } top && top.Map("messages") is { } map
            ? Read(map, top.Map("reasons", false))
            : Empty;

    internal static PlaybookMessages Read(YamlMap map, YamlMap? reasons = null)
    {
        var byName = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        var known = MoveTraits.All.Keys.Concat(ExtraMessages.All).ToArray();
        map.Only(known);
        foreach (var name in map.Keys)
            if (map.Map(name) is { } texts) byName[name] = Texts(texts, isOneLine: name is ExtraMessages.MachineNotice);
        var sentences = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var key in reasons?.Keys ?? [])
            if (reasons!.Map(key) is { } texts) sentences[key] = Texts(texts, isOneLine: true);
        return new PlaybookMessages(byName, sentences);
    }

    /// <summary>These, with those of a playbook over them.</summary>
    public PlaybookMessages With(PlaybookMessages own)
    {
        var all = new Dictionary<string, IReadOnlyDictionary<string, string>>(ByName, StringComparer.Ordinal);
        foreach (var (name, texts) in own.ByName) all[name] = texts;
        return new PlaybookMessages(all, Reasons);
    }

    // Every shipped language must be there: a customer must not get English because somebody forgot.
    internal static IReadOnlyDictionary<string, string> Texts(YamlMap map, bool isOneLine)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var language in Languages.Shipped)
            if (!map.Has(language)) map.Fault(language, $"the text for '{language}' is missing");
        foreach (var language in map.Keys)
        {
            if (map.Text(language) is not { } text) continue;
            foreach (var (at, fault) in MessageTemplate.Check(text)) map.Fault(language, $"{fault} at character {at + 1} of '{language}'");
            if (!isOneLine && !text.TrimEnd().Contains('\n')) map.Fault(language, "a message needs a subject line and a body below it");
            texts[language] = text.Trim();
        }
        return texts;
    }
}
