using AgenticRecovery.Cases;
using AgenticRecovery.Host.Api;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgenticRecovery.Host.Notifications;

/// <summary>
/// Tells people outside the desk what waits for them. Each event becomes one row per recipient in the outbox, by a key derived
/// from the event; rows are then sent, and tried again with growing pauses where they surely did not arrive.
/// </summary>
internal sealed partial class Notifier(App app, NotificationSettings settings, NoticeLinks links, WebhookSender webhooks) : BackgroundService
{
    private const string Mark = "notifications";
    private const int MostAttempts = 8;
    private const int MostOfRound = 1_000;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private readonly ILogger _logs = app.Logs.CreateLogger<Notifier>();

    /// <summary>One round: what happened becomes notices, and what is due is sent. Returns how many were sent.</summary>
    public async Task<int> RoundAsync(CancellationToken ct)
    {
        var now = app.Clock.GetUtcNow();
        await app.Store.Notices.AddAsync(Happened(await SinceAsync(now, ct), now), now, ct);
        var sent = 0;
        // One at a time: a slow server must not use up the lease of those behind it.
        for (var i = 0; i < MostOfRound && await app.Store.Notices.TakeDueAsync(now, app.Clock.GetUtcNow() + Lease, ct) is { } notice; i++)
            sent += await TrySendAsync(notice, ct) ? 1 : 0;
        return sent;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Channels.Count == 0)
            return;
        using var timer = new PeriodicTimer(Every);
        try
        {
            do
            {
                await TryRoundAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }

    private async Task TryRoundAsync(CancellationToken ct)
    {
        try
        {
            await RoundAsync(ct);
        }
        // The edge of a round: a busy database must not end notifications for good.
        catch (StoreException e)
        {
            LogRound(_logs, e.GetType().Name);
        }
    }

    /// <summary>What was asked before notifications were first switched on is told only in the digest; and no further back than two days.</summary>
    private async Task<DateTimeOffset> SinceAsync(DateTimeOffset now, CancellationToken ct)
    {
        if (app.Store.Imports.MarkedAt(Mark) is not { } first)
        {
            await app.Store.Imports.MarkAsync(Mark, "on", 0, now, ct);
            first = now;
        }

        return first > now.AddDays(-2) ? first : now.AddDays(-2);
    }

    private List<Notice> Happened(DateTimeOffset since, DateTimeOffset now)
    {
        var notices = new List<Notice>();
        void Add(string @event, IEnumerable<NoticeCause> causes, Func<PendingApproval, NoticeCause, string> text)
        {
            foreach (var cause in causes)
            {
                if (ApprovalEndpoints.Find(app, cause.Proposal) is { } pending)
                    notices.AddRange(ToAll(cause.Key, @event, cause.Proposal, pending.Approval.Request.Role, text(pending, cause)));
            }
        }

        Add("new", app.Store.Notices.Asked(since), (p, _) => NoticeText.Asked(p));
        Add("near", app.Store.Notices.Near(now, now + settings.NearWithin), (p, _) => NoticeText.Near(p));
        Add("escalated", app.Store.Notices.Escalated(since), (p, cause) => NoticeText.Escalated(p, cause.To!));
        var local = TimeZoneInfo.ConvertTime(now, settings.Zone);
        var day = DateOnly.FromDateTime(local.DateTime);
        if (TimeOnly.FromDateTime(local.DateTime) >= settings.DigestAt)
            notices.AddRange(ToAll($"digest/{day:yyyy-MM-dd}", "digest", null, null, Digest(day, now)));
        return notices;
    }

    private string Digest(DateOnly day, DateTimeOffset now)
    {
        var counts = app.Store.Outcomes.Count(now.AddDays(-1));
        var late = app.Store.Approvals.Pending(new ApprovalFilter { PageSize = 1_000 }).Count(p => p.Approval.Request.DueAt < now);
        var figures = new FiguresOfDay(counts.Cases, counts.Closed, counts.ByDecision.GetValueOrDefault("allow"), app.Store.Notices.CountUnknown(now.AddDays(-1)));
        return NoticeText.Digest(day, app.Store.Approvals.CountPending(), late, figures);
    }

    private IEnumerable<Notice> ToAll(string key, string @event, ProposalId? proposal, string? role, string text) => settings.Channels.SelectMany(channel => channel == "mail"
        ? NoticeText.Recipients(app.Store.Accounts.List(), role).Select(a => new Notice($"{key}/mail/{a.Name}", @event, proposal, channel, a.Name, text))
        : [new Notice($"{key}/{channel}", @event, proposal, channel, "channel", text)]);

    /// <summary>
    /// A room cannot tell a repeat from a new message, so what was cut off while it was sent is not sent again; the digest says how
    /// many those were. A mail is: its Message-ID is the same, and mail systems drop the second.
    /// </summary>
    private async Task<bool> TrySendAsync(Notice notice, CancellationToken ct)
    {
        if (notice.State != "sending" || notice.Channel == "mail")
            return await SendAsync(notice, ct);
        await app.Store.Notices.UnknownAsync(notice.Key, "cut off while it was sent; it may have arrived", app.Clock.GetUtcNow(), ct);
        return false;
    }

    private async Task<bool> SendAsync(Notice notice, CancellationToken ct)
    {
        var link = links.To(notice.Proposal is { } id && app.Store.Approvals.Find(id) is { } approval ? $"/case?id={Uri.EscapeDataString(approval.Request.Case.Value)}" : "/");
        var sending = notice.Channel switch
        {
            "mail" when settings.Mail is { } mail && app.Store.Accounts.Find(notice.Recipient) is { IsEnabled: true, Email: { } address } =>
                await MailSender.SendAsync(mail, notice, address, link, ct),
            "slack" when settings.Slack is { } slack => await webhooks.SlackAsync(slack, notice, link, ct),
            "teams" when settings.Teams is { } teams => await webhooks.TeamsAsync(teams, notice, link, ct),
            _ => new Sending.NotDone("the channel or its recipient is gone", false),
        };
        var now = app.Clock.GetUtcNow();
        if (sending is Sending.Unknown unknown)
        {
            await app.Store.Notices.UnknownAsync(notice.Key, unknown.Why, now, CancellationToken.None);
            LogNotSent(_logs, notice.Event, notice.Channel, unknown.Why, notice.Attempts + 1);
            return false;
        }

        if (sending is Sending.NotDone { Why: var why, MayWork: var mayWork })
        {
            // 1, 2, 4 … minutes, an hour at most.
            var pause = TimeSpan.FromMinutes(Math.Min(60, Math.Pow(2, notice.Attempts)));
            var isLast = !mayWork || notice.Attempts + 1 >= MostAttempts;
            await app.Store.Notices.NotSentAsync(notice.Key, why, now, isLast ? null : now + pause, CancellationToken.None);
            LogNotSent(_logs, notice.Event, notice.Channel, why, notice.Attempts + 1);
            return false;
        }

        await app.Store.Notices.SentAsync(notice.Key, now, CancellationToken.None);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "Notification of {Event} by {Channel} not sent: {Why} (attempt {Attempt})")]
    private static partial void LogNotSent(ILogger logs, string @event, string channel, string why, int attempt);

    [LoggerMessage(LogLevel.Error, "A round of notifications was cut off: {Fault}")]
    private static partial void LogRound(ILogger logs, string fault);
}
