using System.Collections.Concurrent;
using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>An update a workflow takes: its name, its handler and, if it has one, its validator.</summary>
public class WorkflowUpdateDefinition
{
    private static readonly ConcurrentDictionary<(MethodInfo, MethodInfo?), WorkflowUpdateDefinition> Definitions = new();
    private readonly MethodInfo? method;
    private readonly MethodInfo? validatorMethod;
    private readonly Func<object?[], object?>? handler;
    private readonly Func<object?[], object?>? validator;

    private WorkflowUpdateDefinition(string? name, string? description, HandlerUnfinishedPolicy unfinishedPolicy, MethodInfo method, MethodInfo? validatorMethod)
    {
        Name = name;
        Description = description;
        UnfinishedPolicy = unfinishedPolicy;
        this.method = method;
        this.validatorMethod = validatorMethod;
        Parameters = ParameterList.Of(method);
    }

    private WorkflowUpdateDefinition(string? name, string? description, HandlerUnfinishedPolicy unfinishedPolicy, Delegate del, Delegate? validatorDel)
    {
        Name = name;
        Description = description;
        UnfinishedPolicy = unfinishedPolicy;
        handler = CompiledMethod.Of(del);
        validator = validatorDel is null ? null : CompiledMethod.Of(validatorDel);
        Parameters = ParameterList.Of(del.Method);
    }

    /// <summary>Null for a dynamic update handler.</summary>
    public string? Name { get; }

    public string? Description { get; }

    public bool Dynamic => Name is null;

    internal HandlerUnfinishedPolicy UnfinishedPolicy { get; }

    internal ParameterList Parameters { get; }

    internal bool HasValidator => validator is not null || validatorMethod is not null;

    /// <exception cref="ArgumentException">When the method is no update handler, or it or its validator is faulty.</exception>
    public static WorkflowUpdateDefinition FromMethod(MethodInfo method, MethodInfo? validatorMethod = null) =>
        Definitions.GetOrAdd((method, validatorMethod), static pair => Read(pair.Item1, pair.Item2));

    /// <summary>A handler set at run time. A null name makes it dynamic.</summary>
    public static WorkflowUpdateDefinition CreateWithoutAttribute(
        string? name,
        Delegate del,
        Delegate? validatorDel = null,
        HandlerUnfinishedPolicy unfinishedPolicy = HandlerUnfinishedPolicy.WarnAndAbandon,
        string? description = null)
    {
        ReservedNames.Refuse("Update", name);
        RequireTask(del.Method);
        if (name is null)
            HandlerRules.RequireDynamicShape("update", del.Method, null);
        if (validatorDel is not null)
            RequireValidator(del.Method, validatorDel.Method);
        return new(name, description, unfinishedPolicy, del, validatorDel);
    }

    internal static string NameForCall(MethodInfo method) =>
        FromMethod(method).Name ?? throw new ArgumentException($"{HandlerRules.Describe(method)} is dynamic, it cannot be called by lambda");

    internal Task InvokeAsync(object instance, object?[] args) =>
        (Task)(method is null ? handler!(args) : CompiledMethod.Invoke(method, instance, args))!;

    /// <summary>Any exception means the update is rejected.</summary>
    internal void Validate(object instance, object?[] args)
    {
        if (validatorMethod is not null)
            CompiledMethod.Invoke(validatorMethod, instance, args);
        else
            validator?.Invoke(args);
    }

    private static WorkflowUpdateDefinition Read(MethodInfo method, MethodInfo? validatorMethod)
    {
        var attribute = method.GetCustomAttribute<WorkflowUpdateAttribute>(false)
            ?? throw new ArgumentException($"{HandlerRules.Describe(method)} missing WorkflowUpdate attribute");
        HandlerRules.RequireCallable("WorkflowUpdate", method);
        RequireTask(method);
        if (attribute.Dynamic)
            HandlerRules.RequireDynamicShape("WorkflowUpdate", method, attribute.Name);
        if (validatorMethod is not null)
        {
            HandlerRules.RequireCallable("WorkflowUpdateValidator", validatorMethod);
            RequireValidator(method, validatorMethod);
        }
        var name = attribute.Dynamic ? null : attribute.Name ?? HandlerRules.TrimAsync(method.Name);
        ReservedNames.Refuse("Update", name);
        return new(name, attribute.Description, attribute.UnfinishedPolicy, method, validatorMethod);
    }

    private static void RequireTask(MethodInfo method)
    {
        if (!typeof(Task).IsAssignableFrom(method.ReturnType))
            throw new ArgumentException($"WorkflowUpdate method {HandlerRules.Describe(method)} must return Task or Task<T>");
    }

    private static void RequireValidator(MethodInfo update, MethodInfo validator)
    {
        if (validator.ReturnType != typeof(void))
            throw new ArgumentException($"WorkflowUpdateValidator method {HandlerRules.Describe(validator)} must be void");
        var same = update.GetParameters().Select(p => p.ParameterType).SequenceEqual(validator.GetParameters().Select(p => p.ParameterType));
        if (!same)
            throw new ArgumentException($"WorkflowUpdateValidator method {HandlerRules.Describe(validator)} must have the same parameters as {update.Name}");
    }
}
