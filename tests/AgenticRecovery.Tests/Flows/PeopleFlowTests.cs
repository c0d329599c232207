using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Store;

namespace AgenticRecovery.Tests.Flows;

/// <summary>Several people, higher roles and money that is set aside while people decide.</summary>
public sealed class PeopleFlowTests
{
    // Held for fraud; the shipped book lets one person with the role risk release it. Here two must.
    private const string Held = "SO-7013";

    [Fact]
    public async Task Two_people_must_agree_where_the_rule_says_two_and_one_person_counts_once()
    {
        await using var shop = await FlowShop.OpenAsync(policy: await TwoPeopleAsync());
        var id = await shop.HappenAsync(Held);
        var asked = shop.Waiting(id);

        var first = await shop.SayAsync(Approve(asked, "rita"));
        var again = await shop.SayAsync(Approve(asked, "rita"));
        var waits = shop.Store.Approvals.OfCase(id).Single(a => a.Request.Proposal == asked.Request.Proposal);
        var held = (await shop.OrderAsync(Held)).Status;
        var second = await shop.SayAsync(Approve(asked, "olaf"));

        Assert.Equal(2, asked.Request.People);
        Assert.True(first.IsTaken, first.Message);
        Assert.Contains("1 more must agree", first.Message, StringComparison.Ordinal);
        Assert.False(again.IsTaken);
        Assert.True(waits.IsWaiting);
        Assert.Equal(OrderStatus.OnHold, held);
        Assert.True(second.IsTaken, second.Message);
        Assert.NotEqual(OrderStatus.OnHold, (await shop.OrderAsync(Held)).Status);
    }

    [Fact]
    public async Task An_edit_that_needs_a_higher_role_waits_for_somebody_who_has_it()
    {
        await using var shop = await FlowShop.OpenAsync();
        var id = await shop.HappenAsync("SO-7056");
        var asked = shop.Waiting(id);
        var order = await shop.OrderAsync("SO-7056");

        // The replacement was operations' to allow; 649.00 back is above 400.00, so two people of finance must.
        var edit = await shop.SayAsync(new Verdict.Edit(new Move.FullRefund("lost"), "they want the money")
        {
            Proposal = asked.Request.Proposal,
            ProposalHash = asked.Request.ProposalHash,
            By = "olga",
            Roles = ["operations"],
        });
        var now = shop.Waiting(id);
        var own = await shop.SayAsync(new Verdict.Approve((string?)null)
        {
            Proposal = now.Request.Proposal,
            ProposalHash = now.Request.ProposalHash,
            By = "olga",
            Roles = ["operations", "finance"],
        });
        var refunded = (await shop.OrderAsync("SO-7056")).Refunded;
        var one = await shop.SayAsync(Approve(now, "fritz"));
        var two = await shop.SayAsync(Approve(now, "fina"));

        Assert.Equal("operations", asked.Request.Role);
        Assert.True(edit.IsTaken, edit.Message);
        Assert.Equal(("finance", 2), (now.Request.Role, now.Request.People));
        Assert.NotEqual(asked.Request.Proposal, now.Request.Proposal);
        Assert.False(own.IsTaken);
        Assert.Equal(Money.Zero(order.Currency), refunded);
        Assert.All([one, two], a => Assert.True(a.IsTaken, a.Message));
        Assert.Equal(order.Paid, (await shop.OrderAsync("SO-7056")).Refunded);
    }

    [Fact]
    public async Task An_edit_that_is_denied_leaves_the_first_proposal_with_its_money_set_aside()
    {
        await using var shop = await FlowShop.OpenAsync();
        var id = await shop.HappenAsync("SO-7056");
        var asked = shop.Waiting(id);
        var before = SetAside(shop);

        var edit = await shop.SayAsync(new Verdict.Edit(new Move.EditItems([new ItemSwap(new LineId("no-line"), new VariantId("none"))], null), "another one")
        {
            Proposal = asked.Request.Proposal,
            ProposalHash = asked.Request.ProposalHash,
            By = "olga",
            Roles = ["operations"],
        });

        Assert.True(edit.IsTaken, edit.Message);
        Assert.NotEmpty(before);
        Assert.Equal(before, SetAside(shop));
        Assert.Equal(asked.Request.Proposal, shop.Waiting(id).Request.Proposal);
    }

    [Fact]
    public async Task An_edit_that_is_accepted_sets_aside_its_own_money_and_gives_the_first_back()
    {
        await using var shop = await FlowShop.OpenAsync();
        var id = await shop.HappenAsync("SO-7056");
        var asked = shop.Waiting(id);

        await shop.SayAsync(new Verdict.Edit(new Move.FullRefund("lost"), "they want the money")
        {
            Proposal = asked.Request.Proposal,
            ProposalHash = asked.Request.ProposalHash,
            By = "olga",
            Roles = ["operations"],
        });

        var amount = shop.Store.Proposals.Find(shop.Waiting(id).Request.Proposal)!.Proposal.Amount;
        Assert.All(SetAside(shop), pot => Assert.Equal(amount, pot.Reserved));
    }

    private static List<(string Id, Money Reserved)> SetAside(FlowShop shop) =>
        [.. shop.Store.Budgets.All().Where(b => b.Reserved.Minor > 0).Select(b => (b.Id, b.Reserved))];

    /// <summary>The shipped book with two people in the rule for releasing a strange order.</summary>
    private static async Task<string> TwoPeopleAsync()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("recovery-book-").FullName, "two.yaml");
        var assembly = typeof(Workflows.OpenCase).Assembly;
        using var reader = new StreamReader(assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(n => n.EndsWith("default.yaml", StringComparison.Ordinal)))!);
        var book = await reader.ReadToEndAsync();
        var at = book.IndexOf("- id: fraud.release-review", StringComparison.Ordinal);
        var by = book.IndexOf("people: 1", at, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, string.Concat(book.AsSpan(0, by), "people: 2", book.AsSpan(by + "people: 1".Length)));
        return file;
    }

    private static Verdict.Approve Approve(ApprovalRecord asked, string by) => new((string?)null)
    {
        Proposal = asked.Request.Proposal,
        ProposalHash = asked.Request.ProposalHash,
        By = by,
        Roles = [asked.Request.Role],
    };
}
