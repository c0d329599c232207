using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticRecovery.Agents;
using AgenticRecovery.Cases;
using AgenticRecovery.Tests.Agents;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Tests.Flows;

/// <summary>
/// Whole cases with a model behind HTTP. The server speaks the OpenAI wire format and lets the embedded model answer, so
/// whatever the wire loses or bends shows as another end of the case.
/// </summary>
public sealed class ModelOverTheWireTests
{
    [Theory]
    // A payment link, a hand-over, a mended address, a lost parcel, a refund that a person decides.
    [InlineData("SO-7001")]
    [InlineData("SO-7037")]
    [InlineData("SO-7014")]
    [InlineData("SO-7052")]
    [InlineData("SO-7070")]
    public async Task A_case_ends_as_it_does_with_the_embedded_model(string order)
    {
        ModelStub? stub = null;
        await using var server = stub = await ModelStub.AnsweringAsync(context => AnswerAsync(context, stub!.Asked[^1].Body));
        await using var near = await FlowShop.OpenAsync();
        await using var far = await FlowShop.OpenAsync(new OpenAiChatClient(server.Address, "key", "stub", TimeSpan.FromSeconds(30), TimeProvider.System));

        var here = await near.HappenAsync(order);
        var there = await far.HappenAsync(order);

        Assert.Equal(Told(near, here), Told(far, there));
        Assert.Contains(server.Asked, asked => asked.Body["tools"] is JsonArray { Count: > 0 });
        Assert.All(far.Store.Transcripts.Calls(there), call => Assert.Equal("stub", call.Model));
    }

    /// <summary>State, diagnosis, every proposal with its decision, and every message.</summary>
    private static string Told(FlowShop shop, CaseId id)
    {
        var row = shop.Store.Cases.Get(id);
        return string.Join('\n',
        [
            $"{row.State} {row.Mode} {row.Confidence}",
            .. shop.Store.Proposals.OfCase(id).Select(p => $"{p.Proposal.Move} {p.Proposal.Amount} {p.Acted}"),
            .. shop.Store.Messages.OfCase(id).Select(m => $"{m.State} {m.Subject} {m.Body}"),
        ]);
    }

    private static async Task AnswerAsync(HttpContext context, JsonNode asked)
    {
        var tools = (asked["tools"] as JsonArray ?? []).Select(tool => tool!["function"]!)
            .Select(f => (AITool)AIFunctionFactory.CreateDeclaration(f["name"]!.GetValue<string>(), f["description"]?.GetValue<string>(), Element(f["parameters"]!)));
        var response = await new PlaybookModel().GetResponseAsync([.. asked["messages"]!.AsArray().Select(m => FromWire(m!))], new ChatOptions { Tools = [.. tools] });
        var said = response.Messages[0];
        var calls = said.Contents.OfType<FunctionCallContent>().Select(call => (JsonNode)new JsonObject
        {
            ["id"] = call.CallId,
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions) },
        }).ToArray();
        var message = new JsonObject { ["role"] = "assistant", ["content"] = said.Text.Length > 0 ? said.Text : null };
        if (calls.Length > 0)
            message["tool_calls"] = new JsonArray(calls);
        await context.Response.WriteAsJsonAsync(new JsonObject
        {
            ["id"] = "chatcmpl-1",
            ["object"] = "chat.completion",
            ["created"] = 1,
            ["model"] = "stub",
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["finish_reason"] = calls.Length > 0 ? "tool_calls" : "stop", ["message"] = message }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = 10, ["completion_tokens"] = 2, ["total_tokens"] = 12 },
        });
    }

    private static ChatMessage FromWire(JsonNode wire)
    {
        var role = new ChatRole(wire["role"]!.GetValue<string>());
        if (role == ChatRole.Tool)
            return new ChatMessage(role, [new FunctionResultContent(wire["tool_call_id"]!.GetValue<string>(), Text(wire))]);
        List<AIContent> contents = Text(wire) is { Length: > 0 } text ? [new TextContent(text)] : [];
        foreach (var call in wire["tool_calls"] as JsonArray ?? [])
            contents.Add(new FunctionCallContent(
                call!["id"]!.GetValue<string>(), call["function"]!["name"]!.GetValue<string>(),
                JsonSerializer.Deserialize<Dictionary<string, object?>>(call["function"]!["arguments"]!.GetValue<string>())));
        return new ChatMessage(role, contents);
    }

    private static string? Text(JsonNode message) => message["content"] switch
    {
        JsonArray parts => string.Concat(parts.Select(part => part!["text"]!.GetValue<string>())),
        { } text => text.GetValue<string>(),
        null => null,
    };

    private static JsonElement Element(JsonNode node) => JsonSerializer.SerializeToElement(node);
}
