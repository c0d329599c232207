using AgenticRecovery.Economics;

namespace AgenticRecovery.Accounts;

/// <summary>Whether an amount is within what a person may let go.</summary>
public static class AmountLimits
{
    /// <summary>
    /// Null when it is. A person's own limits for a role stand instead of the role's; where neither has any, the role has
    /// no limit; where there are some but none in this currency, only nothing may be let go.
    /// </summary>
    /// <param name="role">The role the request needs; an admin answers for it as admin.</param>
    /// <param name="ofRoles">What a role may let go where its person has no limit of their own.</param>
    public static string? WhyOver(Account account, string role, Money amount, IReadOnlyList<AmountLimit> ofRoles)
    {
        if (amount.Minor <= 0)
            return null;
        var held = account.Roles.Contains(role) ? role : Permissions.Admin;
        var limits = account.Limits.Where(l => l.Role == held).ToList();
        if (limits.Count == 0)
            limits = [.. ofRoles.Where(l => l.Role == held)];
        if (limits.Count == 0)
            return null;
        return limits.FirstOrDefault(l => l.Most.Currency == amount.Currency) switch
        {
            null => $"{account.Name} has no limit in {amount.Currency} as {held}, so {amount} needs somebody who has one.",
            { Most: var most } when amount > most => $"{amount} is over the limit of {most} that {account.Name} has as {held}; it needs somebody with a higher one.",
            _ => null,
        };
    }
}
