using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;

namespace Temporalio.Common;

/// <summary>Rewrites short enum values in protobuf JSON ("TimerFired") to their full names ("EVENT_TYPE_TIMER_FIRED").</summary>
internal static class ProtoEnumNames
{
    public static string InFull(string json, MessageDescriptor descriptor)
    {
        var root = JsonNode.Parse(json);
        Rewrite(root, descriptor);
        return root?.ToJsonString() ?? "{}";
    }

    private static void Rewrite(JsonNode? node, MessageDescriptor descriptor)
    {
        if (node is not JsonObject fields)
        {
            return;
        }
        foreach (var (name, value) in fields.ToArray())
        {
            var field = descriptor.Fields.InFieldNumberOrder().FirstOrDefault(f => f.JsonName == name || f.Name == name);
            if (field is not null && value is not null)
            {
                RewriteField(fields, name, value, field);
            }
        }
    }

    private static void RewriteField(JsonObject fields, string name, JsonNode value, FieldDescriptor field)
    {
        if (field.FieldType == FieldType.Enum)
        {
            fields[name] = value is JsonArray many
                ? new JsonArray([.. many.Select(one => FullName(one, field.EnumType))])
                : FullName(value, field.EnumType);
        }
        else if (field.FieldType == FieldType.Message && field.IsMap)
        {
            var valueField = field.MessageType.FindFieldByNumber(2);
            foreach (var (_, entry) in valueField.FieldType == FieldType.Message ? value.AsObject().ToArray() : [])
            {
                Rewrite(entry, valueField.MessageType);
            }
        }
        else if (field.FieldType == FieldType.Message)
        {
            foreach (var one in value is JsonArray many ? [.. many] : new JsonNode?[] { value })
            {
                Rewrite(one, field.MessageType);
            }
        }
    }

    private static JsonNode? FullName(JsonNode? value, EnumDescriptor type)
    {
        if (value is not JsonValue text || !text.TryGetValue<string>(out var name) || type.FindValueByName(name) is not null)
        {
            return value?.DeepClone();
        }
        var full = Snake(type.Name) + "_" + Snake(name);
        return type.FindValueByName(full) is null ? value.DeepClone() : JsonValue.Create(full);
    }

    private static string Snake(string pascal)
    {
        var snake = new StringBuilder();
        foreach (var letter in pascal)
        {
            if (char.IsUpper(letter) && snake.Length > 0)
            {
                snake.Append('_');
            }
            snake.Append(char.ToUpperInvariant(letter));
        }
        return snake.ToString();
    }
}
