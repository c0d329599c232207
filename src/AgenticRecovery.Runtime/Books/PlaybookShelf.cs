using System.Collections.Concurrent;
using System.Reflection;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Books;

/// <summary>All playbooks and the cost table, read once. Modes without a playbook do not exist: a shelf with a gap does not load.</summary>
public sealed class PlaybookShelf
{
    private const string MessagesFile = "messages.yaml";
    private const string CostsFile = "costs.yaml";
    private readonly IReadOnlyDictionary<FailureMode, Playbook> _playbooks;
    private readonly ConcurrentDictionary<Currency, CostTable> _costs = new();

    private readonly PlaybookMessages _shared;

    private PlaybookShelf(IReadOnlyDictionary<FailureMode, Playbook> playbooks, CostTable costs, PlaybookMessages shared) =>
        (_playbooks, Costs, _shared) = (playbooks, costs, shared);

    public IEnumerable<Playbook> All => _playbooks.Values;

    /// <summary>Costs in euro.</summary>
    public CostTable Costs { get; }

    public Playbook this[FailureMode mode] => _playbooks[mode];

    public CostTable CostsIn(Currency currency) => _costs.GetOrAdd(currency, static (c, table) => table.In(c), Costs);

    /// <summary>Keys of the sentences that may stand in {{reason}}.</summary>
    public IEnumerable<string> ReasonKeys => _shared.Reasons.Keys;

    /// <summary>The sentence in the customer's language, else English; null for an unknown key.</summary>
    public string? Reason(string key, string language) =>
        _shared.Reasons.TryGetValue(key, out var texts) ? Languages.Pick(texts, language) : null;

    /// <summary>The books shipped inside the program. Throws <see cref="BookFaultException"/> when one is faulty.</summary>
    public static PlaybookShelf Shipped()
    {
        const string prefix = "playbooks/";
        var assembly = typeof(Workflows.OpenCase).Assembly;
        var files = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[prefix.Length..], name => Text(assembly, name), StringComparer.Ordinal);
        return Of(files);
    }

    /// <summary>The books of a folder, for teams that keep their own; files as in <c>workflows/playbooks</c>.</summary>
    public static PlaybookShelf FromFolder(string folder) =>
        Of(Directory.EnumerateFiles(folder, "*.yaml").ToDictionary(path => Path.GetFileName(path), File.ReadAllText, StringComparer.Ordinal));

    /// <param name="files">File name → text.</param>
    public static PlaybookShelf Of(IReadOnlyDictionary<string, string> files)
    {
        var faults = new List<BookFault>();
        var shared = files.TryGetValue(MessagesFile, out var messages) ? PlaybookMessages.ReadFile(messages, MessagesFile, faults) : PlaybookMessages.Empty;
        var costs = files.TryGetValue(CostsFile, out var costText)
            ? CostFile.Read(costText, CostsFile, faults)
            : Missing(CostsFile, faults);
        var playbooks = new Dictionary<FailureMode, Playbook>();
        foreach (var (file, text) in files.Where(f => f.Key is not MessagesFile and not CostsFile).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (PlaybookFile.Read(text, file, shared, faults) is not { } playbook) continue;
            if (Path.GetFileNameWithoutExtension(file) != playbook.Mode.ToString())
                faults.Add(new BookFault(file, 1, 1, $"the file of {playbook.Mode} must be named {playbook.Mode}.yaml"));
            playbooks[playbook.Mode] = playbook;
        }
        foreach (var mode in Enum.GetValues<FailureMode>())
            if (!files.ContainsKey($"{mode}.yaml")) faults.Add(new BookFault($"{mode}.yaml", 1, 1, "the playbook of this failure mode is missing"));
        return faults.Count > 0 || costs is null ? throw new BookFaultException(faults) : new PlaybookShelf(playbooks, costs, shared);
    }

    private static CostTable? Missing(string file, List<BookFault> faults)
    {
        faults.Add(new BookFault(file, 1, 1, "the cost table is missing"));
        return null;
    }

    private static string Text(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
