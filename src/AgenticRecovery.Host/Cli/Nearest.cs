namespace AgenticRecovery.Host.Cli;

/// <summary>The valid word nearest to a mistyped one.</summary>
public static class Nearest
{
    /// <summary>Null when nothing is near: more than a third of the letters (at least two) would have to change.</summary>
    public static string? Of(string word, IEnumerable<string> valid)
    {
        var best = valid
            .Select(v => (Word: v, Distance: Distance(word.ToUpperInvariant(), v.ToUpperInvariant())))
            .OrderBy(v => v.Distance).ThenBy(v => v.Word, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Word is not null && best.Distance <= Math.Max(2, word.Length / 3) ? best.Word : null;
    }

    /// <summary>Levenshtein distance: insertions, deletions and substitutions, each costing one.</summary>
    private static int Distance(string a, string b)
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
