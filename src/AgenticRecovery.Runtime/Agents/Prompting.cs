using AgenticRecovery.Books;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Agents;

/// <summary>Opens a transcript: the prompt of an agent filled with one case.</summary>
public static class Prompting
{
    public static Task<Transcript> OpenAsync(PromptBook prompts, TriageInput input, CancellationToken ct)
    {
        var prompt = prompts.Newest("triage");
        var shown = input with { Signals = [.. input.Signals.Select(Mute)], Customer = Minimal(input.Customer), Order = Mute(input.Order) };
        return StartAsync(prompt, AgentJson.Write(shown), Quoting.Render(input.Texts), ct);
    }

    public static Task<Transcript> OpenAsync(PromptBook prompts, RecoveryInput input, CancellationToken ct)
    {
        var prompt = prompts.Newest("recovery");
        return StartAsync(prompt, AgentJson.Write(Muted(input)), Quoting.Render(input.Texts), ct);
    }

    public static Task<Transcript> OpenAsync(PromptBook prompts, WriterInput input, CancellationToken ct) =>
        StartAsync(prompts.Newest("writer"), AgentJson.Write(input), null, ct);

    /// <summary>The DATA line of an opened transcript.</summary>
    public static ReadOnlySpan<char> DataOf(string userText)
    {
        const string begin = "BEGIN DATA\n";
        var start = userText.IndexOf(begin, StringComparison.Ordinal);
        if (start < 0)
            return [];
        start += begin.Length;
        var end = userText.IndexOf('\n', start);
        return end < 0 ? userText.AsSpan(start) : userText.AsSpan(start, end - start);
    }

    private static async Task<Transcript> StartAsync(PromptFile prompt, string json, string? quoted, CancellationToken ct)
    {
        var values = new Dictionary<string, string> { ["case_json"] = json };
        if (quoted is not null)
            values["quoted"] = quoted;
        return new Transcript(prompt.Reference, [new ChatMessage(ChatRole.User, await prompt.RenderUserAsync(values, ct))]);
    }

    private static RecoveryInput Muted(RecoveryInput input) => input with
    {
        Signals = [.. input.Signals.Select(Mute)],
        Order = Mute(input.Order),
        OtherOrders = [.. input.OtherOrders.Select(ForeignWords.Without)],
    };

    // Foreign words travel in quoted blocks only.
    private static Signals.Signal Mute(Signals.Signal signal) => ForeignWords.Without(signal.Text is null ? signal : signal with { Text = null });

    private static Cases.Order? Mute(Cases.Order? order) => order is null ? null : ForeignWords.Without(order);

    // Triage needs no street and no mailbox.
    private static Cases.Customer? Minimal(Cases.Customer? customer) => customer is null ? null : customer with
    {
        Email = "",
        Address = customer.Address with { Name = "", Street = "", Street2 = null },
        PaymentMethods = [],
    };
}
