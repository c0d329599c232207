using System.Collections.Concurrent;
using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>The value of a task whose result type is only known at run time.</summary>
internal static class TaskResult
{
    private static readonly ConcurrentDictionary<Type, Func<Task, object?>> Readers = new();

    /// <summary>The T of Task&lt;T&gt;, or null for a plain task.</summary>
    public static Type? ValueType(Type taskType)
    {
        for (var type = taskType; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
                return type.GetGenericArguments()[0];
        }
        return null;
    }

    /// <summary>Waits for the task, when it is one, and answers its value; null for a plain task.</summary>
    public static async Task<object?> UnwrapAsync(object? returned)
    {
        if (returned is not Task task)
            return returned;
        await task;
        return Read(task);
    }

    /// <summary>The value of a task that has completed successfully.</summary>
    public static object? Read(Task task) => Readers.GetOrAdd(task.GetType(), ReaderFor)(task);

    private static Func<Task, object?> ReaderFor(Type taskType)
    {
        // An async method declared as plain Task has a hidden result type of the framework; it means "no value".
        if (ValueType(taskType) is not { } type || type.Name == "VoidTaskResult")
            return static _ => null;
        return typeof(TaskResult).GetMethod(nameof(ReadAs), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type).CreateDelegate<Func<Task, object?>>();
    }

    private static object? ReadAs<T>(Task task) => ((Task<T>)task).Result;
}
