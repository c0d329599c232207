using System.Collections.Concurrent;
using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>Calls methods found by reflection quickly; one invoker per method for the life of the process.</summary>
internal static class CompiledMethod
{
    private static readonly ConcurrentDictionary<MethodInfo, MethodInvoker> Invokers = new();

    /// <summary>Exceptions of the method come out as they are, not wrapped.</summary>
    public static object? Invoke(MethodInfo method, object? instance, object?[] args) =>
        Invokers.GetOrAdd(method, static m => MethodInvoker.Create(m)).Invoke(instance, args.AsSpan());

    /// <summary>A function that calls the delegate with its arguments as an array.</summary>
    public static Func<object?[], object?> Of(Delegate del)
    {
        var invoker = MethodInvoker.Create(del.GetType().GetMethod("Invoke")!);
        return args => invoker.Invoke(del, args.AsSpan());
    }
}
