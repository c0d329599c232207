namespace Temporalio.Conformance;

/// <summary>Claims of a check.</summary>
internal static class Must
{
    public static void Equal<T>(T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new InvalidOperationException($"expected {expected}, found {actual}");
    }

    public static async Task<T> ThrowAsync<T>(Func<Task> act)
        where T : Exception
    {
        try
        {
            await act();
        }
        catch (T expected)
        {
            return expected;
        }
        throw new InvalidOperationException($"expected {typeof(T).Name}, nothing was thrown");
    }
}
