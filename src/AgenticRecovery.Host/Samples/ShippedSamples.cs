namespace AgenticRecovery.Host.Samples;

/// <summary>The sample shop and queue inside the program; times in them are relative, see <c>docs/samples.md</c>.</summary>
public static class ShippedSamples
{
    public const string QueueName = "queue.jsonl";

    public static Stream Shop() => Open("shop.json");

    public static Stream Queue() => Open(QueueName);

    /// <summary>The failure mode each entry was written for, by signal id without its source: for checking triage.</summary>
    public static Stream Expected() => Open("expected.json");

    private static Stream Open(string name) => typeof(ShippedSamples).Assembly.GetManifestResourceStream($"samples/{name}")
        ?? throw new InvalidOperationException($"The program was built without its sample '{name}'.");
}
