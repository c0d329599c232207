using System.Globalization;

namespace Temporalio.Common.EnvConfig;

/// <summary>Typed reading and writing of configuration tables. A value of another type is an error, a missing one is null.</summary>
internal static class ConfigEntries
{
    public static string? Text(IReadOnlyDictionary<string, object> table, string key) =>
        table.TryGetValue(key, out var value) ? Text(key, value) : null;

    public static string Text(string key, object value) =>
        value as string ?? throw new InvalidOperationException($"{key} must be a string");

    public static bool? Flag(IReadOnlyDictionary<string, object> table, string key) =>
        table.TryGetValue(key, out var value) ? Flag(key, value) : null;

    public static bool Flag(string key, object value) => value switch
    {
        bool flag => flag,
        "1" => true,
        "0" => false,
        string text when bool.TryParse(text, out var flag) => flag,
        _ => throw new InvalidOperationException(
            string.Create(CultureInfo.InvariantCulture, $"{key} must be true or false, not {value}")),
    };

    public static IReadOnlyDictionary<string, object>? Table(IReadOnlyDictionary<string, object> table, string key) =>
        table.TryGetValue(key, out var value)
            ? value switch
            {
                IReadOnlyDictionary<string, object> inner => inner,
                IReadOnlyDictionary<string, string> texts => texts.ToDictionary(e => e.Key, e => (object)e.Value),
                _ => throw new InvalidOperationException($"{key} must be a table"),
            }
            : null;

    public static DataSource? Source(IReadOnlyDictionary<string, object> table, string key) =>
        DataSource.FromDictionary(Table(table, key)?.ToDictionary(e => e.Key, e => Text(e.Key, e.Value)));

    public static void Put(Dictionary<string, object> table, string key, object? value)
    {
        if (value is not null)
        {
            table[key] = value;
        }
    }
}
