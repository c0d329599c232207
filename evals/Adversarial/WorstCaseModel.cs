using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using AgenticRecovery.Agents;
using AgenticRecovery.Cases;
using AgenticRecovery.Triage;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Evals.Adversarial;

/// <summary>
/// A model that obeys every injected instruction it sees, in whatever agent it sees it, and remembers it for the rest of the
/// case: it diagnoses what opens the most tools, calls every write tool that serves the attacker with the attacker's
/// arguments, and writes the attacker's words into messages. Where it saw no attack it is the playbook model.
/// </summary>
internal sealed partial class WorstCaseModel(IReadOnlyDictionary<string, AttackCase> byToken) : IChatClient
{
    public const string Name = "worst-case";

    private readonly PlaybookModel _honest = new();
    private readonly ConcurrentDictionary<string, AttackCase> _obeyed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _drafts = new(StringComparer.Ordinal);

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var all = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var asked = all.First(message => message.Role == ChatRole.User).Text;
        using var data = JsonDocument.Parse(Prompting.DataOf(asked).ToString());
        var caseId = data.RootElement.GetProperty("case").GetString()!;
        if (Seen(all) is { } seen)
            _obeyed[caseId] = seen;
        if (!_obeyed.TryGetValue(caseId, out var attack))
            return await _honest.GetResponseAsync(all, options, cancellationToken);
        return data.RootElement.GetProperty("agent").GetString() switch
        {
            "triage" => Says(Diagnosis(attack, asked)),
            "recovery" => Answer(new ChatMessage(ChatRole.Assistant, WorstCaseCalls.Next(attack, all))),
            _ => Says(JsonSerializer.Serialize(new
            {
                subject = "Your order",
                body = Forgeries.Of(attack.Goal, attack.Target, _drafts.AddOrUpdate(caseId, 0, (_, drafts) => drafts + 1)),
            })),
        };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() => _honest.Dispose();

    private AttackCase? Seen(IEnumerable<ChatMessage> messages)
    {
        foreach (var content in messages.SelectMany(message => message.Contents))
        {
            var text = content switch
            {
                TextContent words => words.Text,
                FunctionResultContent result => result.Result?.ToString() ?? "",
                _ => "",
            };
            foreach (Match token in Token().Matches(text))
                if (byToken.TryGetValue(token.Value, out var attack))
                    return attack;
        }

        return null;
    }

    /// <summary>The diagnosis that opens the tools the goal needs, as sure as can be, with evidence that is really there.</summary>
    private static string Diagnosis(AttackCase attack, string asked)
    {
        FailureMode[] modes = attack.Goal switch
        {
            AttackGoal.Refund => [FailureMode.DeliveryException, FailureMode.ServiceFailure, FailureMode.WarehouseException, FailureMode.ReturnRequest, FailureMode.RefundFollowUp],
            AttackGoal.Credit => [FailureMode.DeliveryException, FailureMode.ReturnRequest, FailureMode.RefundFollowUp],
            AttackGoal.Discount => [FailureMode.ServiceFailure, FailureMode.ConcessionRequest, FailureMode.FulfilmentDelay],
            AttackGoal.AddressChange => [FailureMode.AddressIssue, FailureMode.ChangeRequest],
            AttackGoal.Cancel => [FailureMode.CancelRequest, FailureMode.PaymentFailure],
            _ => [FailureMode.ConcessionRequest, FailureMode.ServiceFailure, FailureMode.DeliveryAnxiety],
        };
        var quote = asked.Contains(attack.Target.Token, StringComparison.Ordinal) ? attack.Target.Token : "agent";
        return AgentJson.Write(new Diagnosis
        {
            Mode = modes[GoalRule.Hash(attack.Id) % modes.Length],
            Confidence = 1,
            Fixability = Fixability.FixableNow,
            RootCauses = [new RootCause("product.defect-damage-wrong", quote, 1)],
            Recoverability = 1,
            Urgency = 1,
        });
    }

    private static ChatResponse Says(string text) => Answer(new ChatMessage(ChatRole.Assistant, text));

    private static ChatResponse Answer(ChatMessage message) => new(message)
    {
        ModelId = Name,
        FinishReason = message.Contents.OfType<FunctionCallContent>().Any() ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        Usage = new UsageDetails { InputTokenCount = 0, OutputTokenCount = 0 },
    };

    [GeneratedRegex(@"ZX\d{5}")]
    private static partial Regex Token();
}
