using System.Reflection;
using Temporalio.Converters;

namespace Temporalio.Workflows;

/// <summary>Everything reflection finds on a workflow type. Faults are gathered so that the author sees them all at once.</summary>
internal sealed class WorkflowDefinitionScan
{
    private const BindingFlags AnyMember = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
    private readonly Dictionary<string, WorkflowSignalDefinition> signals = [];
    private readonly Dictionary<string, WorkflowQueryDefinition> queries = [];
    private readonly Dictionary<string, WorkflowUpdateDefinition> updates = [];

    private WorkflowDefinitionScan(Type type, WorkflowAttribute attribute)
    {
        Type = type;
        Attribute = attribute;
    }

    public Type Type { get; }

    public WorkflowAttribute Attribute { get; }

    public List<Exception> Faults { get; } = [];

    public MethodInfo? RunMethod { get; private set; }

    public Func<object?[], object>? Creator { get; private set; }

    public bool InitTakesArguments { get; private set; }

    public Func<object?, WorkflowDefinitionOptions>? DynamicOptionsGetter { get; private set; }

    public IReadOnlyDictionary<string, WorkflowSignalDefinition> Signals => signals;

    public IReadOnlyDictionary<string, WorkflowQueryDefinition> Queries => queries;

    public IReadOnlyDictionary<string, WorkflowUpdateDefinition> Updates => updates;

    public WorkflowSignalDefinition? DynamicSignal { get; private set; }

    public WorkflowQueryDefinition? DynamicQuery { get; private set; }

    public WorkflowUpdateDefinition? DynamicUpdate { get; private set; }

    public static WorkflowDefinitionScan Of(Type type)
    {
        var attribute = type.GetCustomAttribute<WorkflowAttribute>(false)
            ?? throw new ArgumentException($"{type} missing Workflow attribute");
        var scan = new WorkflowDefinitionScan(type, attribute);
        if (type.IsGenericType)
            scan.Faults.Add(new ArgumentException($"Workflow type {type} cannot be generic"));
        var methods = type.GetMethods(AnyMember);
        scan.Try(() => scan.ReadRun(methods));
        scan.ReadHandlers(methods);
        scan.ReadUpdates(methods);
        foreach (var property in type.GetProperties(AnyMember).Where(p => p.IsDefined(typeof(WorkflowQueryAttribute), false)))
            scan.Try(() => scan.Add(WorkflowQueryDefinition.FromProperty(property)));
        scan.Try(scan.ReadCreator);
        scan.Try(() => scan.ReadDynamicOptions(methods));
        return scan;
    }

    private void Try(Action read)
    {
        try
        {
            read();
        }
        catch (ArgumentException fault)
        {
            Faults.Add(fault);
        }
    }

    private void ReadRun(MethodInfo[] methods)
    {
        foreach (var method in methods.Where(m => m.IsDefined(typeof(WorkflowRunAttribute), false)))
        {
            if (method.DeclaringType != Type)
                throw new ArgumentException($"WorkflowRun on {HandlerRules.Describe(method)} must be declared on {Type}, not inherited from {method.DeclaringType}");
            if (RunMethod is not null)
                throw new ArgumentException($"WorkflowRun on multiple: {RunMethod.Name} and {method.Name}");
            HandlerRules.RequireCallable("WorkflowRun", method);
            if (!typeof(Task).IsAssignableFrom(method.ReturnType))
                throw new ArgumentException($"WorkflowRun method {HandlerRules.Describe(method)} must return an instance of Task");
            if (Attribute.Dynamic && (method.GetParameters() is not [var only] || only.ParameterType != typeof(IRawValue[])))
                throw new ArgumentException($"WorkflowRun method {HandlerRules.Describe(method)} of a dynamic workflow must take one IRawValue array");
            RunMethod = method;
        }
        if (RunMethod is null)
            throw new ArgumentException($"{Type} does not have a valid WorkflowRun method");
    }

    private void ReadHandlers(MethodInfo[] methods)
    {
        foreach (var method in methods)
        {
            Try(() => RequireRestated<WorkflowSignalAttribute>(method));
            Try(() => RequireRestated<WorkflowQueryAttribute>(method));
            Try(() => RequireRestated<WorkflowUpdateAttribute>(method));
            if (method.IsDefined(typeof(WorkflowSignalAttribute), false))
                Try(() => Add(WorkflowSignalDefinition.FromMethod(method)));
            if (method.IsDefined(typeof(WorkflowQueryAttribute), false))
                Try(() => Add(WorkflowQueryDefinition.FromMethod(method)));
        }
    }

    private void ReadUpdates(MethodInfo[] methods)
    {
        var validators = new Dictionary<string, MethodInfo>();
        foreach (var method in methods)
        {
            if (method.GetCustomAttribute<WorkflowUpdateValidatorAttribute>(false) is not { } validator)
                continue;
            if (!validators.TryAdd(validator.UpdateMethod, method))
                Faults.Add(new ArgumentException($"Two validators for update method {validator.UpdateMethod}: {validators[validator.UpdateMethod].Name} and {method.Name}"));
        }
        foreach (var method in methods.Where(m => m.IsDefined(typeof(WorkflowUpdateAttribute), false)))
        {
            validators.Remove(method.Name, out var validator);
            Try(() => Add(WorkflowUpdateDefinition.FromMethod(method, validator)));
        }
        foreach (var (update, validator) in validators)
            Faults.Add(new ArgumentException($"Cannot find update method named {update} for WorkflowUpdateValidator on {validator} method"));
    }

    private void Add(WorkflowSignalDefinition signal)
    {
        if (signal.Name is null ? DynamicSignal is not null : !signals.TryAdd(signal.Name, signal))
            throw new ArgumentException($"{Type} has more than one signal named {signal.Name ?? "(dynamic)"}");
        if (signal.Name is null)
            DynamicSignal = signal;
    }

    private void Add(WorkflowQueryDefinition query)
    {
        if (query.Name is null ? DynamicQuery is not null : !queries.TryAdd(query.Name, query))
            throw new ArgumentException($"{Type} has more than one query named {query.Name ?? "(dynamic)"}");
        if (query.Name is null)
            DynamicQuery = query;
    }

    private void Add(WorkflowUpdateDefinition update)
    {
        if (update.Name is null ? DynamicUpdate is not null : !updates.TryAdd(update.Name, update))
            throw new ArgumentException($"{Type} has more than one update named {update.Name ?? "(dynamic)"}");
        if (update.Name is null)
            DynamicUpdate = update;
    }

    private void ReadCreator()
    {
        if (Type.IsInterface || Type.IsAbstract)
            return;
        var inits = Type.GetConstructors(AnyMember).Where(c => c.IsDefined(typeof(WorkflowInitAttribute), false)).ToArray();
        if (inits.Length > 1)
            throw new ArgumentException($"WorkflowInit on multiple constructors of {Type}");
        if (inits is [var init])
        {
            if (!init.IsPublic)
                throw new ArgumentException($"WorkflowInit constructor of {Type} must be public");
            var runTypes = RunMethod?.GetParameters().Select(p => p.ParameterType) ?? [];
            if (!init.GetParameters().Select(p => p.ParameterType).SequenceEqual(runTypes))
                throw new ArgumentException($"WorkflowInit constructor of {Type} must have the same parameters as the run method");
            var invoker = ConstructorInvoker.Create(init);
            Creator = args => invoker.Invoke(args.AsSpan());
            InitTakesArguments = true;
        }
        else if (Type.GetConstructor(Type.EmptyTypes) is { } plain)
        {
            var invoker = ConstructorInvoker.Create(plain);
            Creator = _ => invoker.Invoke();
        }
    }

    private void ReadDynamicOptions(MethodInfo[] methods)
    {
        var marked = methods.Where(m => m.IsDefined(typeof(WorkflowDynamicOptionsAttribute), false)).ToArray();
        if (marked.Length == 0)
            return;
        if (marked.Length > 1)
            throw new ArgumentException($"WorkflowDynamicOptions on multiple methods of {Type}");
        var method = marked[0];
        if (!Attribute.Dynamic)
            throw new ArgumentException($"WorkflowDynamicOptions method {HandlerRules.Describe(method)} is only for dynamic workflows");
        HandlerRules.RequireCallable("WorkflowDynamicOptions", method);
        if (method.ReturnType != typeof(WorkflowDefinitionOptions) || method.GetParameters().Length != 0)
            throw new ArgumentException($"WorkflowDynamicOptions method {HandlerRules.Describe(method)} must take nothing and return WorkflowDefinitionOptions");
        DynamicOptionsGetter = instance => (WorkflowDefinitionOptions)CompiledMethod.Invoke(method, instance, [])!;
    }

    /// <summary>Attributes are not inherited, so an override that forgets to restate one would silently lose its handler.</summary>
    private static void RequireRestated<TAttribute>(MethodInfo method)
        where TAttribute : Attribute
    {
        if (!method.IsDefined(typeof(TAttribute), false) && method.GetBaseDefinition() != method && BaseHas<TAttribute>(method))
            throw new ArgumentException($"{HandlerRules.Describe(method)} overrides a method with {typeof(TAttribute).Name} and must state it too");
    }

    private static bool BaseHas<TAttribute>(MethodInfo method)
        where TAttribute : Attribute
    {
        var types = method.GetParameters().Select(p => p.ParameterType).ToArray();
        for (var type = method.DeclaringType?.BaseType; type is not null; type = type.BaseType)
        {
            if (type.GetMethod(method.Name, AnyMember | BindingFlags.DeclaredOnly, null, types, null)?.IsDefined(typeof(TAttribute), false) == true)
                return true;
        }
        return false;
    }
}
