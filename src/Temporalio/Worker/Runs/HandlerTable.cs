using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Temporalio.Worker;

/// <summary>
/// The handlers of one kind by name. Starts as the definition's own, and becomes a copy when the workflow changes it.
/// </summary>
internal sealed class HandlerTable<T>(IReadOnlyDictionary<string, T> defined, Action beforeChange, Action<string> added, Func<T, string?> nameOf) : IDictionary<string, T>
    where T : class
{
    private Dictionary<string, T>? changed;

    public IEnumerable<string> Names => Current.Keys.Order(StringComparer.Ordinal);

    public IEnumerable<T> All => Current.Values;

    public ICollection<string> Keys => [.. Current.Keys];

    public ICollection<T> Values => [.. Current.Values];

    public int Count => Current.Count;

    public bool IsReadOnly => false;

    private IReadOnlyDictionary<string, T> Current => changed ?? defined;

    public T this[string key]
    {
        get => Current[key];
        set
        {
            Writable(key, value)[key] = value;
            added(key);
        }
    }

    public T? Find(string name) => Current.TryGetValue(name, out var found) ? found : null;

    public void Add(string key, T value)
    {
        Writable(key, value).Add(key, value);
        added(key);
    }

    public void Add(KeyValuePair<string, T> item) => Add(item.Key, item.Value);

    public void Clear() => Writable().Clear();

    public bool Contains(KeyValuePair<string, T> item) => Current.Contains(item);

    public bool ContainsKey(string key) => Current.ContainsKey(key);

    public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex)
    {
        foreach (var item in Current)
            array[arrayIndex++] = item;
    }

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => Current.GetEnumerator();

    public bool Remove(string key) => Writable().Remove(key);

    public bool Remove(KeyValuePair<string, T> item) => Current.Contains(item) && Writable().Remove(item.Key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => Current.TryGetValue(key, out value);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Dictionary<string, T> Writable(string key, T value) => nameOf(value) == key
        ? Writable()
        : throw new ArgumentException($"Handler is named {nameOf(value)}, it cannot be set as {key}");

    private Dictionary<string, T> Writable()
    {
        beforeChange();
        return changed ??= new(defined);
    }
}
