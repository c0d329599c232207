using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.SemanticKernel;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AgenticRecovery.Books;

/// <summary>
/// One versioned prompt in Semantic Kernel's YAML form. The system text is the same byte for byte in every call, so
/// that a provider's prompt cache hits; only the user text has blanks.
/// </summary>
public sealed partial class PromptFile
{
    // What people outside wrote is quoted before it comes here; escaping it again would only change its bytes.
    private static readonly KernelPromptTemplateFactory Templates = new() { AllowDangerouslySetContent = true };
    private static readonly Kernel WithoutFunctions = new();

    private readonly IPromptTemplate user;

    private PromptFile(string path, string system, IPromptTemplate user, string hash)
    {
        (Path, System, this.user, Hash) = (path, system, user, hash);
    }

    /// <summary>Agent and version, such as "recovery/v1".</summary>
    public string Path { get; }

    /// <summary>The stable first part of every call.</summary>
    public string System { get; }

    /// <summary>First 16 hex digits of the SHA-256 of the file.</summary>
    public string Hash { get; }
    public required string Name { get; init; }
    public required IReadOnlyList<string> Variables { get; init; }
    public required float? Temperature { get; init; }
    public required int? MaxTokens { get; init; }
    public required bool WantsJson { get; init; }

    /// <summary>Path and hash, as transcripts and call records name it.</summary>
    public string Reference => $"{Path}@{Hash}";

    /// <summary>Fills the blanks of the user text. Throws <see cref="PromptFileException"/> when one has no value.</summary>
    public Task<string> RenderUserAsync(IReadOnlyDictionary<string, string> values, CancellationToken ct)
    {
        foreach (var variable in Variables)
            if (!values.ContainsKey(variable))
                throw new PromptFileException(Path, 0, $"the variable '{variable}' got no value");
        return user.RenderAsync(WithoutFunctions, new KernelArguments(values.ToDictionary(value => value.Key, object? (value) => value.Value)), ct);
    }

    /// <summary>Reads a prompt. Every fault names file and line and what was expected.</summary>
    public static PromptFile Read(string path, string yaml)
    {
        var root = Root(path, yaml);
        var format = Text(path, root, "template_format");
        if (format.Value != "handlebars")
            throw Fault(path, format, $"template_format is '{format.Value}'; only 'handlebars' is read");
        var template = Text(path, root, "template");
        var (system, userText) = Parts(path, template);
        var variables = InputVariables(path, root);
        foreach (var used in Used(userText))
            if (!variables.Contains(used))
                throw Fault(path, template, $"the template uses '{used}', which is not among input_variables ({string.Join(", ", variables)})");
        foreach (var variable in variables)
            if (!Used(userText).Contains(variable))
                throw Fault(path, template, $"the input variable '{variable}' is never used in the user message");

        IPromptTemplate compiled;
        try
        {
            // Blanks are all that is used of Handlebars; Semantic Kernel's own templates write them with a dollar.
            compiled = Templates.Create(new PromptTemplateConfig(Blank().Replace(userText, "{{$$$1}}")));
        }
        catch (KernelException fault)
        {
            throw Fault(path, template, $"a blank is {{{{name}}}} with letters, digits and underscores, and nothing else of handlebars is read: {fault.Message}");
        }
        var settings = (Child(root, "execution_settings") as YamlMappingNode) is { } all ? Child(all, "default") as YamlMappingNode : null;
        return new PromptFile(path, system, compiled, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml)))[..16])
        {
            Name = Text(path, root, "name").Value!,
            Variables = variables,
            Temperature = Number(path, settings, "temperature") is { } heat ? (float)heat : null,
            MaxTokens = (int?)Number(path, settings, "max_tokens"),
            WantsJson = settings is not null && (Child(settings, "response_format") as YamlScalarNode)?.Value is "json_object",
        };
    }

    [GeneratedRegex(@"\{\{\{?\s*(\w+)\s*\}?\}\}")]
    private static partial Regex Blank();

    private static YamlMappingNode Root(string path, string yaml)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents is [{ RootNode: YamlMappingNode map }] ? map : throw new PromptFileException(path, 1, "expected one YAML mapping");
        }
        catch (YamlException fault)
        {
            throw new PromptFileException(path, (int)fault.Start.Line, fault.InnerException?.Message ?? fault.Message);
        }
    }

    private static (string System, string User) Parts(string path, YamlScalarNode template)
    {
        var text = template.Value!;
        var system = Message(path, template, text, "system");
        if (system.Contains("{{", StringComparison.Ordinal))
            throw Fault(path, template, "the system message has a blank; it must be the same in every call");
        if (text.IndexOf("role=\"system\"", StringComparison.Ordinal) > text.IndexOf("role=\"user\"", StringComparison.Ordinal))
            throw Fault(path, template, "the system message must come before the user message");
        return (system, Message(path, template, text, "user"));
    }

    private static string Message(string path, YamlScalarNode template, string text, string role)
    {
        var open = $"<message role=\"{role}\">";
        var start = text.IndexOf(open, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf("</message>", start, StringComparison.Ordinal);
        return end < 0
            ? throw Fault(path, template, $"the template has no {open} … </message>")
            : text[(start + open.Length)..end].Trim('\n', '\r', ' ');
    }

    private static List<string> InputVariables(string path, YamlMappingNode root)
    {
        if (Child(root, "input_variables") is not YamlSequenceNode list)
            throw Fault(path, root, "input_variables is missing or no list");
        return [.. list.Children.Select(item => item is YamlMappingNode entry
            ? Text(path, entry, "name").Value!
            : throw Fault(path, item, "an input variable is a mapping with a name"))];
    }

    private static HashSet<string> Used(string template)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var at = template.IndexOf("{{", StringComparison.Ordinal); at >= 0; at = template.IndexOf("{{", at + 2, StringComparison.Ordinal))
        {
            var end = template.IndexOf("}}", at, StringComparison.Ordinal);
            if (end > at)
                names.Add(template[(at + 2)..end].Trim('{', '}', ' '));
        }
        return names;
    }

    private static decimal? Number(string path, YamlMappingNode? settings, string key)
    {
        if (settings is null || Child(settings, key) is not YamlScalarNode scalar)
            return null;
        return decimal.TryParse(scalar.Value, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Fault(path, scalar, $"{key} is '{scalar.Value}', expected a number");
    }

    private static YamlNode? Child(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    private static YamlScalarNode Text(string path, YamlMappingNode map, string key) =>
        Child(map, key) is YamlScalarNode { Value.Length: > 0 } scalar ? scalar : throw Fault(path, map, $"'{key}' is missing or no text");

    private static PromptFileException Fault(string path, YamlNode node, string what) => new(path, (int)node.Start.Line, what);
}

/// <summary>A prompt file that cannot be used; the message names file, line and what was expected.</summary>
public sealed class PromptFileException(string path, int line, string what)
    : Exception(line > 0 ? $"prompts/{path}.yaml({line}): {what}" : $"prompts/{path}.yaml: {what}");
