using System.Reflection;
using AgenticRecovery.Workflows;

namespace AgenticRecovery.Books;

/// <summary>All prompts by agent and version. The shipped ones are embedded; a directory may replace or add some.</summary>
public sealed class PromptBook
{
    private readonly Dictionary<string, PromptFile> byPath;
    private readonly Dictionary<string, PromptFile> byReference;

    public PromptBook(IEnumerable<PromptFile> prompts)
    {
        byPath = prompts.ToDictionary(prompt => prompt.Path, StringComparer.Ordinal);
        byReference = byPath.Values.ToDictionary(prompt => prompt.Reference, StringComparer.Ordinal);
    }

    /// <param name="directory">Holds AGENT/vN.yaml; null for the shipped prompts only.</param>
    public static PromptBook Load(string? directory)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var assembly = typeof(CaseRound).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
            texts[PathOf(name[Prefix.Length..])] = Embedded(assembly, name);
        if (directory is not null)
            foreach (var file in Directory.EnumerateFiles(directory, "v*.yaml", SearchOption.AllDirectories))
                texts[PathOf(Path.GetRelativePath(directory, file))] = File.ReadAllText(file);
        return new PromptBook(texts.Select(text => PromptFile.Read(text.Key, text.Value)));
    }

    /// <summary>The newest version of an agent's prompt; throws when there is none.</summary>
    public PromptFile Newest(string agent) =>
        byPath.Values.Where(prompt => prompt.Path.StartsWith(agent + "/v", StringComparison.Ordinal)).MaxBy(VersionOf)
        ?? throw new PromptFileException(agent, 0, "no version of this prompt is known");

    /// <summary>A prompt by path ("recovery/v1") or by reference with its hash; throws when the text has changed since.</summary>
    public PromptFile Get(string pathOrReference) =>
        byReference.TryGetValue(pathOrReference, out var exact) ? exact
        : byPath.TryGetValue(pathOrReference, out var prompt) ? prompt
        : throw new PromptFileException(pathOrReference.Split('@')[0], 0,
            pathOrReference.Contains('@') ? $"the text with hash {pathOrReference.Split('@')[1]} is not here any more" : "no such prompt");

    public IReadOnlyCollection<PromptFile> All => byPath.Values;

    private const string Prefix = "prompts/";

    private static int VersionOf(PromptFile prompt) =>
        int.TryParse(prompt.Path[(prompt.Path.LastIndexOf("/v", StringComparison.Ordinal) + 2)..], out var version) ? version : -1;

    private static string PathOf(string file) => file.Replace('\\', '/')[..^".yaml".Length];

    private static string Embedded(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
