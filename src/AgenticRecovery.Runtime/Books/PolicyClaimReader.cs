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
        var items = walk.Items(walk.Entries(root, "a file of claims", "claims").GetValueOrDefault("claims"), "claims");
        if (items.Count == 0 && walk.Faults.Count == 0)
            walk.Fault(root, "the file has no claims", "'claims:' with at least one");
        foreach (var item in items)
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

    /// <summary>A file of claims, or one claim as typed.</summary>
    public static (IReadOnlyList<Claim> Claims, IReadOnlyList<PolicyFault> Faults) ReadFileOrText(string fileOrText, Rates rates)
    {
        if (File.Exists(fileOrText))
            return Read(File.ReadAllText(fileOrText), fileOrText, rates);
        if (!fileOrText.Contains(' ', StringComparison.Ordinal))
            return ([], [new PolicyFault(fileOrText, 1, 1, "there is no such file, and it is no claim", "a file of claims, or a claim such as 'never allow FullRefund when amount > 100.00'", null)]);
        var (claim, fault) = ReadOne(fileOrText, rates);
        return (claim is null ? [] : [claim], fault is null ? [] : [fault]);
    }

    /// <summary>One claim as typed; the fault's column counts in the claim's own text.</summary>
    public static (Claim? Claim, PolicyFault? Fault) ReadOne(string text, Rates rates)
    {
        var claim = ClaimText.Read("claim", text, rates, out var fault);
        return (claim, fault is null ? null : new PolicyFault("claim", 1, fault.Offset + 1, fault.Message, fault.Expected, fault.Nearest));
    }
}
