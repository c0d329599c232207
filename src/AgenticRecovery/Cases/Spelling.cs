namespace AgenticRecovery.Cases;

/// <summary>Finds what a wrong name was probably meant to be, for error messages.</summary>
public static class Spelling
{
    private const int LongestCompared = 64;

    /// <summary>"; did you mean 'x'?", or nothing when no name is near.</summary>
    public static string Hint(string wrong, IEnumerable<string> known) =>
        Nearest(wrong, known) is { } near ? $"; did you mean '{near}'?" : "";

    /// <summary>
    /// The known name with the fewest edits (insert, delete, replace, swap of neighbours; case is free); ties go to the first.
    /// Null when even the best differs in more than a third of its letters (at least 2) or in the whole word, because a far
    /// guess misleads.
    /// </summary>
    public static string? Nearest(string wrong, IEnumerable<string> known)
    {
        if (wrong.Length is 0 or > LongestCompared) return null;
        var cleaned = Clean(wrong);
        string? best = null;
        var bestEdits = int.MaxValue;
        foreach (var name in known)
        {
            var edits = Edits(cleaned, Clean(name));
            if (edits < bestEdits) (best, bestEdits) = (name, edits);
        }
        return best is not null && bestEdits <= Math.Max(2, best.Length / 3) && bestEdits < cleaned.Length ? best : null;
    }

    private static string Clean(string name) => name.Replace("_", "").Replace("-", "").Replace(" ", "").ToLowerInvariant();

    private static int Edits(string a, string b)
    {
        var beforeLast = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var now = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var swap = a[i - 1] == b[j - 1] ? 0 : 1;
                now[j] = Math.Min(Math.Min(last[j] + 1, now[j - 1] + 1), last[j - 1] + swap);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    now[j] = Math.Min(now[j], beforeLast[j - 2] + 1);
            }
            (beforeLast, last, now) = (last, now, beforeLast);
        }
        return last[b.Length];
    }
}
