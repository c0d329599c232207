using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>The activities a worker can run.</summary>
internal sealed class ActivityDefinitions
{
    private readonly Dictionary<string, ActivityDefinition> byName = [];
    private readonly ActivityDefinition? dynamic;

    /// <exception cref="ArgumentException">For a name given twice.</exception>
    public ActivityDefinitions(IEnumerable<ActivityDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            if (definition.Name is null)
                dynamic = dynamic is null ? definition : throw new ArgumentException("Multiple dynamic activities");
            else if (!byName.TryAdd(definition.Name, definition))
                throw new ArgumentException($"Duplicate activity named {definition.Name}");
        }
    }

    public bool Has(string name) => byName.ContainsKey(name) || dynamic is not null;

    public ActivityDefinition Find(string name) => byName.GetValueOrDefault(name) ?? dynamic ?? throw new ApplicationFailureException(
        $"Activity {name} is not registered on this worker, available activities: {string.Join(", ", byName.Keys.Order(StringComparer.Ordinal))}",
        errorType: "NotFoundError");

    /// <summary>Arguments that cannot be read are a failure that may be retried: a newer worker may read them.</summary>
    public static object?[] Decode(ActivityDefinition definition, Payloads? payloads, IPayloadConverter converter)
    {
        try
        {
            IReadOnlyList<Payload> input = payloads is null ? [] : payloads.Payloads_;
            return definition.Dynamic
                ? [input.Select(p => (IRawValue)new RawValue(p)).ToArray()]
                : definition.Parameters.Decode(input, converter);
        }
        catch (Exception e)
        {
            throw new ApplicationFailureException("Failed decoding parameters", e);
        }
    }
}
