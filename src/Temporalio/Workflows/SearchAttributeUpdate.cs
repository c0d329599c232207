using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>One change to the search attributes of a workflow.</summary>
public abstract class SearchAttributeUpdate
{
    internal SearchAttributeUpdate(bool hasValue) => HasValue = hasValue;

    public bool HasValue { get; }

    public abstract SearchAttributeKey UntypedKey { get; }

    /// <exception cref="InvalidOperationException">When the update removes the attribute.</exception>
    public abstract object UntypedValue { get; }

    public static SearchAttributeUpdate<T> ValueSet<T>(SearchAttributeKey<T> key, T value)
        where T : notnull => new(key, value);

    public static SearchAttributeUpdate<T> ValueUnset<T>(SearchAttributeKey<T> key)
        where T : notnull => new(key);
}

/// <summary>One change to a search attribute of a known type.</summary>
public class SearchAttributeUpdate<T> : SearchAttributeUpdate
    where T : notnull
{
    private readonly T? value;

    internal SearchAttributeUpdate(SearchAttributeKey<T> key, T value)
        : base(true)
    {
        Key = key;
        this.value = value;
    }

    internal SearchAttributeUpdate(SearchAttributeKey<T> key)
        : base(false) => Key = key;

    public SearchAttributeKey<T> Key { get; }

    public T Value => HasValue ? value! : throw new InvalidOperationException("No value with this update");

    public override SearchAttributeKey UntypedKey => Key;

    public override object UntypedValue => Value;
}
