using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>The workflows a worker can run.</summary>
internal sealed class WorkflowDefinitions
{
    private readonly Dictionary<string, WorkflowDefinition> byName = [];
    private readonly WorkflowDefinition? dynamic;

    /// <exception cref="ArgumentException">For a name given twice, or a type that cannot be created.</exception>
    public WorkflowDefinitions(IEnumerable<WorkflowDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            if (!definition.Instantiable)
                throw new ArgumentException($"Workflow {definition.Type} cannot be created: it needs a parameterless constructor or one marked WorkflowInit");
            if (definition.Name is null)
                dynamic = dynamic is null ? definition : throw new ArgumentException("Multiple dynamic workflows");
            else if (!byName.TryAdd(definition.Name, definition))
                throw new ArgumentException($"Duplicate workflow named {definition.Name}");
        }
    }

    public WorkflowDefinition? TryFind(string name) => byName.GetValueOrDefault(name) ?? dynamic;

    public WorkflowDefinition Find(string name) => TryFind(name) ?? throw new ApplicationFailureException(
        $"Workflow type {name} is not registered on this worker, available workflows: {string.Join(", ", byName.Keys.Order(StringComparer.Ordinal))}",
        errorType: "NotFoundError");
}
