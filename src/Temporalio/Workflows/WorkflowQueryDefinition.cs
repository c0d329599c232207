using System.Collections.Concurrent;
using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>A query a workflow answers: its name and the method, property or delegate behind it.</summary>
public class WorkflowQueryDefinition
{
    private static readonly ConcurrentDictionary<MemberInfo, WorkflowQueryDefinition> Definitions = new();
    private readonly MethodInfo? method;
    private readonly Func<object?[], object?>? handler;

    private WorkflowQueryDefinition(string? name, string? description, MethodInfo? method, Delegate? del)
    {
        Name = name;
        Description = description;
        this.method = method;
        handler = del is null ? null : CompiledMethod.Of(del);
        Parameters = ParameterList.Of(method ?? del!.Method);
    }

    /// <summary>Null for a dynamic query handler.</summary>
    public string? Name { get; }

    public string? Description { get; }

    public bool Dynamic => Name is null;

    internal ParameterList Parameters { get; }

    /// <exception cref="ArgumentException">When the method is no query handler, or a faulty one.</exception>
    public static WorkflowQueryDefinition FromMethod(MethodInfo method) =>
        Definitions.GetOrAdd(method, static m => Read((MethodInfo)m));

    /// <exception cref="ArgumentException">When the property is no query, or cannot be read.</exception>
    public static WorkflowQueryDefinition FromProperty(PropertyInfo property) =>
        Definitions.GetOrAdd(property, static p => Read((PropertyInfo)p));

    /// <summary>A handler set at run time. A null name makes it dynamic.</summary>
    public static WorkflowQueryDefinition CreateWithoutAttribute(string? name, Delegate del, string? description = null)
    {
        ReservedNames.RefuseQuery(name);
        RequireAnswer(del.Method);
        if (name is null)
            HandlerRules.RequireDynamicShape("query", del.Method, null);
        return new(name, description, null, del);
    }

    internal static string NameForCall(MethodInfo method) => NameOf(FromMethod(method), method);

    internal static string NameForCall(PropertyInfo property) => NameOf(FromProperty(property), property);

    internal object? Invoke(object instance, object?[] args) =>
        method is null ? handler!(args) : CompiledMethod.Invoke(method, instance, args);

    private static string NameOf(WorkflowQueryDefinition definition, MemberInfo member) =>
        definition.Name ?? throw new ArgumentException($"{member.Name} is dynamic, it cannot be called by lambda");

    private static void RequireAnswer(MethodInfo method)
    {
        if (method.ReturnType == typeof(void))
            throw new ArgumentException($"WorkflowQuery method {HandlerRules.Describe(method)} must return a value");
        if (typeof(Task).IsAssignableFrom(method.ReturnType))
            throw new ArgumentException($"WorkflowQuery method {HandlerRules.Describe(method)} cannot return a Task");
    }

    private static WorkflowQueryDefinition Read(MethodInfo method)
    {
        var attribute = method.GetCustomAttribute<WorkflowQueryAttribute>(false)
            ?? throw new ArgumentException($"{HandlerRules.Describe(method)} missing WorkflowQuery attribute");
        HandlerRules.RequireCallable("WorkflowQuery", method);
        RequireAnswer(method);
        if (attribute.Dynamic)
            HandlerRules.RequireDynamicShape("WorkflowQuery", method, attribute.Name);
        var name = attribute.Dynamic ? null : attribute.Name ?? method.Name;
        ReservedNames.RefuseQuery(name);
        return new(name, attribute.Description, method, null);
    }

    private static WorkflowQueryDefinition Read(PropertyInfo property)
    {
        var attribute = property.GetCustomAttribute<WorkflowQueryAttribute>(false)
            ?? throw new ArgumentException($"{property.Name} missing WorkflowQuery attribute");
        var getter = property.GetGetMethod(true)
            ?? throw new ArgumentException($"WorkflowQuery property {property.Name} must be readable");
        HandlerRules.RequireCallable("WorkflowQuery", getter);
        if (attribute.Dynamic)
            throw new ArgumentException($"WorkflowQuery property {property.Name} cannot be dynamic");
        RequireAnswer(getter);
        var name = attribute.Name ?? property.Name;
        ReservedNames.RefuseQuery(name);
        return new(name, attribute.Description, getter, null);
    }
}
