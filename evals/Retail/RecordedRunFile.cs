using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticRecovery.Connectors.Retail;

namespace AgenticRecovery.Evals.Retail;

/// <summary>Reads recordings of two forms: one written request with steps (tau2), or a dialogue with messages (tau).</summary>
public static class RecordedRunFile
{
    /// <param name="paths">Files, or folders of which every <c>.json</c> file is read.</param>
    /// <exception cref="EvalInputException">No such file, or none of the two forms.</exception>
    public static IReadOnlyList<RecordedRun> Read(IReadOnlyList<string> paths) =>
        [.. paths.SelectMany(Files).SelectMany(Read)];

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path) ? Directory.GetFiles(path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        : File.Exists(path) ? [path]
        : throw new EvalInputException(path, "no such file or folder of recorded runs");

    private static IEnumerable<RecordedRun> Read(string file)
    {
        var root = RetailSource.Json(file);
        if (root is not JsonArray runs)
            throw new EvalInputException(file, "expected a list of recorded runs");
        var name = Path.GetFileNameWithoutExtension(file);
        return runs.Select((run, at) => run switch
        {
            JsonObject one when one["steps"] is JsonArray steps => OfSteps(name, one, steps),
            JsonObject one when one["traj"] is JsonArray messages => OfMessages(name, one, messages),
            _ => throw new EvalInputException(file, $"[{at}]: expected a run with steps (tau2) or traj (tau)"),
        });
    }

    private static RecordedRun OfSteps(string file, JsonObject run, JsonArray steps)
    {
        var calls = steps.OfType<JsonObject>().Where(s => s["type"]?.GetValue<string>() == "tool_call")
            .Select(s => (RunStep)new RunStep.Called(new RetailCall(s["name"]!.GetValue<string>(), s["arguments"]?.DeepClone() as JsonObject ?? [])));
        return new RecordedRun(file, run["task_id"]!.ToString(), RetailSemantics.Tau2, [new RunStep.Said(run["customer_request"]?.GetValue<string>() ?? ""), .. calls])
        {
            Verdict = run["eval"]?["db_match"]?.GetValue<bool>(),
        };
    }

    private static RecordedRun OfMessages(string file, JsonObject run, JsonArray messages)
    {
        var actions = run["reward_info"]?["actions"] as JsonArray ?? run["task"]?["actions"] as JsonArray;
        return new RecordedRun(file, run["task_id"]!.ToString(), RetailSemantics.Tau, [.. messages.OfType<JsonObject>().SelectMany(Steps)])
        {
            Verdict = Verdict(run),
            Reference = actions is null ? null : RetailRequestFile.Calls(actions, "kwargs"),
        };
    }

    private static IEnumerable<RunStep> Steps(JsonObject message)
    {
        if (message["role"]?.GetValue<string>() == "user" && message["content"] is JsonValue said)
            yield return new RunStep.Said(said.GetValue<string>());
        foreach (var call in (message["tool_calls"] as JsonArray ?? []).OfType<JsonObject>())
            if (call["function"] is JsonObject function)
                yield return new RunStep.Called(new RetailCall(function["name"]!.GetValue<string>(), Arguments(function["arguments"])));
    }

    // Text that is no JSON object gives a call without arguments, which the shop refuses.
    private static JsonObject Arguments(JsonNode? node)
    {
        if (node is JsonObject given)
            return (JsonObject)given.DeepClone();
        try
        {
            return node is JsonValue text && text.TryGetValue<string>(out var json) && JsonNode.Parse(json) is JsonObject read ? read : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>
    /// The reward counts the end state and, where a task wants certain things said, the text. With r_actions it is the end
    /// state alone; with everything said, what is left is the end state; with something unsaid it tells nothing of the state.
    /// </summary>
    private static bool? Verdict(JsonObject run)
    {
        if (run["reward_info"]?["info"] is not JsonObject info)
            return null;
        if (info["r_actions"] is JsonValue actions)
            return actions.GetValue<double>() == 1;
        return info["r_outputs"] is JsonValue outputs && outputs.GetValue<double>() == 1 ? run["reward"]!.GetValue<double>() == 1 : null;
    }
}
