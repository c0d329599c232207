using System.Collections.Concurrent;
using System.Reflection;
using Temporalio.Workflows;

namespace Temporalio.Activities;

/// <summary>The name an activity method goes by when its attribute gives none.</summary>
internal static class ActivityName
{
    private static readonly ConcurrentDictionary<MethodInfo, string> CallNames = new();

    public static string ForCall(MethodInfo method) => CallNames.GetOrAdd(method, static m =>
    {
        var attribute = m.GetCustomAttribute<ActivityAttribute>(false)
            ?? throw new ArgumentException($"{HandlerRules.Describe(m)} missing Activity attribute");
        return Of(m, attribute)
            ?? throw new ArgumentException($"{HandlerRules.Describe(m)} is dynamic, it cannot be called by lambda");
    });

    /// <summary>Null for a dynamic activity. "Async" is dropped only from methods that return a task.</summary>
    /// <exception cref="ArgumentException">For a dynamic activity with a name, or a lambda without one.</exception>
    public static string? Of(MethodInfo method, ActivityAttribute attribute)
    {
        if (attribute.Dynamic)
        {
            return attribute.Name is null
                ? null
                : throw new ArgumentException($"Activity {HandlerRules.Describe(method)} cannot be dynamic and have a name");
        }
        if (attribute.Name is { } name)
            return name;
        var own = SourceName(method);
        return typeof(Task).IsAssignableFrom(method.ReturnType) ? HandlerRules.TrimAsync(own) : own;
    }

    /// <summary>The compiler names a local function <c>&lt;Outer&gt;g__Name|0_0</c> and a lambda <c>&lt;Outer&gt;b__0_0</c>.</summary>
    private static string SourceName(MethodInfo method)
    {
        if (!method.Name.StartsWith('<'))
            return method.Name;
        var start = method.Name.IndexOf(">g__", StringComparison.Ordinal);
        var end = start < 0 ? -1 : method.Name.IndexOf('|', start);
        return end > 0
            ? method.Name[(start + 4)..end]
            : throw new ArgumentException($"{method.Name} appears to be a lambda, which must have a name in its Activity attribute");
    }
}
