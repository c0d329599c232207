using System.Net;
using System.Text.RegularExpressions;
using AgenticRecovery.Accounts;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Host.Notifications;
using AgenticRecovery.Store;
using AgenticRecovery.Tests.Desk;
using Microsoft.Extensions.Configuration;

namespace AgenticRecovery.Tests.Notifications;

/// <summary>Notifications over the shipped samples, to a mail server and webhooks on this machine.</summary>
public sealed partial class NotificationTests : IAsyncLifetime
{
    private readonly OpenDesk _desk = new();
    private readonly SmtpStub _smtp = new();
    private readonly HookStub _hooks = new();
    private readonly HttpClient _http = new();
    private Uri _hook = null!;

    public async Task InitializeAsync()
    {
        await _desk.InitializeAsync();
        _hook = await _hooks.StartAsync();
        var at = _desk.App.Clock.GetUtcNow();
        // Switched on before the samples ran, so that their requests are news.
        await _desk.App.Store.Imports.MarkAsync("notifications", "on", 0, at.AddHours(-1), default);
        foreach (var role in new[] { "finance", "risk" })
            await _desk.App.Store.Accounts.TryAddAsync(new Account { Name = role, DisplayName = role, Email = $"{role}@linnet.example", Roles = [role], CreatedAt = at }, null, "test", false, default);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _smtp.DisposeAsync();
        await _hooks.DisposeAsync();
        await _desk.DisposeAsync();
    }

    [Fact]
    public async Task Each_new_request_is_told_once_to_its_role_and_to_the_rooms_without_personal_data()
    {
        var pending = _desk.App.Store.Approvals.Pending(new ApprovalFilter { PageSize = 500 });
        var forFinance = pending.Count(p => p.Approval.Request.Role == "finance");
        Assert.NotEqual(0, forFinance);

        for (var round = 0; round < 4; round++)
            await Notifier(Settings(isNearLong: false)).RoundAsync(default);

        Assert.Equal(forFinance, _smtp.Mails.Count(m => m.To == "finance@linnet.example" && m.Mail.Contains("A request waits for you", StringComparison.Ordinal)));
        Assert.Equal(pending.Count, _hooks.Posts.Count(p => p.Room == "slack" && p.Body.Contains("A new request waits", StringComparison.Ordinal)));
        Assert.Equal(pending.Count, _hooks.Posts.Count(p => p.Room == "teams" && p.Body.Contains("A new request waits", StringComparison.Ordinal)));
        var said = string.Join('\n', _smtp.Mails.Select(m => m.Mail).Concat(_hooks.Posts.Select(p => p.Body)));
        Assert.All(pending.Where(p => p.Case.Order is not null), p => Assert.DoesNotContain(p.Case.Order!.Value.Value, said));
        foreach (var customer in pending.Select(p => p.Case.Customer).OfType<Cases.CustomerId>().Distinct())
            Assert.DoesNotContain((await _desk.App.Shop.FindCustomerAsync(customer, default))!.Name, said);
    }

    [Fact]
    public async Task A_deadline_that_comes_near_and_the_digest_of_the_day_are_told_once()
    {
        await Notifier(Settings(isNearLong: true)).RoundAsync(default);
        await Notifier(Settings(isNearLong: true)).RoundAsync(default);

        var now = _desk.App.Clock.GetUtcNow();
        var near = _desk.App.Store.Approvals.Pending(new ApprovalFilter { PageSize = 500 }).Count(p => p.Approval.Request.DueAt > now && p.Approval.Request.DueAt <= now.AddDays(1));
        Assert.Equal(near, Notices("near", "slack").Count());
        Assert.Single(Notices("digest", "slack"));
        Assert.Contains("requests wait", Notices("digest", "slack").First().Text);
    }

    [Fact]
    public async Task An_escalation_is_told_with_whom_it_goes_to()
    {
        var pending = _desk.App.Store.Approvals.Pending(new ApprovalFilter())[0];
        await _desk.App.Store.WriteAsync(sql => _desk.App.Store.Timeline.Escalate(sql, new Escalation(pending.Case.Id, 1, "operations lead", "no verdict", _desk.App.Clock.GetUtcNow())), default);

        await Notifier(Settings(isNearLong: false)).RoundAsync(default);

        Assert.Contains("escalated to operations lead", Assert.Single(Notices("escalated", "slack")).Text);
    }

    [Fact]
    public async Task What_a_room_refuses_for_now_is_tried_again_and_what_it_refuses_for_good_is_given_up()
    {
        _hooks.Status = 503;
        await Notifier(Settings(isNearLong: false)).RoundAsync(default);
        Assert.All(Notices("new", "slack"), n => Assert.Equal(("waiting", 1, "webhook: 503"), (n.State, n.Attempts, n.Why)));

        _hooks.Status = 404;
        var teams = Notices("new", "teams").First();
        await _desk.App.Store.Notices.NotSentAsync(teams.Key, "webhook: 503", _desk.App.Clock.GetUtcNow(), _desk.App.Clock.GetUtcNow().AddSeconds(-1), default);
        await Notifier(Settings(isNearLong: false)).RoundAsync(default);

        Assert.Equal(("failed", "webhook: 404"), (_desk.App.Store.Notices.Latest(1_000).First(n => n.Key == teams.Key).State, _desk.App.Store.Notices.Latest(1_000).First(n => n.Key == teams.Key).Why));
    }

    [Fact]
    public async Task What_was_cut_off_while_it_was_sent_is_not_told_twice_and_the_digest_says_so()
    {
        var now = _desk.App.Clock.GetUtcNow();
        var id = _desk.App.Store.Approvals.Pending(new ApprovalFilter())[0].Proposal.Id;
        Notice[] cut = [new("cut/slack", "new", id, "slack", "channel", "cut off here"), new("cut/mail", "new", id, "mail", "finance", "cut off here")];
        await _desk.App.Store.Notices.AddAsync(cut, now.AddDays(-1), default);
        // Two are taken by a process that ends before it can say what became of them; then the lease runs out.
        Assert.Equal("cut/mail", (await _desk.App.Store.Notices.TakeDueAsync(now, now.AddSeconds(-1), default))!.Key);
        Assert.Equal("cut/slack", (await _desk.App.Store.Notices.TakeDueAsync(now.AddHours(-1), now.AddSeconds(-1), default))!.Key);

        await Notifier(Settings(isNearLong: false)).RoundAsync(default);
        await Notifier(Settings(isNearLong: false)).RoundAsync(default);

        Assert.DoesNotContain(_hooks.Posts, p => p.Body.Contains("cut off here", StringComparison.Ordinal));
        Assert.Single(_smtp.Mails, m => m.Mail.Contains("cut off here", StringComparison.Ordinal));
        Assert.Equal("unknown", _desk.App.Store.Notices.Latest(1_000).Single(n => n.Key == "cut/slack").State);
        Assert.Equal(1, _desk.App.Store.Notices.CountUnknown(now));
        Assert.Contains("1 earlier messages were cut off", NoticeText.Digest(new DateOnly(2026, 3, 1), 0, 0, new FiguresOfDay(0, 0, 0, 1)));
    }

    [Fact]
    public async Task The_link_leads_to_the_case_after_signing_in_and_says_nothing_by_itself()
    {
        await Notifier(Settings(isNearLong: false)).RoundAsync(default);
        var link = Link().Match(_hooks.Posts.First(p => p.Room == "slack" && p.Body.Contains("A new request waits", StringComparison.Ordinal)).Body.Replace("\\u0026", "&", StringComparison.Ordinal)).Value;
        using var stranger = _desk.Stranger();
        using var person = await _desk.SignedInAsync();

        var away = await stranger.GetAsync(link);
        var there = await person.GetAsync(link);
        var broken = await person.GetAsync(link[..^6] + "AAAAAA");

        Assert.Equal("/login", away.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal("/case", there.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.DoesNotContain("case-", link);
        Assert.Equal(HttpStatusCode.Gone, broken.StatusCode);
    }

    [Theory]
    [InlineData("Notifications:Slack", "http://hooks.example/x", "https address")]
    [InlineData("Notifications:DigestAt", "25:00", "a time such as 07:30")]
    [InlineData("Notifications:Zone", "Europe/Berln", "a time zone such as")]
    [InlineData("Notifications:NearMinutes", "soon", "a whole number from 1 to 1440")]
    public void Settings_that_cannot_be_used_are_named(string name, string value, string expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build();

        Assert.Contains(expected, Assert.Throws<BadInputException>(() => NotificationSettings.Read(configuration)).Message);
    }

    private IEnumerable<Notice> Notices(string @event, string channel) => _desk.App.Store.Notices.Latest(1_000).Where(n => n.Event == @event && n.Channel == channel);

    private NotificationSettings Settings(bool isNearLong) => new()
    {
        Mail = new MailSettings("127.0.0.1", _smtp.Port, "desk@linnet.example", null, null, false),
        Slack = new Uri(_hook, "/slack"),
        Teams = new Uri(_hook, "/teams"),
        NearWithin = isNearLong ? TimeSpan.FromDays(1) : TimeSpan.FromMilliseconds(1),
        DigestAt = new TimeOnly(0, 0),
    };

    private Notifier Notifier(NotificationSettings settings) => new(_desk.App, settings, _desk.Part<NoticeLinks>(), new WebhookSender(_http));

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/go\?to=[^|""]+")]
    private static partial Regex Link();
}
