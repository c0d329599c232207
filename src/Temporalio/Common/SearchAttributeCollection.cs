using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Temporalio.Api.Common.V1;

namespace Temporalio.Common;

/// <summary>Typed search attributes; a name appears once. Never changes.</summary>
public class SearchAttributeCollection : IReadOnlyCollection<SearchAttributeKey>
{
    public static readonly SearchAttributeCollection Empty = new(new SortedDictionary<SearchAttributeKey, object>());

    private readonly SortedDictionary<SearchAttributeKey, object> values;

    private SearchAttributeCollection(SortedDictionary<SearchAttributeKey, object> values) => this.values = values;

    public int Count => values.Count;

    public IReadOnlyDictionary<SearchAttributeKey, object> UntypedValues => values;

    /// <summary>Attributes that are null are left out; <see cref="ArgumentException"/> for an unknown type.</summary>
    public static SearchAttributeCollection FromProto(SearchAttributes searchAttributes)
    {
        if (searchAttributes.IndexedFields.Count == 0)
        {
            return Empty;
        }
        var read = new SortedDictionary<SearchAttributeKey, object>();
        foreach (var (name, payload) in searchAttributes.IndexedFields)
        {
            SearchAttributePayload.RequireKnownType(payload);
            if (SearchAttributePayload.Read(name, payload) is { } found)
            {
                read.Add(found.Key, found.Value);
            }
        }
        return new(read);
    }

    public bool ContainsKey(string key) => values.Keys.Any(k => k.Name == key);

    public bool ContainsKey<T>(SearchAttributeKey<T> key)
        where T : notnull => values.ContainsKey(key);

    /// <summary>Throws <see cref="KeyNotFoundException"/> when absent.</summary>
    public T Get<T>(SearchAttributeKey<T> key)
        where T : notnull =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"No search attribute {key.Name}");

    public IEnumerator<SearchAttributeKey> GetEnumerator() => values.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public SearchAttributes ToProto()
    {
        var proto = new SearchAttributes();
        foreach (var (key, value) in values)
        {
            proto.IndexedFields.Add(key.Name, SearchAttributePayload.Of(key, value));
        }
        return proto;
    }

    public bool TryGetValue<T>(SearchAttributeKey<T> key, [MaybeNullWhen(false)] out T value)
        where T : notnull
    {
        if (values.TryGetValue(key, out var untyped))
        {
            value = (T)untyped;
            return true;
        }
        value = default;
        return false;
    }

    /// <summary>Gathers search attributes.</summary>
    public class Builder
    {
        private readonly SortedDictionary<SearchAttributeKey, object> values = [];

        public Builder()
        {
        }

        public Builder(SearchAttributeCollection searchAttributes) => Set(searchAttributes);

        public Builder Set(SearchAttributeCollection searchAttributes)
        {
            foreach (var (key, value) in searchAttributes.values)
            {
                SetUntyped(key, value);
            }
            return this;
        }

        public Builder Set<T>(SearchAttributeKey<T> key, T value)
            where T : notnull => SetUntyped(key, value);

        public SearchAttributeCollection ToSearchAttributeCollection() => new(new(values));

        public Builder Unset(SearchAttributeKey key)
        {
            values.Remove(key);
            return this;
        }

        public Builder Unset(string name)
        {
            if (values.Keys.FirstOrDefault(k => k.Name == name) is { } key)
            {
                values.Remove(key);
            }
            return this;
        }

        internal Builder SetUntyped(SearchAttributeKey key, object value)
        {
            ArgumentNullException.ThrowIfNull(value);
            Unset(key.Name);
            values[key] = value;
            return this;
        }
    }
}
