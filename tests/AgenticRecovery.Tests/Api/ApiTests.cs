using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AgenticRecovery.Accounts;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Store;
using AgenticRecovery.Tests.Desk;

namespace AgenticRecovery.Tests.Api;

/// <summary>The JSON API over the shipped samples, as programs and people use it.</summary>
public sealed class ApiTests(OpenDesk desk) : IClassFixture<OpenDesk>, IAsyncLifetime
{
    private static readonly string[] EveryRole = ["approver", "operations", "finance", "risk"];

    public async Task InitializeAsync()
    {
        await AddAsync("nora", EveryRole);
        await AddAsync("ben", EveryRole);
        await AddAsync("cent", EveryRole, [.. EveryRole.Select(role => new AmountLimit(role, Money.Eur(1)))]);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_queue_lists_what_waits()
    {
        using var nora = await ByTokenAsync("nora");

        var list = await nora.GetFromJsonAsync<JsonElement>("/api/approvals?pageSize=200");

        Assert.Equal(desk.App.Store.Approvals.CountPending(), list.GetProperty("total").GetInt64());
        Assert.All(list.GetProperty("approvals").EnumerateArray(), row => Assert.True(row.GetProperty("isWaiting").GetBoolean()));
    }

    [Fact]
    public async Task A_verdict_sent_again_with_its_key_is_told_what_became_of_the_first()
    {
        using var nora = await ByTokenAsync("nora");
        var waiting = Waiting("SO-7078");

        var first = await GiveAsync(nora, waiting, "takeover", key: "k-1");
        var again = await GiveAsync(nora, waiting, "takeover", key: "k-1");
        var other = await GiveAsync(nora, waiting, "reject", words: "no", key: "k-1");
        var late = await GiveAsync(nora, waiting, "takeover", key: "k-2");

        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.False(first.Body.GetProperty("isRepeat").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.True(again.Body.GetProperty("isRepeat").GetBoolean());
        Assert.Equal(first.Body.GetProperty("message").GetString(), again.Body.GetProperty("message").GetString());
        Assert.Contains("was used for another verdict", other.Detail);
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("already settled", late.Detail);
        Assert.Single(desk.App.Store.Approvals.Find(waiting.Proposal.Id)!.Verdicts);
    }

    [Fact]
    public async Task Of_two_people_on_one_request_the_claim_decides()
    {
        using var nora = await ByTokenAsync("nora");
        using var ben = await ByTokenAsync("ben");
        var waiting = Waiting("SO-7079");

        var claim = await nora.PostAsync($"/api/approvals/{waiting.Proposal.Id}/claim", null);
        var second = await ben.PostAsync($"/api/approvals/{waiting.Proposal.Id}/claim", null);
        var verdict = await GiveAsync(ben, waiting, "reject", words: "not this way");
        await nora.PostAsync($"/api/approvals/{waiting.Proposal.Id}/release", null);

        Assert.Equal(HttpStatusCode.OK, claim.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Contains("nora is working on this until", verdict.Detail);
        Assert.Null(desk.App.Store.Approvals.Find(waiting.Proposal.Id)!.ClaimedBy);
    }

    [Fact]
    public async Task An_amount_over_the_limit_of_the_person_is_refused_in_words_and_stays_open()
    {
        using var cent = await ByTokenAsync("cent");
        var waiting = Pending().First(p => p.Approval.Request.Amount.Minor > 1);

        var refused = await GiveAsync(cent, waiting, "approve");
        var sheet = await cent.GetFromJsonAsync<JsonElement>($"/api/approvals/{waiting.Proposal.Id}");

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("over the limit of 0.01 EUR that cent has", refused.Detail);
        Assert.Contains("over the limit", sheet.GetProperty("whyNotYours").GetString());
        Assert.True(desk.App.Store.Approvals.Find(waiting.Proposal.Id)!.IsWaiting);
    }

    [Fact]
    public async Task A_limit_holds_for_a_request_with_a_known_answer_as_for_any_other()
    {
        using var cent = await ByTokenAsync("cent");
        var (now, from) = (desk.App.Clock.GetUtcNow(), Pending().First(p => p.Approval.Request is { People: 1, Amount.Minor: > 1 }).Proposal.Id);
        await desk.App.Store.Approvals.WithdrawAsync(from, "settled for the test", now, default);
        var seeded = (await desk.App.Store.Sentinels.SeedAsync(from, "reject", "nora", now, TimeSpan.FromHours(4), default))!.Value;
        var sentinel = Pending().First(p => p.Proposal.Id == seeded);

        var over = await GiveAsync(cent, sentinel, "approve");
        var rejected = await GiveAsync(cent, sentinel, "reject", words: "no such damage");

        Assert.Equal(HttpStatusCode.Conflict, over.Status);
        Assert.Contains("over the limit of 0.01 EUR that cent has", over.Detail);
        Assert.Equal(HttpStatusCode.OK, rejected.Status);
        Assert.Contains(new AgenticRecovery.Store.Reading("cent", "reject", "reject", "sentinel"), desk.App.Store.Sentinels.Readings(now.AddDays(-1)));
    }

    [Fact]
    public async Task An_edit_that_the_book_denies_is_refused_with_its_rule_before_anything_moves()
    {
        using var nora = await ByTokenAsync("nora");
        var waiting = Waiting("SO-7079");
        var before = desk.App.Store.Proposals.OfCase(waiting.Case.Id).Count;

        var refused = await GiveAsync(nora, waiting, "edit", move: """{"move":"StoreCredit","amount":{"minor":99999999,"currency":{"code":"EUR"}}}""");

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("The policy book does not allow StoreCredit here", refused.Detail);
        Assert.Equal(before, desk.App.Store.Proposals.OfCase(waiting.Case.Id).Count);
        Assert.True(desk.App.Store.Approvals.Find(waiting.Proposal.Id)!.IsWaiting);
    }

    [Fact]
    public async Task A_stale_page_is_told_that_the_proposal_changed()
    {
        using var nora = await ByTokenAsync("nora");

        var refused = await GiveAsync(nora, Waiting("SO-7079"), "approve", hash: "0000");

        Assert.Contains("changed since it was shown", refused.Detail);
    }

    [Theory]
    [InlineData("aprove", null, "did you mean 'approve'")]
    [InlineData("reject", null, "needs a reason")]
    [InlineData("edit", null, "needs the move wanted instead")]
    [InlineData("edit", "{\"move\":\"FulRefund\"}", "Did you mean 'FullRefund'")]
    public async Task A_verdict_that_cannot_be_read_says_what_was_expected(string word, string? move, string expected)
    {
        using var nora = await ByTokenAsync("nora");

        var refused = await GiveAsync(nora, Waiting("SO-7079"), word, move: move);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains(expected, refused.Detail);
    }

    [Fact]
    public async Task Bad_json_and_too_much_of_it_are_problems_in_words()
    {
        using var nora = await ByTokenAsync("nora");
        var address = $"/api/approvals/{Waiting("SO-7079").Proposal.Id}/verdict";

        var broken = await ReadAsync(await nora.PostAsync(address, Json("{\"verdict\":")));
        var large = await ReadAsync(await nora.PostAsync(address, Json($"{{\"verdict\":\"{new string('x', 300_000)}\"}}")));

        Assert.Equal(HttpStatusCode.BadRequest, broken.Status);
        Assert.Contains("not JSON as expected", broken.Detail);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.Status);
        Assert.Contains("larger than this address takes", large.Detail);
    }

    [Fact]
    public async Task A_mistyped_id_gets_the_nearest_one()
    {
        using var nora = await ByTokenAsync("nora");
        var id = Waiting("SO-7079").Proposal.Id.Value;

        var request = await ReadAsync(await nora.GetAsync($"/api/approvals/{id.Replace("SO-7079", "SO-7O79", StringComparison.Ordinal)}"));
        var state = await ReadAsync(await nora.GetAsync("/api/cases?state=Close"));

        Assert.Equal(HttpStatusCode.NotFound, request.Status);
        Assert.Contains($"did you mean '{id}'", request.Detail);
        Assert.Contains("did you mean 'Closed'", state.Detail);
    }

    [Fact]
    public async Task A_session_without_the_header_against_forgery_changes_nothing()
    {
        using var client = await desk.SignedInAsync();
        var address = $"/api/approvals/{Waiting("SO-7079").Proposal.Id}/claim";
        var session = await client.GetFromJsonAsync<JsonElement>("/api/session");

        var bare = await client.PostAsync(address, null);
        client.DefaultRequestHeaders.Add("RequestVerificationToken", session.GetProperty("formToken").GetString());
        var whole = await client.PostAsync(address, null);
        await client.PostAsync(address.Replace("/claim", "/release", StringComparison.Ordinal), null);

        Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
    }

    [Fact]
    public async Task A_signal_is_taken_once_and_a_broken_one_is_kept()
    {
        using var till = await ByTokenAsync("nora", Permissions.Intake);
        var order = desk.App.Store.Cases.List(new CaseFilter { PageSize = 200 }).Cases.First(c => c.Order is not null).Order!.Value.Value;
        var signal = $$"""{"id":"api-1","source":"till","kind":"CustomerMessage","occurredAt":"{{desk.App.Clock.GetUtcNow().AddMinutes(-1):O}}","order":"{{order}}","text":"Where is my parcel?"}""";

        var first = await till.PostAsync("/api/signals", Json(signal));
        var again = await till.PostAsync("/api/signals", Json(signal));
        var broken = await ReadAsync(await till.PostAsync("/api/signals", Json("{\"kind\":\"CustomerMesage\"}")));

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, broken.Status);
        Assert.Contains("Kept as dead letter", broken.Detail);
    }

    [Fact]
    public async Task An_open_page_hears_of_a_claim()
    {
        using var nora = await ByTokenAsync("nora");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var id = Waiting("SO-7079").Proposal.Id;
        using var stream = await nora.GetStreamAsync("/events", patience.Token);
        using var reader = new StreamReader(stream);
        Assert.Equal("event: beat", await reader.ReadLineAsync(patience.Token));

        await desk.App.Store.Approvals.TryClaimAsync(id, "nora", desk.App.Clock.GetUtcNow(), desk.App.Clock.GetUtcNow(), default);
        var heard = "";
        while (!heard.Contains(id.Value, StringComparison.Ordinal))
            heard = await reader.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException("The stream ended.");

        Assert.Contains("approval.changed", heard);
        Assert.DoesNotContain("text", heard);
    }

    [Fact]
    public async Task The_document_describes_every_address_of_the_api_with_its_answers()
    {
        using var stranger = desk.Stranger();
        var document = await stranger.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        var paths = document.GetProperty("paths").EnumerateObject().ToDictionary(p => p.Name, p => p.Value);

        Assert.Equal(
            [
                "/api/approvals", "/api/approvals/{case}/{proposal}", "/api/approvals/{case}/{proposal}/claim", "/api/approvals/{case}/{proposal}/release",
                "/api/approvals/{case}/{proposal}/verdict", "/api/audit", "/api/cases", "/api/cases/{id}", "/api/cases/{id}/timeline", "/api/dead-letters",
                "/api/dead-letters/{id}/drop", "/api/dead-letters/{id}/retry", "/api/insight/figures", "/api/session", "/api/signals", "/events", "/health/live", "/health/ready",
            ],
            paths.Keys.Order(StringComparer.Ordinal));
        Assert.All(paths.Values.SelectMany(p => p.EnumerateObject()), o => Assert.NotEmpty(o.Value.GetProperty("summary").GetString()!));
        var verdict = paths["/api/approvals/{case}/{proposal}/verdict"].GetProperty("post");
        Assert.True(verdict.GetProperty("responses").TryGetProperty("409", out _));
        Assert.Contains(verdict.GetProperty("parameters").EnumerateArray(), p => p.GetProperty("name").GetString() == "Idempotency-Key");
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("token").GetProperty("scheme").GetString());
    }

    private async Task AddAsync(string name, IReadOnlyList<string> roles, params IReadOnlyList<AmountLimit> limits) =>
        await desk.App.Store.Accounts.TryAddAsync(new Account { Name = name, DisplayName = name, Roles = roles, Limits = limits, CreatedAt = desk.App.Clock.GetUtcNow() }, null, "test", false, default);

    private async Task<HttpClient> ByTokenAsync(string name, params string[] scopes)
    {
        var wanted = new ApiToken("", name, "test", scopes is [] ? [Permissions.Read, Permissions.Decide] : scopes, desk.App.Clock.GetUtcNow());
        var client = desk.Stranger();
        client.DefaultRequestHeaders.Authorization = new("Bearer", await desk.App.Store.Tokens.IssueAsync(wanted, "test", default));
        return client;
    }

    private static async Task<Answer> GiveAsync(HttpClient client, PendingApproval waiting, string word, string? words = null, string? move = null, string? hash = null, string? key = null)
    {
        var body = JsonSerializer.Serialize(new { verdict = word, proposalHash = hash ?? waiting.Approval.Request.ProposalHash, words, move = move is null ? (JsonElement?)null : JsonSerializer.Deserialize<JsonElement>(move) });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/approvals/{waiting.Proposal.Id}/verdict") { Content = Json(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await ReadAsync(await client.SendAsync(request));
    }

    private static async Task<Answer> ReadAsync(HttpResponseMessage answer)
    {
        var body = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        return new Answer(answer.StatusCode, body, body.TryGetProperty("detail", out var detail) ? detail.GetString()! : "");
    }

    private List<PendingApproval> Pending() => [.. desk.App.Store.Approvals.Pending(new ApprovalFilter { PageSize = 500 })];

    private PendingApproval Waiting(string order) => Pending().First(p => p.Case.Order?.Value == order);

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private sealed record Answer(HttpStatusCode Status, JsonElement Body, string Detail);
}
