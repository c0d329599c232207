using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Temporalio.Tests.Fuzz;

/// <summary>Messages of any type with seeded contents: absent, empty, extreme and ordinary values, unknown enum numbers.</summary>
internal sealed class RandomMessages(int seed)
{
    private const int deepest = 4;

    private static readonly string[] texts =
    [
        "", "default", "w", "orders", " ", "'", "\0", "größe", new('x', 1_001), "6f8c0b1e-0000-4000-8000-000000000000", "WorkflowId = 'w'", "* * * * *", "@every 0s",
    ];

    private static readonly long[] numbers = [0, 1, -1, 2, 60, 1_000_000, int.MaxValue, long.MaxValue, long.MinValue];

    private readonly Random random = new(seed);

    public void Fill(IMessage message) => Fill(message, depth: 0);

    private void Fill(IMessage message, int depth)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (random.Next(3) == 0)
                continue;
            if (field.IsMap)
                FillMap((System.Collections.IDictionary)field.Accessor.GetValue(message), field, depth);
            else if (field.IsRepeated)
                FillList((System.Collections.IList)field.Accessor.GetValue(message), field, depth);
            else if (Value(field, depth) is { } value)
                field.Accessor.SetValue(message, value);
        }
    }

    private void FillList(System.Collections.IList list, FieldDescriptor field, int depth)
    {
        for (var i = random.Next(3); i > 0; i--)
        {
            if (Value(field, depth) is { } value)
                list.Add(value);
        }
    }

    private void FillMap(System.Collections.IDictionary map, FieldDescriptor field, int depth)
    {
        for (var i = random.Next(3); i > 0; i--)
        {
            var (key, value) = (Value(field.MessageType.FindFieldByNumber(1), depth), Value(field.MessageType.FindFieldByNumber(2), depth));
            if (key is not null && value is not null)
                map[key] = value;
        }
    }

    private object? Value(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.String => texts[random.Next(texts.Length)],
        FieldType.Bytes => ByteString.CopyFrom(Bytes()),
        FieldType.Bool => random.Next(2) == 0,
        FieldType.Double => random.NextDouble() * numbers[random.Next(5)],
        FieldType.Float => (float)random.NextDouble(),
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => (int)numbers[random.Next(7)],
        FieldType.UInt32 or FieldType.Fixed32 => (uint)numbers[random.Next(2)],
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => numbers[random.Next(numbers.Length)],
        FieldType.UInt64 or FieldType.Fixed64 => (ulong)numbers[random.Next(2)],
        FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, random.Next(-1, 40)),
        // A wrapped number is set as the number, not as a message.
        FieldType.Message when field.MessageType.File.Name == "google/protobuf/wrappers.proto" => null,
        FieldType.Message when depth < deepest => Filled(field.MessageType, depth + 1),
        _ => null,
    };

    private IMessage Filled(MessageDescriptor type, int depth)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        Fill(message, depth);
        return message;
    }

    private byte[] Bytes()
    {
        var bytes = new byte[random.Next(20)];
        random.NextBytes(bytes);
        return bytes;
    }
}
