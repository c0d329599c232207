using AgenticRecovery.Signals;

namespace AgenticRecovery.Queues;

/// <summary>Written requests of the tau2 form as customers' messages; whoever wrote one must identify themselves in it.</summary>
public static class RetailRequests
{
    public const string Source = "tau2-requests";

    /// <param name="id">Of the request; the same request twice is one signal.</param>
    public static Signal Signal(string id, string ticket, DateTimeOffset at) => new()
    {
        Id = $"tau2-{id}",
        Source = Source,
        Kind = SignalKind.CustomerMessage,
        OccurredAt = at,
        Text = ticket,
        Language = "en",
        // The form of these requests: the customer has agreed to the details, and nobody answers a question.
        Attributes = new Dictionary<string, string> { ["confirmed"] = "true", ["replies"] = "none" },
    };
}
