namespace AgenticRecovery.Accounts;

/// <summary>What may be done at the desk, and which roles may do it. What no role has, nobody may.</summary>
public static class Permissions
{
    public const string Read = "cases:read";
    public const string Decide = "verdicts:give";
    public const string Intake = "signals:write";
    public const string Repair = "dead-letters:retry";
    public const string Audit = "audit:read";
    public const string Policy = "policy:edit";
    public const string Users = "users:manage";

    /// <summary>Bringing back settled requests with a known answer; no role that decides has it, except the admin.</summary>
    public const string Seed = "sentinels:seed";

    /// <summary>Every role, fewest rights first. "operations" answers what the policy book asks of the warehouse and the shop.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> OfRole = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["viewer"] = [Read],
        ["approver"] = [Read, Decide],
        ["operations"] = [Read, Decide, Intake, Repair, Audit],
        ["finance"] = [Read, Decide, Audit],
        ["risk"] = [Read, Decide, Audit],
        ["policy-editor"] = [Read, Audit, Policy, Seed],
        [Admin] = [Read, Decide, Intake, Repair, Audit, Policy, Users, Seed],
    };

    public const string Admin = "admin";

    public static IReadOnlyList<string> Roles { get; } = [.. OfRole.Keys];

    public static IReadOnlyList<string> All { get; } = [.. OfRole[Admin]];

    public static bool Allows(IEnumerable<string> roles, string permission) =>
        roles.Any(role => OfRole.TryGetValue(role, out var may) && may.Contains(permission));

    /// <summary>The roles that may do it, for a refusal that helps.</summary>
    public static IEnumerable<string> RolesWith(string permission) => Roles.Where(role => OfRole[role].Contains(permission));
}
