using Temporalio.Api.Enums.V1;
using Temporalio.Workflows;

namespace Temporalio.Common;

/// <summary>Name and type of a search attribute; two are equal when both are.</summary>
public class SearchAttributeKey : IComparable<SearchAttributeKey>
{
    private protected SearchAttributeKey(string name, IndexedValueType valueType)
    {
        Name = name;
        ValueType = valueType;
    }

    public string Name { get; }

    public IndexedValueType ValueType { get; }

    public static bool operator ==(SearchAttributeKey? left, SearchAttributeKey? right) =>
        left is null ? right is null : left.Equals(right);

    public static bool operator !=(SearchAttributeKey? left, SearchAttributeKey? right) => !(left == right);

    public static bool operator <(SearchAttributeKey? left, SearchAttributeKey? right) => Compare(left, right) < 0;

    public static bool operator <=(SearchAttributeKey? left, SearchAttributeKey? right) => Compare(left, right) <= 0;

    public static bool operator >(SearchAttributeKey? left, SearchAttributeKey? right) => Compare(left, right) > 0;

    public static bool operator >=(SearchAttributeKey? left, SearchAttributeKey? right) => Compare(left, right) >= 0;

    public static SearchAttributeKey<bool> CreateBool(string name) => new(name, IndexedValueType.Bool);

    public static SearchAttributeKey<DateTimeOffset> CreateDateTimeOffset(string name) => new(name, IndexedValueType.Datetime);

    public static SearchAttributeKey<double> CreateDouble(string name) => new(name, IndexedValueType.Double);

    public static SearchAttributeKey<string> CreateKeyword(string name) => new(name, IndexedValueType.Keyword);

    public static SearchAttributeKey<IReadOnlyCollection<string>> CreateKeywordList(string name) =>
        new(name, IndexedValueType.KeywordList);

    public static SearchAttributeKey<long> CreateLong(string name) => new(name, IndexedValueType.Int);

    public static SearchAttributeKey<string> CreateText(string name) => new(name, IndexedValueType.Text);

    /// <summary>By name, then by type.</summary>
    public int CompareTo(SearchAttributeKey? other)
    {
        if (other is null)
        {
            return 1;
        }
        var byName = string.CompareOrdinal(Name, other.Name);
        return byName != 0 ? byName : ValueType.CompareTo(other.ValueType);
    }

    public bool Equals(SearchAttributeKey? other) =>
        other is not null && Name == other.Name && ValueType == other.ValueType;

    public override bool Equals(object? obj) => Equals(obj as SearchAttributeKey);

    public override int GetHashCode() => HashCode.Combine(Name, ValueType);

    private static int Compare(SearchAttributeKey? left, SearchAttributeKey? right) =>
        left is null ? (right is null ? 0 : -1) : left.CompareTo(right);
}

/// <summary>Name and type of a search attribute whose values are <typeparamref name="T"/>.</summary>
public class SearchAttributeKey<T> : SearchAttributeKey
    where T : notnull
{
    internal SearchAttributeKey(string name, IndexedValueType valueType)
        : base(name, valueType)
    {
    }

    public SearchAttributeUpdate<T> ValueSet(T value) => SearchAttributeUpdate.ValueSet(this, value);

    public SearchAttributeUpdate<T> ValueUnset() => SearchAttributeUpdate.ValueUnset(this);
}
