using System.Reflection;
using Temporalio.Converters;

namespace Temporalio.Workflows;

/// <summary>Rules that signal, query and update handlers share. Every broken rule is an ArgumentException that names the method.</summary>
internal static class HandlerRules
{
    public static string Describe(MethodInfo method) => $"{method.DeclaringType?.FullName}.{method.Name}";

    public static void RequireCallable(string kind, MethodInfo method)
    {
        if (!method.IsPublic)
            throw new ArgumentException($"{kind} method {Describe(method)} must be public");
        if (method.IsStatic)
            throw new ArgumentException($"{kind} method {Describe(method)} cannot be static");
        if (method.ContainsGenericParameters)
            throw new ArgumentException($"{kind} method {Describe(method)} cannot be generic");
    }

    /// <summary>A dynamic handler carries no name and takes the name and the raw arguments.</summary>
    public static void RequireDynamicShape(string kind, MethodInfo method, string? name)
    {
        if (name is not null)
            throw new ArgumentException($"{kind} {Describe(method)} cannot be dynamic and have a name");
        var types = method.GetParameters().Select(p => p.ParameterType).ToArray();
        if (types.Length != 2 || types[0] != typeof(string) || types[1] != typeof(IRawValue[]))
            throw new ArgumentException($"Dynamic {kind} {Describe(method)} must take a string and an IRawValue array");
    }

    /// <summary>Drops a trailing "Async", unless that is all there is.</summary>
    public static string TrimAsync(string name) =>
        name.Length > 5 && name.EndsWith("Async", StringComparison.Ordinal) ? name[..^5] : name;
}
