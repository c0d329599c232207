using System.Globalization;
using System.Text;
using AgenticRecovery.Cases;
using AgenticRecovery.Signals;
using CsvHelper;
using CsvHelper.Configuration;

namespace AgenticRecovery.Queues;

/// <summary>A CSV file with a header, read row by row. Fields longer than <see cref="IntakeLimits.LineBytes"/> stop the file with a fault.</summary>
public sealed class CsvTable : IDisposable
{
    private readonly CsvReader _reader;
    private readonly HashSet<string> _columns;

    private CsvTable(string file, CsvReader reader)
    {
        (File, _reader) = (file, reader);
        _columns = new HashSet<string>(reader.HeaderRecord ?? [], StringComparer.Ordinal);
    }

    public string File { get; }

    public IReadOnlyCollection<string> Columns => _columns;

    /// <summary>Line of the file on which the current row ends; quoted fields may span lines.</summary>
    public long Line => _reader.Parser.RawRow;

    /// <summary>The current row as it stands in the file.</summary>
    public string Raw => _reader.Parser.RawRecord.TrimEnd('\r', '\n');

    /// <exception cref="FormatException">The file has no header.</exception>
    public static CsvTable Open(Stream stream, string file, char delimiter = ',')
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            MaxFieldSize = IntakeLimits.LineBytes,
            BadDataFound = null,
            MissingFieldFound = null,
            DetectColumnCountChanges = false,
            TrimOptions = TrimOptions.None,
        };
        var reader = new CsvReader(new StreamReader(stream, Encoding.UTF8), configuration);
        if (!reader.Read() || !reader.ReadHeader()) throw new FormatException($"{file}: the file is empty; expected a header line.");
        return new CsvTable(file, reader);
    }

    /// <summary>Says which column is missing and which is nearest to it; null when all are there.</summary>
    public string? WhyNotAll(params IEnumerable<string> needed)
    {
        foreach (var column in needed)
            if (!_columns.Contains(column))
                return $"{File}: column '{column}' is missing"
                    + (Spelling.Nearest(column, _columns) is { } nearest ? $" (did you mean {nearest}?)" : $"; columns: {string.Join(", ", _columns)}");
        return null;
    }

    /// <exception cref="FormatException">A field is larger than the limit; the rest of the file is not read.</exception>
    public bool Next()
    {
        try
        {
            return _reader.Read();
        }
        catch (MaxFieldSizeException)
        {
            throw new FormatException($"{File}:{Line}: a field is longer than {IntakeLimits.LineBytes} characters; the file is read no further.");
        }
    }

    /// <summary>The field, or "" where the row is short or the column does not exist.</summary>
    public string this[string column] => _columns.Contains(column) ? _reader.GetField(column) ?? "" : "";

    public void Dispose() => _reader.Dispose();
}
