namespace Temporalio.Workflows;

/// <summary>One change to the memo of a workflow.</summary>
public class MemoUpdate
{
    private readonly object? value;

    private MemoUpdate(string key, object? value)
    {
        UntypedKey = key;
        this.value = value;
    }

    public string UntypedKey { get; }

    public bool HasValue => value is not null;

    /// <exception cref="InvalidOperationException">When the update removes the key.</exception>
    public object UntypedValue => value ?? throw new InvalidOperationException("No value with this update");

    public static MemoUpdate ValueSet(string key, object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(key, value);
    }

    public static MemoUpdate ValueUnset(string key) => new(key, null);
}
