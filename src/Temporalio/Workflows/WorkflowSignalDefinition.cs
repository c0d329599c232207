using System.Collections.Concurrent;
using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>A signal a workflow takes: its name and the method or delegate that handles it.</summary>
public class WorkflowSignalDefinition
{
    private static readonly ConcurrentDictionary<MethodInfo, WorkflowSignalDefinition> Definitions = new();
    private readonly MethodInfo? method;
    private readonly Func<object?[], object?>? handler;

    private WorkflowSignalDefinition(string? name, string? description, MethodInfo? method, Delegate? del, HandlerUnfinishedPolicy unfinishedPolicy)
    {
        Name = name;
        Description = description;
        this.method = method;
        handler = del is null ? null : CompiledMethod.Of(del);
        UnfinishedPolicy = unfinishedPolicy;
        Parameters = ParameterList.Of(method ?? del!.Method);
    }

    /// <summary>Null for a dynamic signal handler.</summary>
    public string? Name { get; }

    public string? Description { get; }

    public bool Dynamic => Name is null;

    internal HandlerUnfinishedPolicy UnfinishedPolicy { get; }

    internal ParameterList Parameters { get; }

    /// <exception cref="ArgumentException">When the method is no signal handler, or a faulty one.</exception>
    public static WorkflowSignalDefinition FromMethod(MethodInfo method) => Definitions.GetOrAdd(method, Read);

    /// <summary>A handler set at run time. A null name makes it dynamic.</summary>
    public static WorkflowSignalDefinition CreateWithoutAttribute(
        string? name, Delegate del, HandlerUnfinishedPolicy unfinishedPolicy = HandlerUnfinishedPolicy.WarnAndAbandon, string? description = null)
    {
        ReservedNames.Refuse("Signal", name);
        if (del.Method.ReturnType != typeof(Task))
            throw new ArgumentException($"Signal method {HandlerRules.Describe(del.Method)} must return Task");
        if (name is null)
            HandlerRules.RequireDynamicShape("signal", del.Method, null);
        return new(name, description, null, del, unfinishedPolicy);
    }

    /// <summary>The name a client sends for this method.</summary>
    internal static string NameForCall(MethodInfo method) =>
        FromMethod(method).Name ?? throw new ArgumentException($"{HandlerRules.Describe(method)} is dynamic, it cannot be called by lambda");

    internal Task InvokeAsync(object instance, object?[] args) =>
        (Task)(method is null ? handler!(args) : CompiledMethod.Invoke(method, instance, args))!;

    private static WorkflowSignalDefinition Read(MethodInfo method)
    {
        var attribute = method.GetCustomAttribute<WorkflowSignalAttribute>(false)
            ?? throw new ArgumentException($"{HandlerRules.Describe(method)} missing WorkflowSignal attribute");
        HandlerRules.RequireCallable("WorkflowSignal", method);
        if (method.ReturnType != typeof(Task))
            throw new ArgumentException($"WorkflowSignal method {HandlerRules.Describe(method)} must return Task");
        if (attribute.Dynamic)
            HandlerRules.RequireDynamicShape("WorkflowSignal", method, attribute.Name);
        var name = attribute.Dynamic ? null : attribute.Name ?? HandlerRules.TrimAsync(method.Name);
        ReservedNames.Refuse("Signal", name);
        return new(name, attribute.Description, method, null, attribute.UnfinishedPolicy);
    }
}
