using System.Net;
using System.Text.RegularExpressions;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Host.Desk;
using AgenticRecovery.Host.Desk.Insight;
using AgenticRecovery.Store;

namespace AgenticRecovery.Tests.Desk;

public sealed partial class DeskPagesTests(OpenDesk desk) : IClassFixture<OpenDesk>
{
    [Fact]
    public async Task Like_cases_are_approved_together_each_by_a_verdict_of_its_own()
    {
        using var client = await desk.SignedInAsync();
        var like = desk.App.Store.Queue.Page(new QueueFilter { Now = desk.App.Clock.GetUtcNow(), Size = 100 }).Rows
            .Where(r => r.Proposal.Move is not Move.EscalateTo && r.Approval.Request.People == 1)
            .GroupBy(r => (r.Proposal.Move.Name, r.Case.Mode)).MaxBy(g => g.Count())!.ToList();

        var preview = await client.GetStringAsync("/bulk?" + string.Join('&', like.Select(r => "p=" + Uri.EscapeDataString(r.Proposal.Id.Value))));
        var form = new List<KeyValuePair<string, string>> { new("__RequestVerificationToken", Token().Match(preview).Groups[1].Value) };
        form.AddRange(Ticked().Matches(preview).Select(m => new KeyValuePair<string, string>("p", WebUtility.HtmlDecode(m.Groups[1].Value))));
        var answer = await (await client.PostAsync("/bulk", new FormUrlEncodedContent(form))).Content.ReadAsStringAsync();

        Assert.Equal(like.Count, form.Count - 1);
        Assert.Contains($"{like.Count} of {like.Count} taken", answer);
        Assert.All(like, r => Assert.Equal("approved", desk.App.Store.Approvals.Find(r.Proposal.Id)!.State));
    }

    [Fact]
    public async Task A_verdict_on_a_case_that_somebody_else_holds_is_refused_by_name()
    {
        using var client = await desk.SignedInAsync();
        var now = desk.App.Clock.GetUtcNow();
        var row = desk.App.Store.Queue.Page(new QueueFilter { Now = now, Size = 100 }).Rows.First(r => r.Proposal.Move is Move.EscalateTo);
        await desk.App.Store.Approvals.TryClaimAsync(row.Proposal.Id, "dario", now, now.AddMinutes(15), default);
        var form = await OpenDesk.FormOfAsync(client, row.Case.Id.Value);
        form["Word"] = "takeover";
        form["Proposal"] = row.Proposal.Id.Value;
        form["Hash"] = row.Approval.Request.ProposalHash;

        var page = await (await client.PostAsync("/verdict", new FormUrlEncodedContent(form))).Content.ReadAsStringAsync();

        Assert.Contains("dario has claimed this case", page);
        Assert.True(desk.App.Store.Approvals.Find(row.Proposal.Id)!.IsWaiting);
        await desk.App.Store.Approvals.ReleaseAsync(row.Proposal.Id, "dario", now, default);
    }

    [Theory]
    [InlineData("daily")]
    [InlineData("causes")]
    [InlineData("modes")]
    public async Task A_table_is_downloaded_as_csv_with_its_heads(string name)
    {
        using var client = await desk.SignedInAsync();

        var answer = await client.GetAsync($"/export/{name}.csv?days=7");
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n");

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith("Closed,Kept,Without a person,Retained margin,Conceded", lines[0]);
        Assert.True(lines.Length > 2);
    }

    [Fact]
    public void A_cell_that_a_spreadsheet_would_run_is_text()
    {
        var csv = new FigureTable("x", ["a"], [["=HYPERLINK(1)"], ["@x"], ["-4.20 EUR"], ["one, \"two\""]]).Csv();

        Assert.Equal("a\r\n'=HYPERLINK(1)\r\n'@x\r\n-4.20 EUR\r\n\"one, \"\"two\"\"\"\r\n", csv);
    }

    [Fact]
    public void Tiles_fill_their_box_in_proportion()
    {
        var tiles = Plot.Tiles([6, 3, 2, 1], 3);

        Assert.Equal([0.5, 0.25, 0.1667, 0.0833], tiles.Select(t => Math.Round(t.Width * t.Height, 4)));
        Assert.All(tiles, t => Assert.True(t.X >= 0 && t.Y >= 0 && t.X + t.Width <= 1.0001 && t.Y + t.Height <= 1.0001));
    }

    [Fact]
    public void Every_text_of_the_desk_has_its_German()
    {
        var host = Path.Combine(Repository(), "src", "AgenticRecovery.Host");
        var keys = Rooms.SelectMany(room => Directory.EnumerateFiles(Path.Combine(host, room), "*.*", SearchOption.AllDirectories))
            .Where(f => f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(f => Asked().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).Distinct();

        var named = MoveTraits.All.Keys.Concat(Enum.GetNames<FailureMode>()).Select(Words.MoveName);

        var missing = keys.Concat(named).Where(key => Texts.In(Texts.German, key) == key && !Same.Contains(key)).ToList();

        Assert.True(missing.Count == 0, string.Join("\n", missing));
    }

    [Fact]
    public void A_case_without_an_order_in_the_shop_shows_no_change_and_no_fault() =>
        Assert.Empty(OrderDiff.Of(new Proposal(new ProposalId("p"), new CaseId("c"), new Move.ReleaseHold(), Money.Eur(0), Money.Eur(0), "", "agent"), null));

    [Theory]
    [InlineData("/\\evil.example")]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example/")]
    public async Task A_form_leads_back_to_this_desk_only(string back)
    {
        using var client = await desk.SignedInAsync();
        var token = Token().Match(await client.GetStringAsync("/")).Groups[1].Value;

        var answer = await client.PostAsync("/preferences", new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Theme", "dark"), new("Back", back)]));

        Assert.Equal(desk.Address.Authority, answer.RequestMessage!.RequestUri!.Authority);
        Assert.Contains("theme-dark", await answer.Content.ReadAsStringAsync());
    }

    private static readonly string[] Rooms = ["Desk", "Accounts"];
    private static readonly string[] Same = ["Recovery desk", "Budgets", "Detail", "Hash", "Person", "Name", "{0} in {1}", "{0} × {1}.", "Live, {0}", "Token"];

    internal static string Repository()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "AgenticRecovery.sln")))
            at = at.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return at.FullName;
    }

    [GeneratedRegex("\\b[Vv](?:iewer)?\\[\"([^\"]+)\"")]
    private static partial Regex Asked();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("<input type=\"checkbox\" name=\"p\" value=\"([^\"]+)\" checked")]
    private static partial Regex Ticked();
}
