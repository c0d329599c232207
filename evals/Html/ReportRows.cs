using System.Text.Json;
using AgenticRecovery.Evals.Runs;

namespace AgenticRecovery.Evals.Html;

/// <summary>
/// The trials as the page's script reads them. Equal texts, which repeats have in plenty, lie once in a list and are named
/// by their place. "&lt;" and its like are escaped, so no text can end the script it stands in.
/// </summary>
internal static class ReportRows
{
    public static string Json(RunReading run, RunReading? other)
    {
        var pool = new Pool();
        var (trials, others) = (run.Trials.Select(t => Row(t, pool)).ToList(), other?.Trials.Select(t => Row(t, pool)).ToList());
        return JsonSerializer.Serialize(new { texts = pool.Texts, trials, others });
    }

    /// <summary>Complete when it returns: the list of texts is written before the rows.</summary>
    private static object Row(TrialLine t, Pool pool) => new
    {
        k = t.Key,
        c = t.Case,
        p = t.Passed ? 1 : 0,
        e = t.Error,
        x = t.Expected,
        f = t.Found,
        a = pool.Of(t.About),
        s = t.Slices,
        g = t.GivenMinor,
        u = t.Use.CostMicros,
        n = t.Use.Turns,
        fi = t.Findings.Select(f => new object[] { f.Grader, pool.Of(f.Text) }).ToList(),
        bl = t.Blame is { } b ? new object[] { b.Party, pool.Of(b.Why), b.IsDecided ? 1 : 0 } : null,
        t = t.Transcript.Select(e => new object[] { e.Who, pool.Of(e.Title), pool.Of(e.Text) }).ToList(),
        pr = t.Proposals.Select(p => new object?[] { p.Move, p.Decision, p.Rule, pool.Of(p.Arguments), pool.Of(p.Reason), p.Acted }).ToList(),
        ms = t.Messages.Select(m => new object[] { m.State, m.Why, pool.Of(m.Subject), pool.Of(m.Body) }).ToList(),
        rt = t.Right.Select(pool.Of).ToList(),
        af = t.After.Select(pool.Of).ToList(),
    };

    private sealed class Pool
    {
        private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

        public List<string> Texts { get; } = [];

        public int Of(string text)
        {
            if (_places.TryGetValue(text, out var place))
                return place;
            Texts.Add(text);
            return _places[text] = Texts.Count - 1;
        }
    }
}
