using System.Reflection;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Activities;

/// <summary>An activity a worker can run: its name, its parameters and how to call it.</summary>
public class ActivityDefinition
{
    private const BindingFlags AnyMethod = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
    private readonly Func<object?[], object?> invoker;

    private ActivityDefinition(string? name, Type returnType, ParameterList parameters, MethodInfo? method, Func<object?[], object?> invoker)
    {
        ReservedNames.Refuse("Activity", name);
        if (parameters.Types.FirstOrDefault(t => t.IsByRef) is { } byRef)
            throw new ArgumentException($"Activity {name} has disallowed ref/out parameter of type {byRef}");
        if (name is null && (parameters.Types is not [var only] || only != typeof(IRawValue[]) || parameters.RequiredCount != 1))
            throw new ArgumentException("Dynamic activity must accept one required IRawValue array");
        Name = name;
        ReturnType = returnType;
        Parameters = parameters;
        MethodInfo = method;
        this.invoker = invoker;
    }

    /// <summary>Null for a dynamic activity.</summary>
    public string? Name { get; }

    public bool Dynamic => Name is null;

    public MethodInfo? MethodInfo { get; }

    public IReadOnlyCollection<Type> ParameterTypes => Parameters.Types;

    public int RequiredParameterCount => Parameters.RequiredCount;

    public Type ReturnType { get; }

    internal ParameterList Parameters { get; }

    /// <exception cref="ArgumentException">When the delegate's method is not an activity, or a faulty one.</exception>
    public static ActivityDefinition Create(Delegate del) =>
        Create(del.Method, CompiledMethod.Of(del));

    public static ActivityDefinition Create(MethodInfo method, Func<object?[], object?> invoker)
    {
        var attribute = method.GetCustomAttribute<ActivityAttribute>(false)
            ?? throw new ArgumentException($"{HandlerRules.Describe(method)} missing Activity attribute");
        return new(ActivityName.Of(method, attribute), method.ReturnType, ParameterList.Of(method), method, invoker);
    }

    /// <summary>A definition without a method behind it. A null name makes it dynamic.</summary>
    public static ActivityDefinition Create(
        string? name, Type returnType, IReadOnlyCollection<Type> parameterTypes, int requiredParameterCount, Func<object?[], object?> invoker)
    {
        if (requiredParameterCount > parameterTypes.Count)
            throw new ArgumentException($"Activity {name} has more required parameters than parameters");
        return new(name, returnType, ParameterList.Of(parameterTypes, requiredParameterCount), null, invoker);
    }

    /// <summary>Takes name and invoker as given and only the parameters from the method.</summary>
    public static ActivityDefinition CreateWithoutAttribute(string? name, MethodInfo method, Func<object?[], object?> invoker) =>
        new(name, method.ReturnType, ParameterList.Of(method), method, invoker);

    public static IReadOnlyCollection<ActivityDefinition> CreateAll<T>(T? instance) => CreateAll(typeof(T), instance);

    /// <summary>Every method with the activity attribute, public or not, static or not.</summary>
    /// <exception cref="ArgumentException">When there is none.</exception>
    /// <exception cref="InvalidOperationException">When one needs an instance and none is given.</exception>
    public static IReadOnlyCollection<ActivityDefinition> CreateAll(Type type, object? instance)
    {
        var definitions = new List<ActivityDefinition>();
        foreach (var method in type.GetMethods(AnyMethod).Where(m => m.IsDefined(typeof(ActivityAttribute), false)))
        {
            if (!method.IsStatic && instance is null)
                throw new InvalidOperationException($"Instance not provided, but activity method {HandlerRules.Describe(method)} is non-static");
            var target = method.IsStatic ? null : instance;
            definitions.Add(Create(method, args => CompiledMethod.Invoke(method, target, args)));
        }
        return definitions.Count > 0 ? definitions : throw new ArgumentException($"No activities found on {type}");
    }

    /// <summary>Calls the activity, waits for its task if it returns one, and answers its value (null for none).</summary>
    public Task<object?> InvokeAsync(object?[] parameters) => TaskResult.UnwrapAsync(invoker(Parameters.Fill(parameters)));

    /// <summary>The activity name of a call written as a lambda.</summary>
    internal static string NameForCall(MethodInfo method) => ActivityName.ForCall(method);
}
