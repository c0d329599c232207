using System.Globalization;
using AgenticRecovery.Accounts;
using AgenticRecovery.Host.Desk;
using AgenticRecovery.Store;

namespace AgenticRecovery.Host.Notifications;

/// <summary>What a notification says: the kind of move, amounts, the role and the deadline; never a name, an address, an order or words of a customer.</summary>
internal static class NoticeText
{
    public static string Asked(PendingApproval p) => $"A new request waits for {Role(p)}: {What(p)}. Decide by {At(p.Approval.Request.DueAt)}.";

    public static string Near(PendingApproval p) => $"A request for {Role(p)} is close to its deadline, {At(p.Approval.Request.DueAt)}: {What(p)}. Nothing is approved or denied by time alone.";

    public static string Escalated(PendingApproval p, string to) => $"No verdict by the deadline; escalated to {to}: {What(p)}, for {Role(p)}.";

    public static string Digest(DateOnly day, long waiting, long late, FiguresOfDay figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"Desk on {day:yyyy-MM-dd}: {waiting} {(waiting == 1 ? "request waits" : "requests wait")}, {late} past the deadline. Since yesterday: {figures.Opened} cases opened, {figures.Closed} of them closed, {figures.Allowed} moves done without a person.{(figures.Unknown == 0 ? "" : $" {figures.Unknown} earlier messages were cut off and may not have arrived.")}");

    /// <summary>The first line of a mail.</summary>
    public static string Subject(string @event) => @event switch
    {
        "new" => "A request waits for you",
        "near" => "A deadline is near",
        "escalated" => "A request was escalated",
        "digest" => "The desk today",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Accounts that may answer a request and have a mail address; for a digest, all that may decide.</summary>
    public static IEnumerable<Account> Recipients(IEnumerable<Account> accounts, string? role) => accounts.Where(a =>
        a is { IsEnabled: true, Email: not null } && (role is null ? Permissions.Allows(a.Roles, Permissions.Decide) : a.Roles.Contains(role)));

    private static string What(PendingApproval p) =>
        $"{Words.MoveName(p.Proposal.Move.Name)}{(p.Proposal.Amount.IsZero ? "" : $", customer gets {p.Proposal.Amount}")}{(p.Case.ValueAtRisk is { } risk ? $", {risk} at risk" : "")}";

    private static string Role(PendingApproval p) => Words.Role(p.Approval.Request.Role);

    private static string At(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM HH:mm 'UTC'", CultureInfo.InvariantCulture);
}

/// <summary>Cases opened in the last day, and what became of them.</summary>
/// <param name="Unknown">Notices of the last day that may not have arrived.</param>
internal sealed record FiguresOfDay(long Opened, long Closed, long Allowed, long Unknown);
