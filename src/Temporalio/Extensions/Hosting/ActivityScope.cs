using Microsoft.Extensions.DependencyInjection;

namespace Temporalio.Extensions.Hosting;

/// <summary>Scope and instance of the running activity. An interceptor may set them before the activity is called.</summary>
public static class ActivityScope
{
    private static readonly AsyncLocal<object?> CurrentInstance = new();
    private static readonly AsyncLocal<IServiceScope?> CurrentScope = new();

    public static object? ScopedInstance
    {
        get => CurrentInstance.Value;
        set => CurrentInstance.Value = value;
    }

    public static IServiceScope? ServiceScope
    {
        get => CurrentScope.Value;
        set => CurrentScope.Value = value;
    }
}
