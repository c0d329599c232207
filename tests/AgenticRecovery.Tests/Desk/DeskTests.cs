using System.Net;
using AgenticRecovery.Cases;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Host.Desk;
using AgenticRecovery.Store;

namespace AgenticRecovery.Tests.Desk;

public sealed class DeskTests(OpenDesk desk) : IClassFixture<OpenDesk>
{
    [Fact]
    public async Task A_stranger_gets_the_sign_in_page_and_a_program_gets_401()
    {
        using var stranger = desk.Stranger();

        var page = await stranger.GetAsync("/");
        var api = await stranger.GetAsync("/api/cases");

        Assert.Equal("/login", page.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Contains("Sign in", await page.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
    }

    [Fact]
    public async Task The_link_of_the_console_works_once()
    {
        var link = desk.Link();
        using var first = desk.Stranger();
        using var second = desk.Stranger();

        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync(link)).StatusCode);
    }

    [Fact]
    public async Task The_queue_lists_what_waits_and_nothing_on_it_is_inline()
    {
        using var client = await desk.SignedInAsync();
        var first = desk.App.Store.Approvals.Pending(new ApprovalFilter())[0];

        var answer = await client.GetAsync("/");
        var queue = await answer.Content.ReadAsStringAsync();
        var page = await client.GetStringAsync($"/case?id={first.Case.Id}");

        Assert.Contains(first.Case.Id.Value, queue);
        Assert.Contains("default-src 'none'", string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")));
        Assert.All([queue, page], html => Assert.DoesNotContain(" style=", html));
        Assert.All([queue, page], html => Assert.DoesNotContain("<script>", html));
    }

    [Fact]
    public async Task An_unknown_case_is_a_page_that_helps_and_no_fault()
    {
        using var client = await desk.SignedInAsync();

        var answer = await client.GetAsync("/case?id=case-none");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no case", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_verdict_without_the_page_s_token_is_refused()
    {
        using var client = await desk.SignedInAsync();
        var form = await OpenDesk.FormOfAsync(client, WaitingCase("SO-7079"));
        form.Remove("__RequestVerificationToken");
        form["Word"] = "approve";

        var answer = await client.PostAsync("/verdict", new FormUrlEncodedContent(form));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True(IsWaiting("SO-7079"));
    }

    [Theory]
    [InlineData("perhaps", "", "expected approve, edit, reject, ask, takeover or takeback")]
    [InlineData("edit", "{\"move\":", "expected JSON")]
    [InlineData("edit", "{\"move\":\"Teleport\"}", "expected JSON")]
    [InlineData("reject", "", "needs a reason")]
    public async Task A_verdict_that_cannot_be_read_says_what_was_expected(string word, string move, string expected)
    {
        using var client = await desk.SignedInAsync();
        var form = await OpenDesk.FormOfAsync(client, WaitingCase("SO-7079"));
        form["Word"] = word;
        form["Move"] = move;

        var answer = await client.PostAsync("/verdict", new FormUrlEncodedContent(form));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(expected, page);
        Assert.DoesNotContain("   at ", page);
    }

    [Fact]
    public async Task A_verdict_on_another_proposal_than_the_one_shown_is_refused()
    {
        using var client = await desk.SignedInAsync();
        var form = await OpenDesk.FormOfAsync(client, WaitingCase("SO-7079"));
        form["Word"] = "approve";
        form["Hash"] = "0000";

        var page = await (await client.PostAsync("/verdict", new FormUrlEncodedContent(form))).Content.ReadAsStringAsync();

        Assert.Contains("Your verdict was refused", page);
        Assert.True(IsWaiting("SO-7079"));
    }

    [Fact]
    public async Task Serving_beyond_loopback_is_bad_input()
    {
        var fault = Assert.Throws<BadInputException>(() => DeskHost.Build(desk.App, "http://0.0.0.0:1"));

        Assert.Contains("not a loopback address", fault.Message);
        Assert.Contains("--allow-plain-http", fault.Message);
        Assert.Equal(CommandLine.BadInput, await CommandLine.RunAsync(
            ["serve", "--urls", "http://0.0.0.0:1", "--db", Path.Combine(Path.GetTempPath(), $"desk-{Guid.NewGuid():N}.db")], CancellationToken.None));
    }

    [Fact]
    public async Task A_port_in_use_is_bad_input_with_the_reason()
    {
        await using var web = DeskHost.Build(desk.App, desk.Address.ToString());

        var fault = await Assert.ThrowsAnyAsync<IOException>(() => web.StartAsync());

        Assert.Contains("already in use", BadInputException.Explain(fault));
    }

    [Fact]
    public void Every_hand_over_begins_with_a_question()
    {
        var handed = desk.App.Store.Approvals.Pending(new ApprovalFilter { PageSize = 500 }).Select(p => p.Proposal.Move).OfType<Move.EscalateTo>().ToList();

        Assert.NotEmpty(handed);
        Assert.All(handed, move => Assert.Matches(@"^Question: [^\n]+\?", move.Instructions));
    }

    private string WaitingCase(string order) =>
        desk.App.Store.Approvals.Pending(new ApprovalFilter { PageSize = 500 }).First(p => p.Case.Order?.Value == order).Case.Id.Value;

    private bool IsWaiting(string order) =>
        desk.App.Store.Approvals.Pending(new ApprovalFilter { PageSize = 500 }).Any(p => p.Case.Order?.Value == order);
}
