using AgenticRecovery.Agents;
using AgenticRecovery.Agents.Checkup;
using AgenticRecovery.Books;
using Microsoft.AspNetCore.Http;

namespace AgenticRecovery.Tests.Agents;

/// <summary>One command tries a model and says what to do.</summary>
public sealed class ModelCheckupTests
{
    private static readonly ModelPrice Price = new(2m, 0.5m, 8m);

    [Fact]
    public async Task The_embedded_model_is_well_and_free()
    {
        var findings = await CheckAsync(new Model(PlaybookModel.Name, new PlaybookModel(), ModelPrice.Free));

        Assert.All(findings, finding => Assert.Equal(FindingState.Ok, finding.State));
        Assert.Contains(findings, finding => finding.Found.Contains("it calls reassure", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_that_answers_json_and_calls_tools_is_well_and_its_cost_is_told()
    {
        await using var server = await ServerAsync(
            """{"role":"assistant","content":"{\"mode\":\"DeliveryAnxiety\",\"confidence\":0.9,\"fixability\":\"FixableNow\",\"root_causes\":[]}"}""",
            """{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"reassure","arguments":"{\"order_id\":\"CHECK-1\",\"about\":\"where\",\"why\":\"asked\"}"}}]}""");

        var findings = await CheckAsync(OpenAi(server, Price));

        Assert.All(findings, finding => Assert.Equal(FindingState.Ok, finding.State));
        // Two calls of 1,000 in (none cached) and 50 out: 2,000 x 2 + 100 x 8 = 4,800 millionths.
        Assert.Contains(findings, finding => finding.Found.Contains("0.004800", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_without_tools_json_or_prices_is_told_so()
    {
        await using var server = await ServerAsync("""{"role":"assistant","content":"It is a delivery anxiety."}""", """{"role":"assistant","content":"I would reassure."}""");

        var findings = await CheckAsync(OpenAi(server, ModelPrice.Free));

        Assert.Equal(FindingState.Failed, findings.Single(finding => finding.What.EndsWith("JSON", StringComparison.Ordinal)).State);
        Assert.Contains("called no tool", findings.Single(finding => finding.What.EndsWith("tool call", StringComparison.Ordinal)).Found);
        Assert.Contains("PriceInput", findings.Single(finding => finding.What.EndsWith("cost", StringComparison.Ordinal)).Do);
    }

    [Theory]
    [InlineData(401, "The key is refused")]
    [InlineData(404, "BaseAddress")]
    [InlineData(429, "rate limit")]
    [InlineData(503, "fault of its own")]
    public async Task A_refusal_says_what_to_do_and_the_rest_is_skipped(int status, string advice)
    {
        await using var server = await ModelStub.AnsweringAsync(status, """{"error":{"message":"no"}}""");

        var findings = await CheckAsync(OpenAi(server, Price));

        Assert.Contains(advice, findings[0].Do);
        Assert.All(findings.Skip(1), finding => Assert.Equal(FindingState.Skipped, finding.State));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        var findings = await CheckAsync(new Model("gone", new OpenAiChatClient(new Uri("http://127.0.0.1:9/v1"), "key", "m", TimeSpan.FromSeconds(5), TimeProvider.System), Price));

        Assert.Equal(FindingState.Failed, findings[0].State);
        Assert.Contains("is the server running", findings[0].Do);
    }

    private static Task<IReadOnlyList<Finding>> CheckAsync(Model model) =>
        ModelCheckup.OfAsync(model, PromptBook.Load(null), PlaybookShelf.Shipped(), TimeProvider.System, default);

    private static Model OpenAi(ModelStub server, ModelPrice price) =>
        new("openai:m", new OpenAiChatClient(server.Address, "key", "m", TimeSpan.FromSeconds(20), TimeProvider.System), price);

    private static Task<ModelStub> ServerAsync(params string[] messages)
    {
        var asked = 0;
        return ModelStub.AnsweringAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(
                $$$"""{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{{{messages[asked++]}}},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000,"completion_tokens":50,"total_tokens":1050}}""");
        });
    }
}
