using System.Globalization;
using System.Text.RegularExpressions;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Tools;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Agents.Checkup;

/// <summary>
/// Tries a model with the product's own prompts on a made-up case: does it answer, does it write the JSON that triage needs,
/// does it call tools, how long does it take and what does it cost. Two paid calls per model.
/// </summary>
public static partial class ModelCheckup
{
    /// <summary>A case makes some five calls; slower than this it holds up the whole queue (assumption).</summary>
    private static readonly TimeSpan SlowFrom = TimeSpan.FromSeconds(20);

    public static async Task<IReadOnlyList<Finding>> OfAsync(Model model, PromptBook prompts, PlaybookShelf playbooks, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var findings = new List<Finding>();
        var triage = await AskAsync(model, await Prompting.OpenAsync(prompts, SampleCase.Triage(now), ct), ToolShelf.Empty, prompts, clock, ct);
        if (triage.Fault is { } fault)
            return
            [
                new Finding($"{model.Name}: answer", FindingState.Failed, fault, Advice(fault)),
                .. ((string[])["JSON", "tool call", "cost"]).Select(what => new Finding($"{model.Name}: {what}", FindingState.Skipped, "the model did not answer")),
            ];
        findings.Add(Speed(model, triage));
        findings.Add(DiagnosisReader.Read(triage.Message!.Text, triage.Asked) switch
        {
            DiagnosisReading.Readable read => new Finding($"{model.Name}: JSON", FindingState.Ok, $"a readable diagnosis: {read.Diagnosis.Mode}, confidence {read.Diagnosis.Confidence:0.00}"),
            DiagnosisReading.Unreadable bad => new Finding($"{model.Name}: JSON", FindingState.Failed, bad.Reason, "Use a model that follows instructions for JSON; every case would go to a person."),
            _ => throw new System.Diagnostics.UnreachableException(),
        });

        var shelf = ToolShelf.For(playbooks[FailureMode.DeliveryAnxiety]);
        var recovery = await AskAsync(model, await Prompting.OpenAsync(prompts, SampleCase.Recovery(now), ct), shelf, prompts, clock, ct);
        findings.Add(Calls(model, recovery));
        findings.Add(Cost(model, triage, recovery));
        return findings;
    }

    private static async Task<Answer> AskAsync(Model model, Transcript opened, ToolShelf shelf, PromptBook prompts, TimeProvider clock, CancellationToken ct)
    {
        var prompt = prompts.Get(opened.Prompt);
        var startedAt = clock.GetTimestamp();
        try
        {
            var response = await model.Client.GetResponseAsync(
                [new ChatMessage(ChatRole.System, prompt.System), .. opened.Messages], AgentTurn.OptionsOf(prompt, shelf, CaseBudget.Default), ct);
            var message = AgentTurn.MessageOf(response);
            return new Answer(message, opened.Messages[0].Text, response.Usage, clock.GetElapsedTime(startedAt))
            {
                Fault = AnswerFaults.Of(message, response.FinishReason?.Value ?? "stop"),
            };
        }
        catch (Exception e) when (e is RemoteUnavailableException or RemoteRefusedException)
        {
            return new Answer(null, "", null, clock.GetElapsedTime(startedAt)) { Fault = e.InnerException is { } inner ? $"{e.Message} ({inner.Message})" : e.Message };
        }
    }

    private static Finding Speed(Model model, Answer answer)
    {
        var seconds = answer.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return answer.Took < SlowFrom
            ? new Finding($"{model.Name}: answer", FindingState.Ok, $"answered in {seconds} s")
            : new Finding($"{model.Name}: answer", FindingState.Warning, $"answered in {seconds} s", "Choose a quicker model, or put one behind it as a fall-back and set TimeoutSeconds.");
    }

    private static Finding Calls(Model model, Answer answer)
    {
        var what = $"{model.Name}: tool call";
        if (answer.Fault is { } fault)
            return new Finding(what, FindingState.Failed, fault, Advice(fault));
        var calls = answer.Message!.Contents.OfType<FunctionCallContent>().ToList();
        if (calls.Count == 0)
            return new Finding(what, FindingState.Failed, "it answered in words and called no tool", "Use a model that calls tools; a local server may need them switched on (for vLLM: --enable-auto-tool-choice).");
        var bad = calls.Find(call => call.Arguments?.ContainsKey(CallArguments.Malformed) == true || (!ToolShelf.IsRead(call.Name) && !MoveTools.ByTool.ContainsKey(call.Name)));
        return bad is null
            ? new Finding(what, FindingState.Ok, $"it calls {string.Join(", ", calls.Select(call => call.Name))}")
            : new Finding(what, FindingState.Failed, $"the call '{bad.Name}' cannot be read", "Use a model whose tool calls are JSON objects of the tools it was given.");
    }

    private static Finding Cost(Model model, params Answer[] answers)
    {
        var what = $"{model.Name}: cost";
        var used = answers.Select(answer => answer.Usage).OfType<UsageDetails>().ToList();
        long Sum(Func<UsageDetails, long?> of) => used.Sum(usage => of(usage) ?? 0);
        var (tokensIn, cached, tokensOut) = (Sum(u => u.InputTokenCount), Sum(u => u.CachedInputTokenCount), Sum(u => u.OutputTokenCount));
        if (used.Count < answers.Length)
            return new Finding(what, FindingState.Warning, "the provider does not say how many tokens a call used", "Budgets then count turns only; prefer a server that sends usage.");
        var tokens = $"{tokensIn} tokens in ({cached} cached), {tokensOut} out for two calls";
        if (model.Price == ModelPrice.Free)
            return model.Client is PlaybookModel or ReplayChatClient
                ? new Finding(what, FindingState.Ok, "free")
                : new Finding(what, FindingState.Warning, tokens + "; no prices are set", $"Set Models:{model.Name}:PriceInput, PriceCachedInput and PriceOutput (per million tokens), or the money budget cannot hold.");
        var micros = model.Price.MicrosOf(tokensIn, cached, tokensOut);
        return new Finding(what, FindingState.Ok, $"{tokens}, {(micros / 1_000_000m).ToString("0.000000", CultureInfo.InvariantCulture)} of the price list's unit");
    }

    /// <summary>What a person can do about a fault, by its status or kind.</summary>
    internal static string Advice(string fault) => Status().Match(fault) is { Success: true } found
        ? found.Groups["status"].Value switch
        {
            "401" or "403" => "The key is refused: check the variable that holds it, and that the key may use this model.",
            "404" => "The server knows neither this path nor this model: check BaseAddress (OpenAI-compatible ones usually end in /v1) and the model's name.",
            "429" when fault.Contains("insufficient_quota", StringComparison.Ordinal) => "The account has no credit left.",
            "429" => "The rate limit is reached: wait, or ask the provider for a higher one; add a fall-back model after a comma.",
            "400" or "422" => "The server refuses the request: it may not know tools or JSON output; try another model.",
            _ => "The provider has a fault of its own: try again later, and add a fall-back model after a comma.",
        }
        : fault.Contains("did not answer", StringComparison.Ordinal) ? "Nothing answers in time: is the server running, is the address right, is a proxy between?"
        : fault.Contains("token limit", StringComparison.Ordinal) ? "The model used up its output tokens, perhaps by thinking: raise max_tokens in a prompt of your own (RECOVERY_PROMPTS), or choose another model."
        : fault.Contains("filter", StringComparison.Ordinal) ? "The provider withheld an ordinary answer: look at its safety settings."
        : "Try the same model with another client to see whether it answers at all.";

    [GeneratedRegex(@"answered (?<status>\d{3})")]
    private static partial Regex Status();

    private sealed record Answer(ChatMessage? Message, string Asked, UsageDetails? Usage, TimeSpan Took)
    {
        public string? Fault { get; init; }
    }
}
