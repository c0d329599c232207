using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticRecovery.Connectors.Retail;

/// <summary>Writes values as the original does, byte for byte, so that recorded answers and hashes can be compared.</summary>
public static class PythonText
{
    /// <summary>As <c>json.dumps</c> with its defaults: a space after comma and colon, ASCII only.</summary>
    public static string Json(JsonNode? node)
    {
        var text = new StringBuilder();
        Json(text, node);
        return text.ToString();
    }

    /// <summary>As <c>str</c> of the value with every object turned into sorted pairs and every list into a tuple; what the end-state hash covers.</summary>
    public static string Tuples(JsonNode? node)
    {
        var text = new StringBuilder();
        Tuples(text, node);
        return text.ToString();
    }

    private static void Json(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject map:
                text.Append('{');
                foreach (var (key, value) in map)
                {
                    if (text[^1] != '{')
                        text.Append(", ");
                    Quote(text, key);
                    text.Append(": ");
                    Json(text, value);
                }

                text.Append('}');
                break;
            case JsonArray list:
                text.Append('[');
                for (var i = 0; i < list.Count; i++)
                {
                    if (i > 0)
                        text.Append(", ");
                    Json(text, list[i]);
                }

                text.Append(']');
                break;
            default:
                Scalar(text, node.AsValue(), Quote, "true", "false");
                break;
        }
    }

    private static void Tuples(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("None");
                break;
            case JsonObject map:
                Tuple(text, [.. map.OrderBy(p => p.Key, StringComparer.Ordinal)], pair =>
                {
                    text.Append('(');
                    Repr(text, pair.Key);
                    text.Append(", ");
                    Tuples(text, pair.Value);
                    text.Append(')');
                });
                break;
            case JsonArray list:
                Tuple(text, [.. list], item => Tuples(text, item));
                break;
            default:
                Scalar(text, node.AsValue(), Repr, "True", "False");
                break;
        }
    }

    private static void Tuple<T>(StringBuilder text, IReadOnlyList<T> items, Action<T> write)
    {
        text.Append('(');
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                text.Append(", ");
            write(items[i]);
        }

        // A tuple of one keeps its comma.
        text.Append(items.Count == 1 ? ",)" : ")");
    }

    private static void Scalar(StringBuilder text, JsonValue value, Action<StringBuilder, string> quote, string yes, string no)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                quote(text, value.GetValue<string>());
                break;
            case JsonValueKind.True:
                text.Append(yes);
                break;
            case JsonValueKind.False:
                text.Append(no);
                break;
            default:
                text.Append(PythonNumber.Of(value).ToString());
                break;
        }
    }

    private static void Quote(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' or > '~' and not '\x7f' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        text.Append('"');
    }

    private static void Repr(StringBuilder text, string value)
    {
        var quote = value.Contains('\'', StringComparison.Ordinal) && !value.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        text.Append(quote);
        foreach (var c in value)
            _ = c switch
            {
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                _ when c == quote => text.Append('\\').Append(c),
                < ' ' or '\x7f' => text.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => text.Append(c),
            };
        text.Append(quote);
    }
}
