using System.Text.Json.Nodes;
using AgenticRecovery.Agents;
using AgenticRecovery.Cases;
using AgenticRecovery.Evals;
using AgenticRecovery.Evals.Live;
using AgenticRecovery.Tests.Desk;
using AgenticRecovery.Tests.Flows;

namespace AgenticRecovery.Tests.Evals;

/// <summary>Cases of a running shop that become cases of a dataset, and candidates that run beside it.</summary>
public sealed class LiveCasesTests : IDisposable
{
    /// <summary>A payment, an address, a parcel with a new date, a cancellation, a refund, a complaint: closed, waiting and with a person.</summary>
    private static readonly string[] Orders = ["SO-7001", "SO-7008", "SO-7024", "SO-7030", "SO-7036", "SO-7041", "SO-7047", "SO-7052"];

    private readonly string _folder = Directory.CreateTempSubdirectory("eval-live-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Last_weeks_cases_pass_as_a_suite_of_their_own_and_hold_no_personal_data()
    {
        await using var shop = await ShopWithCasesAsync();

        var (lines, leftOut) = await Promotion.AllAsync(shop.Store, shop.Shop, DateTimeOffset.UnixEpoch, default);
        var added = Promotion.Append(Path.Combine(_folder, "last-week.jsonl"), lines);
        var report = await EvalRun.RunAsync(SuiteFile(), new EvalChoices(), CancellationToken.None);

        Assert.Equal((Orders.Length, 0), (added, leftOut.Count));
        Assert.Equal([], report.Cases.SelectMany(c => c.Failures));
        Assert.Equal(Orders.Length, report.Passed);
        foreach (var secret in await SecretsAsync(shop))
            Assert.All(lines, line => Assert.DoesNotContain(secret, line, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_case_is_added_once()
    {
        await using var shop = await FlowShop.OpenAsync();
        var id = await shop.HappenAsync("SO-7030");
        var (line, file) = (await Promotion.LineAsync(shop.Store, shop.Shop, id, default), Path.Combine(_folder, "promoted.jsonl"));

        Assert.Equal([1, 0], [Promotion.Append(file, [line]), Promotion.Append(file, [line])]);
        Assert.Equal("production", (string?)JsonNode.Parse(line)!["slices"]!["source"]);
        var e = await Assert.ThrowsAsync<EvalInputException>(() => Promotion.LineAsync(shop.Store, shop.Shop, new CaseId(id.Value + "x"), default));
        Assert.Contains($"did you mean {id.Value}?", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_candidate_in_the_shadow_changes_nothing_and_its_other_answers_are_named()
    {
        await using var shop = await ShopWithCasesAsync();
        var before = Written(shop);

        var same = await ShadowRun.RunAsync(shop.Store, shop.Shop, DateTimeOffset.UnixEpoch, new EvalChoices { Models = Playbook }, default);
        var strict = await ShadowRun.RunAsync(
            shop.Store, shop.Shop, DateTimeOffset.UnixEpoch, new EvalChoices { Models = Playbook, Policy = StrictBook() }, default);

        Assert.Equal((Orders.Length, Orders.Length, 0), (same.Cases, same.Same, same.Differing.Count));
        Assert.True(strict.CandidateAsks > same.CandidateAsks, $"{strict.CandidateAsks} ask under the strict book, {same.CandidateAsks} under the shipped one");
        Assert.Equal(strict.Cases - strict.Same, strict.Differing.Count);
        Assert.Equal(before, Written(shop));
    }

    private static async Task<FlowShop> ShopWithCasesAsync()
    {
        var shop = await FlowShop.OpenAsync();
        foreach (var order in Orders)
            await shop.HappenAsync(order);
        return shop;
    }

    private static async Task<IReadOnlyList<string>> SecretsAsync(FlowShop shop)
    {
        var secrets = new List<string>();
        foreach (var order in Orders)
        {
            var found = (await shop.Shop.FindOrderAsync(new OrderId(order), default))!;
            var customer = (await shop.Shop.FindCustomerAsync(found.Customer, default))!;
            secrets.AddRange([order, customer.Id.Value, customer.Email, customer.Name, customer.Address.Street, found.ShipTo.Street]);
        }

        return secrets;
    }

    private string SuiteFile()
    {
        File.WriteAllText(Path.Combine(_folder, "shop.json"), """{ "currency": "EUR", "products": [], "customers": [], "orders": [] }""");
        var file = Path.Combine(_folder, "last-week.yaml");
        File.WriteAllText(file, """
            suite: last-week
            dataset: last-week.jsonl
            shop: shop.json
            startAt: "2026-11-18T11:00:00Z"
            model: playbook
            policy: default
            graders: [end-state, authority, effects, escalation, decision, messages, language, money, cost]
            limits: { turns: 24, costMicros: 20000 }
            gate: { passed: 1 }
            """);
        return file;
    }

    /// <summary>The shipped book, but a person is asked about every new date.</summary>
    private string StrictBook()
    {
        var file = Path.Combine(_folder, "strict.yaml");
        var rule = """
            rules:
              - id: test.dates-by-person
                approve: UpdatePromise
                by: { role: approver, people: 1 }
                within: 4h business
                because: A test that wants to be asked.

            """;
        var shipped = File.ReadAllText(Path.Combine(DeskPagesTests.Repository(), "workflows", "policies", "default.yaml"));
        File.WriteAllText(file, shipped.Replace("rules:\n", rule, StringComparison.Ordinal));
        return file;
    }

    private static IReadOnlyList<Model> Playbook(string name) => [new Model(PlaybookModel.Name, new PlaybookModel(), ModelPrice.Free)];

    /// <summary>Rows of every table of the store.</summary>
    private static string Written(FlowShop shop) => shop.Store.Database.Read(sql => string.Join('\n', sql
        .Query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%' ORDER BY name", row => row.GetString(0))
        .Select(table => $"{table} {sql.Number($"SELECT count(*) FROM \"{table}\"")}")));
}
