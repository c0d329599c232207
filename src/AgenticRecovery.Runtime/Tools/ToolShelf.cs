using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using AgenticRecovery.Cases;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Tools;

/// <summary>The tools an agent gets in one failure mode: all reads, the ladder's moves, and words that are always allowed.</summary>
/// <param name="SchemaHash">First 16 hex digits of SHA-256 over names, descriptions and schemas.</param>
public sealed record ToolShelf(IReadOnlyList<AITool> Tools, FrozenSet<string> Moves, string SchemaHash)
{
    /// <summary>No tools, for triage and the writer.</summary>
    public static ToolShelf Empty { get; } = new([], [], "none");

    /// <summary>True when the mode's list holds this write tool; anything else is refused before it is read.</summary>
    public bool Allows(string tool) => MoveTools.ByTool.TryGetValue(tool, out var known) && Moves.Contains(known.Move);

    public static bool IsRead(string tool) => ReadTools.ByName.ContainsKey(tool);

    /// <summary>Made once per playbook version.</summary>
    public static ToolShelf For(Playbook playbook) => Shelves.GetOrAdd(
        $"{playbook.Mode}/{playbook.Version}/{string.Join(',', playbook.Ladder.Select(rung => rung.Move))}", static (_, book) => Make(book), playbook);

    /// <summary>
    /// Modes a customer's own request falls under. One message may ask for several things, and a request that names an
    /// address, or that triage could not place, may still be a plain one.
    /// </summary>
    public static bool IsCustomerRequest(FailureMode mode) => mode is FailureMode.ChangeRequest or FailureMode.CancelRequest
        or FailureMode.ReturnRequest or FailureMode.AddressIssue or FailureMode.Unclear;

    private static readonly ConcurrentDictionary<string, ToolShelf> Shelves = new(StringComparer.Ordinal);

    private static ToolShelf Make(Playbook playbook)
    {
        var moves = new HashSet<string>(MoveTools.Always, StringComparer.Ordinal);
        moves.UnionWith(playbook.Ladder.Select(rung => rung.Move));
        if (IsCustomerRequest(playbook.Mode))
            moves.UnionWith(MoveTools.CustomerRequests);
        List<AIFunctionDeclaration> tools =
        [
            .. ReadTools.Declarations,
            .. MoveTools.All.Where(tool => moves.Contains(tool.Move)).Select(tool => tool.Declare()),
        ];
        var all = string.Join('\n', tools.Select(tool => $"{tool.Name}\n{tool.Description}\n{tool.JsonSchema.GetRawText()}"));
        return new ToolShelf([.. tools], moves.ToFrozenSet(StringComparer.Ordinal), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..16]);
    }
}
