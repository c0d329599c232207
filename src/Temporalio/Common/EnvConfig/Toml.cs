namespace Temporalio.Common.EnvConfig;

/// <summary>
/// Reads the part of TOML that configuration of this kind uses: tables, dotted and quoted keys, strings of all four
/// kinds, booleans, numbers, inline tables and arrays. Dates and arrays of tables are refused with
/// <see cref="InvalidOperationException"/>. Source: TOML 1.0.
/// </summary>
internal static class Toml
{
    public static Dictionary<string, object> Parse(string text)
    {
        var root = new Dictionary<string, object>();
        var table = root;
        var reader = new TomlReader(text);
        while (reader.SkipToNextLine())
        {
            if (reader.TryTake('['))
            {
                if (reader.TryTake('['))
                {
                    throw reader.Fault("Arrays of tables are not supported");
                }
                table = Descend(reader, root, reader.ReadKey());
                reader.Require(']');
            }
            else
            {
                ReadPair(reader, table);
            }
            reader.RequireLineEnd();
        }
        return root;
    }

    private static void ReadPair(TomlReader reader, Dictionary<string, object> table)
    {
        var key = reader.ReadKey();
        reader.Require('=');
        var value = ReadValue(reader);
        if (!Descend(reader, table, key[..^1]).TryAdd(key[^1], value))
        {
            throw reader.Fault($"Key {string.Join('.', key)} is there twice");
        }
    }

    private static object ReadValue(TomlReader reader)
    {
        reader.SkipBlanks();
        if (reader.TryTake('{'))
        {
            var table = new Dictionary<string, object>();
            for (var first = true; !reader.TryTake('}'); first = false)
            {
                if (!first)
                {
                    reader.Require(',');
                }
                ReadPair(reader, table);
                reader.SkipBlanks();
            }
            return table;
        }
        if (reader.TryTake('['))
        {
            var items = new List<object>();
            for (reader.SkipToNextLine(); !reader.TryTake(']'); reader.SkipToNextLine())
            {
                items.Add(ReadValue(reader));
                reader.SkipToNextLine();
                reader.TryTake(',');
            }
            return items;
        }
        return reader.ReadScalar();
    }

    private static Dictionary<string, object> Descend(TomlReader reader, Dictionary<string, object> table, string[] path)
    {
        foreach (var part in path)
        {
            if (!table.TryGetValue(part, out var next))
            {
                table[part] = next = new Dictionary<string, object>();
            }
            table = next as Dictionary<string, object> ?? throw reader.Fault($"{part} is not a table");
        }
        return table;
    }
}
