using AgenticRecovery.Policy;
using YamlDotNet.RepresentationModel;

namespace AgenticRecovery.Books;

/// <summary>Reads claims: a file of them, or one from the command line.</summary>
public static class PolicyClaimReader
{
    /// <summary>The shipped claims of <c>policies/claims.yaml</c>.</summary>
    public static (IReadOnlyList<Claim> Claims, IReadOnlyList<PolicyFault> Faults) Standard(Rates rates) =>
        Read(PolicyBookReader.Shipped("claims")!, "policies/claims.yaml", rates);

    public static (IReadOnlyList<Claim> Claims, IReadOnlyList<PolicyFault> Faults) Read(string yaml, string file, Rates rates)
    {
        var walk = new PolicyYaml(file, yaml);
        if (walk.Root() is not { } root)
            return ([], walk.Faults);
        var claims = new List<Claim>();
        foreach (var item in walk.Items(walk.Entries(root, "a file of claims", "claims").GetValueOrDefault("claims"), "claims"))
        {
            var entries = walk.Entries(item, "a claim", "id", "claim", "because");
            var id = walk.Text(entries, "id", item, "the claim");
            var text = walk.Text(entries, "claim", item, "the claim");
            if (id is null || text is null)
                continue;
            if (claims.Any(claim => claim.Id == id))
                walk.Fault(item, $"two claims are called '{id}'", "an id of its own");
            if (ClaimText.Read(id, text, rates, out var fault) is { } read)
                claims.Add(read with { Because = walk.Text(entries, "because") ?? "" });
            else
                walk.Fault((YamlScalarNode)entries["claim"], text, fault!);
        }
        return (claims, walk.Faults);
    }

    /// <summary>One claim as typed; the fault's column counts in the claim's own text.</summary>
    public static (Claim? Claim, PolicyFault? Fault) ReadOne(string text, Rates rates)
    {
        var claim = ClaimText.Read("claim", text, rates, out var fault);
        return (claim, fault is null ? null : new PolicyFault("claim", 1, fault.Offset + 1, fault.Message, fault.Expected, fault.Nearest));
    }
}
