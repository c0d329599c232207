namespace AgenticRecovery.Policy;

/// <summary>Finds the name somebody probably meant.</summary>
public static class Nearest
{
    /// <summary>"; did you mean 'x'?" or nothing when no name is near.</summary>
    public static string Hint(string wrong, IEnumerable<string> names) =>
        Find(wrong, names) is { } near ? $"; did you mean '{near}'?" : "";

    /// <summary>The name with the fewest single-letter edits, ignoring case: at most a third of the word or 2, and never the whole word; null when none is near.</summary>
    public static string? Find(string wrong, IEnumerable<string> names)
    {
        string? best = null;
        var least = Math.Min(Math.Max(2, wrong.Length / 3) + 1, wrong.Length);
        foreach (var name in names)
        {
            var edits = Edits(wrong.ToUpperInvariant(), name.ToUpperInvariant());
            if (edits < least || (edits == least && best is not null && string.CompareOrdinal(name, best) < 0))
                (least, best) = (edits, name);
        }
        return best;
    }

    /// <summary>Levenshtein distance.</summary>
    public static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
