using System.Text.Json;
using AgenticRecovery.Cases;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Books;

/// <summary>Recorded decisions of a JSONL file, one per line: case, move, at, currency, facts, and word and ages where they were kept.</summary>
public static class RecordedDecisions
{
    /// <exception cref="FormatException">A line cannot be read; the message has its number.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static IEnumerable<RecordedDecision> Of(string path)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                yield return Read(line, $"{path}:{number}");
        }
    }

    private static RecordedDecision Read(string line, string place)
    {
        RecordedDecision? record;
        try
        {
            record = JsonSerializer.Deserialize<RecordedDecision>(line, JsonSerializerOptions.Web);
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"{place}: this is no recorded decision: {wrong.Message}", wrong);
        }
        if (record is not { Case: not null, Move: not null, Facts: not null, Currency: not null })
            throw new FormatException($"{place}: a recorded decision needs case, move, at, currency and facts.");
        return MoveSet.IndexOf(record.Move) >= 0 ? record : throw new FormatException($"{place}: '{record.Move}' is no move{Spelling.Hint(record.Move, MoveSet.Names)}");
    }
}
