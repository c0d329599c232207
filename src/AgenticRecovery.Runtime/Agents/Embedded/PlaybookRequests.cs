using AgenticRecovery.Tools;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Agents;

/// <summary>What a customer asks for in their own words: items, addresses, payment, cancellation, return, exchange.</summary>
internal static class PlaybookRequests
{
    public static bool Concerns(RecoveryInput input) => input.Texts.Count > 0 && ToolShelf.IsCustomerRequest(input.Diagnosis.Mode);

    public static ChatMessage Next(RecoveryInput input, IReadOnlyList<ChatMessage> messages, CallHistory history, ChatOptions? options) =>
        PlaybookRecovery.HandOver(input, history, "the request must be read by a person", options);
}
