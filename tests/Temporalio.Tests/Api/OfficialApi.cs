using System.Text.RegularExpressions;

namespace Temporalio.Tests.Api;

/// <summary>The listing of the official public API: each type's heading and the lines of its members.</summary>
internal sealed partial class OfficialApi
{
    private readonly Dictionary<string, (string Heading, HashSet<string> Members)> types = [];

    private OfficialApi()
    {
    }

    public static OfficialApi Read(string path)
    {
        var api = new OfficialApi();
        HashSet<string>? members = null;
        var space = string.Empty;
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith("## namespace ", StringComparison.Ordinal))
            {
                space = line["## namespace ".Length..].Trim();
            }
            else if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                members = null;
                space = string.Empty;
            }
            else if (space.Length > 0 && line.Length > 0 && !char.IsWhiteSpace(line[0]) && line[0] != '#')
            {
                members = [];
                var heading = Normal(line);
                api.types[$"{space}.{NameIn(heading)}"] = (heading, members);
            }
            else if (members is not null && line.Length > 0)
            {
                AddMember(members, line.Trim());
            }
        }
        return api;
    }

    public bool TryGet(string type, out string heading, out IReadOnlySet<string> members)
    {
        var found = types.TryGetValue(type, out var entry);
        heading = entry.Heading;
        members = entry.Members;
        return found;
    }

    public IEnumerable<string> TypeNames => types.Keys;

    /// <summary>Without what carries no contract for callers: attributes, comments, marks of nullable type parameters.</summary>
    public static string Normal(string line)
    {
        line = Attribute().Replace(line, string.Empty);
        line = line.Replace("/*default impl*/ ", string.Empty, StringComparison.Ordinal);
        line = TypeParameterMark().Replace(line, "$1");
        var comment = line.IndexOf(" // ", StringComparison.Ordinal);
        return (comment < 0 ? line : line[..comment]).Trim();
    }

    /// <summary>The name in a heading such as "public record WorkflowHandle&lt;TWorkflow&gt; : WorkflowHandle".</summary>
    private static string NameIn(string heading) => TypeName().Match(heading).Groups[1].Value.Replace(", ", ",", StringComparison.Ordinal);

    private static void AddMember(HashSet<string> members, string line)
    {
        if (!line.StartsWith("//", StringComparison.Ordinal))
        {
            members.Add(Normal(line));
            return;
        }
        // "// 112 RPC methods, public Task<{X}Response> {X}Async, ...: A, B, C"
        if (line.Contains("RPC methods", StringComparison.Ordinal))
        {
            foreach (var name in line[(line.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].Split(", "))
            {
                members.Add($"rpc {name}Async");
            }
        }
    }

    [GeneratedRegex(@"\[[A-Z]\w*(\([^\]]*\))?\] ")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"\b(T[A-Z]\w*|T)\?(?=[ ,>)])")]
    private static partial Regex TypeParameterMark();

    [GeneratedRegex(@"\b(?:class|record|interface|enum|struct) ([\w.]+(?:<[^>]*>)?)")]
    private static partial Regex TypeName();
}
