using AgenticRecovery.Books;
using AgenticRecovery.Queues;

namespace AgenticRecovery.Evals.Datasets;

/// <summary>
/// Reads a dataset, one case a line; empty lines and lines that begin with # stand for themselves. Relative times ("@-3h")
/// count from the suite's start. JSON Schema: <see cref="DatasetSchema"/>.
/// </summary>
public static class DatasetFile
{
    private const string EmptyShop = """{"currency": "EUR", "products": [], "customers": [], "orders": []}""";

    /// <inheritdoc cref="Read(string, string, StartTemplates, DateTimeOffset)"/>
    public static IReadOnlyList<EvalCase> Read(string text, string file, DateTimeOffset startAt) =>
        Read(text, file, StartTemplates.Read(EmptyShop, startAt), startAt);

    /// <param name="file">Name that faults carry.</param>
    /// <param name="shop">What the starts of cases build on.</param>
    /// <exception cref="EvalInputException">Each fault with file, line and what was expected.</exception>
    public static IReadOnlyList<EvalCase> Read(string text, string file, StartTemplates shop, DateTimeOffset startAt)
    {
        var faults = new List<BookFault>();
        var cases = new List<EvalCase>();
        var signals = new HashSet<string>(StringComparer.Ordinal);
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]) || lines[i][0] == '#')
                continue;
            var reading = new CaseReading(new CasePlace(file, i + 1, startAt, faults), shop);
            if (reading.Read(RelativeTimes.Shift(lines[i], startAt)) is not { } read)
                continue;
            if (cases.Find(c => c.Id == read.Id) is { } first)
                reading.Fault($"id: expected an id of its own, found '{read.Id}' of line {first.Line} again");
            foreach (var signal in read.Signals.Where(s => !signals.Add(s.Id)))
                reading.Fault($"signals: expected an id of its own, found '{signal.Id}' again");
            cases.Add(read);
        }

        if (cases.Count == 0 && faults.Count == 0)
            faults.Add(new BookFault(file, 1, 1, "expected at least one case"));
        return faults.Count == 0 ? cases : throw new EvalInputException(faults);
    }
}

/// <param name="Line">1-based.</param>
internal sealed record CasePlace(string File, int Line, DateTimeOffset StartAt, List<BookFault> Faults);
