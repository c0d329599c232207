using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Temporalio.Activities;
using Temporalio.Workflows;

namespace Temporalio.Extensions.Hosting;

/// <summary>Activities whose instances come from dependency injection.</summary>
public static class ServiceProviderExtensions
{
    private const BindingFlags AnyMethod =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <summary>Each call gets a scope of its own, disposed when the activity has ended, unless one is set already.</summary>
    public static ActivityDefinition CreateTemporalActivityDefinition(
        this IServiceProvider provider, Type instanceType, MethodInfo method) => ActivityDefinition.Create(
            method,
            method.IsStatic
                ? args => CompiledMethod.Invoke(method, null, args)
                : args => CallInScopeAsync(provider, instanceType, method, args));

    public static IReadOnlyCollection<ActivityDefinition> CreateTemporalActivityDefinitions<T>(this IServiceProvider provider) =>
        provider.CreateTemporalActivityDefinitions(typeof(T));

    /// <summary>Throws <see cref="ArgumentException"/> when the type has no activities.</summary>
    public static IReadOnlyCollection<ActivityDefinition> CreateTemporalActivityDefinitions(
        this IServiceProvider provider, Type type)
    {
        var methods = type.GetMethods(AnyMethod).Where(m => m.IsDefined(typeof(ActivityAttribute), inherit: false)).ToArray();
        return methods.Length > 0
            ? [.. methods.Select(method => provider.CreateTemporalActivityDefinition(type, method))]
            : throw new ArgumentException($"No activities found on {type}", nameof(type));
    }

    private static async Task<object?> CallInScopeAsync(
        IServiceProvider provider, Type instanceType, MethodInfo method, object?[] args)
    {
        if (ActivityScope.ServiceScope is { } preset)
        {
            return await CallAsync(preset, instanceType, method, args);
        }
        await using var scope = provider.CreateAsyncScope();
        ActivityScope.ServiceScope = scope;
        return await CallAsync(scope, instanceType, method, args);
    }

    private static Task<object?> CallAsync(IServiceScope scope, Type instanceType, MethodInfo method, object?[] args)
    {
        ActivityScope.ScopedInstance ??= scope.ServiceProvider.GetRequiredService(instanceType);
        return TaskResult.UnwrapAsync(CompiledMethod.Invoke(method, ActivityScope.ScopedInstance, args));
    }
}
