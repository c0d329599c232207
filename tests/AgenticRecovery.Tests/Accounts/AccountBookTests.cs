using AgenticRecovery.Accounts;
using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Store;
using AgenticRecovery.Tests.Store;

namespace AgenticRecovery.Tests.Accounts;

public sealed class AccountBookTests : IDisposable
{
    private static readonly DateTimeOffset At = StandingClock.Noon;
    private readonly TempFolder folder = new();
    private readonly RecoveryStore store;

    public AccountBookTests() => store = RecoveryStore.Open(folder["r.db"], new StandingClock());

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Every_change_of_an_account_is_on_the_audit_log_and_the_chain_holds()
    {
        await store.Accounts.TryAddAsync(Person("ana", "approver"), "hash", "root", false, default);
        await store.Accounts.TrySetRolesAsync("ana", ["finance"], [Limit("finance", 500_00)], new By("root", At), default);
        await store.Accounts.TryDisableAsync("ana", new By("root", At), default);

        Assert.Equal(["account.disabled", "account.roles", "account.added"], store.Audit.Latest(10).Select(e => e.What));
        Assert.Equal("roles finance; limits finance=500.00 EUR", store.Audit.Latest(10)[1].Detail);
        Assert.Null(store.Audit.Verify().BrokenAt);
    }

    [Fact]
    public async Task Of_two_people_who_set_up_the_desk_at_once_one_wins()
    {
        var both = await Task.WhenAll(
            store.Accounts.TryAddAsync(Person("ana", "admin"), "h", "ana", true, default),
            store.Accounts.TryAddAsync(Person("ben", "admin"), "h", "ben", true, default));

        Assert.Single(both, won => won);
        Assert.Single(store.Accounts.List());
    }

    [Fact]
    public async Task A_token_opens_until_it_is_revoked_or_expires_and_only_whole()
    {
        await store.Accounts.TryAddAsync(Person("ana", "approver"), null, "root", false, default);
        var text = await store.Tokens.IssueAsync(new ApiToken("", "ana", "till", [Permissions.Read], At) { ExpiresAt = At.AddDays(1) }, "root", default);

        Assert.Equal("ana", store.Tokens.Find(text, At)!.Account);
        Assert.Null(store.Tokens.Find(text[..^1] + (text[^1] == '0' ? '1' : '0'), At));
        Assert.Null(store.Tokens.Find(text, At.AddDays(1)));
        Assert.True(await store.Tokens.TryRevokeAsync(store.Tokens.List("ana")[0].Id, new By("root", At), default));
        Assert.Null(store.Tokens.Find(text, At));
    }

    [Theory]
    [InlineData(50_00, null)]
    [InlineData(50_01, "50.01 EUR is over the limit of 50.00 EUR that ana has as approver")]
    [InlineData(0, null)]
    public void A_limit_of_the_person_holds_to_the_cent(long minor, string? expected) =>
        Says(expected, AmountLimits.WhyOver(Person("ana", "approver") with { Limits = [Limit("approver", 50_00)] }, "approver", Money.Eur(minor), [Limit("approver", 10_00)]));

    [Fact]
    public void Without_a_limit_of_the_person_that_of_the_role_holds()
    {
        Says("over the limit of 10.00 EUR", AmountLimits.WhyOver(Person("ana", "approver"), "approver", Money.Eur(10_01), [Limit("approver", 10_00)]));
        Says(null, AmountLimits.WhyOver(Person("ana", "finance"), "finance", Money.Eur(10_01), [Limit("approver", 10_00)]));
    }

    [Fact]
    public void A_limit_in_another_currency_lets_nothing_go() =>
        Says("no limit in USD", AmountLimits.WhyOver(Person("ana", "approver"), "approver", new Money(1, Currency.Usd), [Limit("approver", 10_00)]));

    [Fact]
    public void An_admin_answers_within_the_limit_of_admins() =>
        Says("as admin", AmountLimits.WhyOver(Person("ana", "admin"), "finance", Money.Eur(10_01), [Limit("admin", 10_00)]));

    [Fact]
    public void Refusing_needs_no_limit_and_looking_is_not_deciding()
    {
        var proposal = A.Refund(1);
        var approval = new ApprovalRecord(A.Request(proposal, 1), "playbook-v1", "waiting", "", 0);
        var ana = Person("ana", "finance") with { Limits = [Limit("finance", 1_00)] };

        // The request is over 12.00 EUR.
        Says("over the limit of 1.00 EUR", VerdictRules.WhyNotTheirs(approval, new Verdict.Approve(null) { Proposal = proposal.Id, ProposalHash = "", By = "ana", Roles = [] }, ana, null, []));
        Says(null, VerdictRules.WhyNotTheirs(approval, new Verdict.Reject("no") { Proposal = proposal.Id, ProposalHash = "", By = "ana", Roles = [] }, ana, null, []));
        Says("may look but not decide", VerdictRules.WhyNotTheirs(approval, new Verdict.Reject("no") { Proposal = proposal.Id, ProposalHash = "", By = "v", Roles = [] }, Person("v", "viewer"), null, []));
    }

    [Theory]
    [InlineData("Nora Weiß", "nora-wei")]
    [InlineData("nora@linnet.example", "nora@linnet.example")]
    [InlineData("workflow", null)]
    [InlineData("ß", null)]
    public void Names_of_other_systems_become_names_here(string words, string? expected) => Assert.Equal(expected, AccountName.From(words));

    private static void Says(string? expected, string? found)
    {
        if (expected is null)
            Assert.Null(found);
        else
            Assert.Contains(expected, found);
    }

    private static AmountLimit Limit(string role, long minor) => new(role, Money.Eur(minor));

    private static Account Person(string name, string role) => new() { Name = name, DisplayName = name, Roles = [role], CreatedAt = At };
}
