using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AgenticRecovery.Tests.Policy;

/// <summary>Checks a document against the part of JSON Schema that our schemas use; a keyword it does not know throws.</summary>
internal static class SmallSchema
{
    private static readonly string[] Words = ["$schema", "title", "description", "examples", "format"];

    public static List<string> Faults(JsonNode schema, JsonNode? document, string at = "")
    {
        var faults = new List<string>();
        foreach (var (keyword, rule) in schema.AsObject())
        {
            if (!Words.Contains(keyword) && !Holds(keyword, rule!, schema.AsObject(), document, at, faults))
                faults.Add($"{at}: {keyword} {rule!.ToJsonString()}");
        }
        return faults;
    }

    private static bool Holds(string keyword, JsonNode rule, JsonObject schema, JsonNode? document, string at, List<string> faults)
    {
        switch (keyword)
        {
            case "type":
                return (rule is JsonArray many ? many.Select(one => one!.GetValue<string>()) : [rule.GetValue<string>()]).Any(type => IsOf(type, document));
            case "enum":
                return rule.AsArray().Any(one => JsonNode.DeepEquals(one, document));
            case "required":
                var missing = document is JsonObject thing ? rule.AsArray().Select(one => one!.GetValue<string>()).Where(key => !thing.ContainsKey(key)).ToList() : [];
                return missing.Count == 0;
            case "properties":
                foreach (var (key, inner) in rule.AsObject())
                    if (document is JsonObject map && map.TryGetPropertyValue(key, out var value))
                        faults.AddRange(Faults(inner!, value, $"{at}/{key}"));
                return true;
            case "additionalProperties":
                foreach (var (key, value) in document as JsonObject ?? [])
                {
                    if (schema["properties"]?.AsObject().ContainsKey(key) == true)
                        continue;
                    if (rule is JsonObject inner)
                        faults.AddRange(Faults(inner, value, $"{at}/{key}"));
                    else
                        faults.Add($"{at}/{key}: not known");
                }
                return true;
            case "items":
                foreach (var (item, i) in (document as JsonArray ?? []).Select((item, i) => (item, i)))
                    faults.AddRange(Faults(rule, item, $"{at}/{i}"));
                return true;
            case "oneOf":
                return rule.AsArray().Count(one => Faults(one!, document, at).Count == 0) == 1;
            case "pattern":
                return document!.GetValueKind() != JsonValueKind.String || Regex.IsMatch(document.GetValue<string>(), rule.GetValue<string>());
            case "minItems":
                return document is not JsonArray list || list.Count >= rule.GetValue<int>();
            case "minimum":
                return !IsNumber(document) || Number(document) >= Number(rule);
            case "maximum":
                return !IsNumber(document) || Number(document) <= Number(rule);
            case "exclusiveMinimum":
                return !IsNumber(document) || Number(document) > Number(rule);
            default:
                throw new NotSupportedException($"'{keyword}' is not checked here.");
        }
    }

    private static bool IsOf(string type, JsonNode? document) => type switch
    {
        "object" => document is JsonObject,
        "array" => document is JsonArray,
        "string" => document?.GetValueKind() == JsonValueKind.String,
        "boolean" => document?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "number" => IsNumber(document),
        "integer" => IsNumber(document) && decimal.IsInteger(Number(document)),
        _ => throw new NotSupportedException(type),
    };

    private static bool IsNumber(JsonNode? document) => document?.GetValueKind() == JsonValueKind.Number;

    private static decimal Number(JsonNode? document) => decimal.Parse(document!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
}
