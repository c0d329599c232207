using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgenticRecovery.Cases;
using Spectre.Console;

namespace AgenticRecovery.Host.Cli;

/// <summary>How results are printed: one JSON document, or words and tables for people.</summary>
public static class Output
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(), new IdConverterFactory() },
    };

    /// <summary>Columns of a line in a file: long enough that no sentence is broken.</summary>
    private const int FileWidth = 240;

    /// <summary>Standard output that is a file or a pipe gets words, not the codes of a terminal.</summary>
    public static void PlainWhereNobodyLooks()
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Console = Plain(Console.Out);
    }

    /// <summary>Words about the work go to standard error when standard output is for a JSON document.</summary>
    public static IAnsiConsole People(bool isJson) => !isJson ? AnsiConsole.Console
        : Console.IsErrorRedirected ? Plain(Console.Error)
        : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    private static IAnsiConsole Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
        });
        console.Profile.Width = FileWidth;
        return console;
    }

    /// <summary>Part of a document, written as the whole would be.</summary>
    public static System.Text.Json.Nodes.JsonNode? Node<T>(T part) => JsonSerializer.SerializeToNode(part, Json);

    public static void Document<T>(T document) => Console.Out.WriteLine(JsonSerializer.Serialize(document, Json));

    /// <summary>Ids print as their text: {"value": …} would be noise.</summary>
    private sealed class IdConverterFactory : JsonConverterFactory
    {
        private static readonly Type[] Ids =
        [
            typeof(OrderId), typeof(CustomerId), typeof(LineId), typeof(VariantId), typeof(ProductId),
            typeof(PaymentMethodId), typeof(ShipmentId), typeof(CaseId), typeof(ProposalId),
        ];

        public override bool CanConvert(Type typeToConvert) => Ids.Contains(typeToConvert);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(IdConverter<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class IdConverter<T> : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            (T)Activator.CreateInstance(typeof(T), reader.GetString())!;

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value!.ToString());
    }
}
