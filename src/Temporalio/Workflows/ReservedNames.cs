namespace Temporalio.Workflows;

/// <summary>Names the Temporal system keeps for itself.</summary>
internal static class ReservedNames
{
    public const string Prefix = "__temporal";
    public const string StackTraceQuery = "__stack_trace";
    public const string EnhancedStackTraceQuery = "__enhanced_stack_trace";
    public const string MetadataQuery = "__temporal_workflow_metadata";

    public static bool IsReserved(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Throws ArgumentException when a definition takes a reserved name. <paramref name="kind"/> is for the message.</summary>
    public static void Refuse(string kind, string? name)
    {
        if (name is not null && IsReserved(name))
            throw new ArgumentException($"{kind} name {name} cannot start with {Prefix}");
    }

    public static void RefuseQuery(string? name)
    {
        Refuse("Query", name);
        if (name is null)
            return;
        foreach (var taken in (string[])[StackTraceQuery, EnhancedStackTraceQuery])
        {
            if (name.StartsWith(taken, StringComparison.Ordinal))
                throw new ArgumentException($"Query name {name} cannot start with {taken}");
        }
    }
}
