using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticRecovery.Evals.Retail;

/// <summary>Where a shop or requests come from: a file, or <c>shipped:NAME</c> for what is in the program.</summary>
internal static class RetailSource
{
    public const string Shipped = "shipped:";

    /// <exception cref="EvalInputException">No such file, or no JSON; with the line.</exception>
    public static JsonNode? Json(string source)
    {
        try
        {
            return JsonNode.Parse(Text(source));
        }
        catch (JsonException fault)
        {
            throw new EvalInputException($"{source}:{fault.LineNumber + 1}: {fault.Message}", fault);
        }
    }

    private static string Text(string source)
    {
        if (!source.StartsWith(Shipped, StringComparison.Ordinal))
            return File.Exists(source) ? File.ReadAllText(source) : throw new EvalInputException(source, "no such file");
        var name = $"datasets/retail/{source[Shipped.Length..]}.json";
        using var stream = typeof(RetailSource).Assembly.GetManifestResourceStream(name) ?? throw new EvalInputException(source, "expected shipped:shop or shipped:requests");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
