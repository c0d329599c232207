using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticRecovery.Agents;
using AgenticRecovery.Evals.Datasets;
using AgenticRecovery.Store;
using AgenticRecovery.Tools;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Evals.Blaming;

/// <summary>
/// Proposes exactly the reference moves of a case and nothing else; reads and writes texts as the built-in model does. What
/// fails with it fails whatever the agent does.
/// </summary>
internal sealed class OracleModel(EvalCase one) : IChatClient
{
    public const string Name = "reference";

    private readonly PlaybookModel _words = new();

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var all = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var asked = all.FirstOrDefault(m => m.Role == ChatRole.User)?.Text ?? "";
        if (!Prompting.DataOf(asked).StartsWith("{\"agent\":\"recovery\""))
            return _words.GetResponseAsync(all, options, cancellationToken);
        // Variants must come from a read: what a customer wrote may not choose goods.
        var turns = all.Count(m => m.Role == ChatRole.Assistant) + (Products().Count == 0 ? 1 : 0);
        ChatMessage answer = turns == 0 ? new(ChatRole.Assistant, [.. Products().Select((p, i) => Read(p, i))])
            : turns == 1 && one.Expect.Moves.Count > 0 ? new(ChatRole.Assistant, [.. one.Expect.Moves.Select((m, i) => Call(m, i))])
            : new(ChatRole.Assistant, "The reference moves were proposed.");
        return Task.FromResult(new ChatResponse(answer)
        {
            ModelId = Name,
            FinishReason = turns < 2 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
            Usage = new UsageDetails { InputTokenCount = 0, OutputTokenCount = 0 },
        });
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => _words.Dispose();

    /// <summary>Products of the lines that the reference swaps; none where it swaps nothing.</summary>
    private List<string> Products() => one.Expect.Moves.Any(m => m.Move is Cases.Move.EditItems or Cases.Move.Exchange or Cases.Move.Substitute)
        ? [.. one.Start.Orders.SelectMany(o => o.Lines).Select(l => l.Product.Value).Distinct()]
        : [];

    private static FunctionCallContent Read(string product, int number) =>
        new($"read-{number}", "get_product", new Dictionary<string, object?> { ["product_id"] = product });

    private static FunctionCallContent Call(ReferenceMove reference, int number)
    {
        var tool = MoveTools.ByMove[reference.Move.Name];
        var written = (JsonObject)JsonSerializer.SerializeToNode<Cases.Move>(reference.Move, StoreJson.Options)!;
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal) { ["why"] = "the reference of the case" };
        if (tool.ActsOnOrder)
            arguments["order_id"] = reference.Order?.Value;
        foreach (var argument in tool.Arguments)
            if (Value(argument, written) is { } value)
                arguments[argument.Name] = JsonSerializer.SerializeToElement(value);
        return new FunctionCallContent($"reference-{number}", tool.Name, arguments);
    }

    /// <summary>The move's own property behind a tool's argument.</summary>
    private static JsonNode? Value(ToolArgument argument, JsonObject move) => argument.Name switch
    {
        "payment_method_id" => move["method"] ?? (move["to"] is JsonValue ? move["to"] : null),
        "line_ids" => move["lines"] ?? move["now"],
        "line_id" => move["line"],
        "variant_id" => move["by"],
        "shipment_id" => move["shipment"],
        "step" => 1,
        "to" => Address(move["to"] as JsonObject),
        _ when argument.Choices is { } words && move[argument.Name] is { } word => words.Contains(word.ToString()) ? word : words[^1],
        var name => move[JsonNamingPolicy.CamelCase.ConvertName(string.Concat(name.Split('_').Select(w => char.ToUpperInvariant(w[0]) + w[1..])))],
    };

    private static JsonObject? Address(JsonObject? address)
    {
        if (address is null)
            return null;
        var written = new JsonObject();
        foreach (var (key, value) in address)
            if (value is not null)
                written[JsonNamingPolicy.SnakeCaseLower.ConvertName(key)] = value.DeepClone();
        return written;
    }
}
