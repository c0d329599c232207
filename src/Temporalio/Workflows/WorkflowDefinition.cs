using System.Collections.Concurrent;
using System.Reflection;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Workflows;

/// <summary>A workflow type as the worker and the client see it: name, run method, constructor and handlers.</summary>
public class WorkflowDefinition
{
    private static readonly ConcurrentDictionary<Type, WorkflowDefinition> Definitions = new();
    private static readonly ConcurrentDictionary<MethodInfo, string> RunNames = new();
    private readonly Func<object?[], object>? creator;

    private WorkflowDefinition(WorkflowDefinitionScan scan, string? name, Func<object?[], object>? creator)
    {
        Type = scan.Type;
        Name = name;
        RunMethod = scan.RunMethod!;
        this.creator = creator ?? scan.Creator;
        InitTakesArguments = creator is not null || scan.InitTakesArguments;
        Signals = scan.Signals;
        Queries = scan.Queries;
        Updates = scan.Updates;
        DynamicSignal = scan.DynamicSignal;
        DynamicQuery = scan.DynamicQuery;
        DynamicUpdate = scan.DynamicUpdate;
        FailureExceptionTypes = scan.Attribute.FailureExceptionTypes;
        VersioningBehavior = scan.Attribute.VersioningBehavior;
        DynamicOptionsGetter = scan.DynamicOptionsGetter;
        RunParameters = ParameterList.Of(RunMethod);
    }

    /// <summary>Null for a dynamic workflow.</summary>
    public string? Name { get; }

    public Type Type { get; }

    public bool Dynamic => Name is null;

    public MethodInfo RunMethod { get; }

    /// <summary>False for interfaces and classes without a usable constructor: they can be called but not run.</summary>
    public bool Instantiable => creator is not null;

    public IReadOnlyDictionary<string, WorkflowSignalDefinition> Signals { get; }

    public WorkflowSignalDefinition? DynamicSignal { get; }

    public IReadOnlyDictionary<string, WorkflowQueryDefinition> Queries { get; }

    public WorkflowQueryDefinition? DynamicQuery { get; }

    public IReadOnlyDictionary<string, WorkflowUpdateDefinition> Updates { get; }

    public WorkflowUpdateDefinition? DynamicUpdate { get; }

    public Type[]? FailureExceptionTypes { get; }

    public VersioningBehavior? VersioningBehavior { get; }

    public Func<object?, WorkflowDefinitionOptions>? DynamicOptionsGetter { get; }

    internal ParameterList RunParameters { get; }

    internal bool InitTakesArguments { get; }

    public static WorkflowDefinition Create<T>() => Create(typeof(T));

    /// <summary>Read once per type and kept.</summary>
    /// <exception cref="ArgumentException">When the type carries no workflow attribute.</exception>
    /// <exception cref="AggregateException">Of ArgumentExceptions, one for each fault of the definition.</exception>
    public static WorkflowDefinition Create(Type type) => Definitions.GetOrAdd(type, static t => Create(t, null, null));

    /// <summary>A definition with another name or another way to create instances; not cached.</summary>
    public static WorkflowDefinition Create(Type type, string? nameOverride, Func<object?[], object>? creatorOverride)
    {
        var scan = WorkflowDefinitionScan.Of(type);
        var name = scan.Attribute.Dynamic ? null : nameOverride ?? NameOf(type, scan.Attribute);
        try
        {
            ReservedNames.Refuse("Workflow", name);
            if (scan.Attribute.Dynamic && (scan.Attribute.Name ?? nameOverride) is not null)
                throw new ArgumentException($"{type} cannot be dynamic and have a name");
        }
        catch (ArgumentException fault)
        {
            scan.Faults.Add(fault);
        }
        if (scan.Faults.Count > 0)
            throw new AggregateException($"Invalid workflow definition {type}", scan.Faults);
        return new(scan, name, creatorOverride);
    }

    /// <summary>Creates the instance; the arguments go to the constructor marked for them, else they are not used.</summary>
    public object CreateWorkflowInstance(object?[] workflowArguments) => creator is null
        ? throw new InvalidOperationException($"Cannot create an instance of workflow type {Type}")
        : creator(workflowArguments);

    /// <summary>The workflow name of a run call written as a lambda.</summary>
    internal static string NameForCall(MethodInfo runMethod) => RunNames.GetOrAdd(runMethod, static method =>
    {
        if (!method.IsDefined(typeof(WorkflowRunAttribute), false))
            throw new ArgumentException($"{HandlerRules.Describe(method)} missing WorkflowRun attribute");
        var type = method.ReflectedType!;
        var attribute = type.GetCustomAttribute<WorkflowAttribute>(false)
            ?? throw new ArgumentException($"{type} missing Workflow attribute");
        if (attribute.Dynamic)
            throw new ArgumentException($"{type} is dynamic, it cannot be called by lambda");
        return NameOf(type, attribute);
    });

    private static string NameOf(Type type, WorkflowAttribute attribute)
    {
        if (attribute.Name is { } name)
            return name;
        var dropsI = type.IsInterface && type.Name.Length > 1 && type.Name[0] == 'I' && char.IsUpper(type.Name[1]);
        return dropsI ? type.Name[1..] : type.Name;
    }
}
