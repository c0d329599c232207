using AgenticRecovery.Policy;
using AgenticRecovery.Store;

namespace AgenticRecovery.Activities;

/// <summary>The facts of a decision as the record keeps them, so that it can be explained and replayed.</summary>
public static class FactsJson
{
    public static string Write(PolicyFacts facts) => StoreJson.Write(Published.All
        .Select(f => (f.Name, Value: facts.Show(f))).Where(f => f.Value is not null)
        .ToDictionary(f => f.Name, f => f.Value!, StringComparer.Ordinal));
}
