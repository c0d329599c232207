using System.Net;

namespace AgenticRecovery.Tests.Desk;

public sealed class WorkflowPageTests(OpenDesk desk) : IClassFixture<OpenDesk>
{
    [Fact]
    public async Task The_list_shows_the_workflow_of_every_case_and_a_query_narrows_it()
    {
        using var client = await desk.SignedInAsync();

        var all = await client.GetStringAsync("/workflows");
        var one = await client.GetStringAsync("/workflows?q=" + Uri.EscapeDataString("WorkflowId STARTS_WITH 'case-SO-7013'"));

        Assert.Contains("case-SO-7001", all, StringComparison.Ordinal);
        Assert.Contains("case-SO-7013", one, StringComparison.Ordinal);
        Assert.DoesNotContain("case-SO-7001", one, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_is_shown_in_order_from_its_first_event()
    {
        using var client = await desk.SignedInAsync();
        var id = desk.App.Store.Cases.List(new AgenticRecovery.Store.CaseFilter { Text = "SO-7013" }).Cases[0].Id.Value;

        var page = await client.GetStringAsync("/workflow?id=" + id);

        Assert.Contains("Workflow execution started", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("Activity task scheduled", StringComparison.Ordinal) < page.IndexOf("Activity task completed", StringComparison.Ordinal));
        Assert.Contains($"href=\"/case?id={id}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_cannot_be_read_and_a_workflow_that_is_not_there_say_so()
    {
        using var client = await desk.SignedInAsync();

        var unread = await client.GetAsync("/workflows?q=" + Uri.EscapeDataString("WorkflowId = "));
        var missing = await client.GetAsync("/workflow?id=nothing");

        Assert.Equal(HttpStatusCode.BadRequest, unread.StatusCode);
        Assert.Contains("position 14", await unread.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Contains("There is no workflow", WebUtility.HtmlDecode(await missing.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_sees_neither()
    {
        using var client = desk.Stranger();

        foreach (var path in new[] { "/workflows", "/workflow?id=case-SO-7013" })
        {
            using var answer = await client.GetAsync(path);
            Assert.DoesNotContain("case-SO-70", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }
}
