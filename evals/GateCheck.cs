using AgenticRecovery.Evals.Suites;

namespace AgenticRecovery.Evals;

/// <summary>Holds a report against the bounds of its suite.</summary>
public static class GateCheck
{
    public static GateAnswer Answer(Gate gate, EvalReport report)
    {
        var reasons = new List<string>();
        if (!report.IsFinished)
            reasons.Add($"the run is unfinished: {report.Trials} of {report.Planned} trials are there");
        reasons.AddRange(report.Cases.Where(c => !c.Passed && gate.Passed < 1 && !gate.Known.ContainsKey(c.Id))
            .Select(c => $"{c.Id} failed and is not among the known failures"));
        if (report.Passed < gate.Passed * report.Trials)
            reasons.Add(FormattableString.Invariant($"{report.Passed} of {report.Trials} trials passed; at least {gate.Passed:0.#%} must"));
        foreach (var (name, least) in gate.Graders)
            if (report.ByGrader[name] is var tally && tally.Passed < least * (tally.Passed + tally.Failed))
                reasons.Add(FormattableString.Invariant($"{name}: {tally.Passed} of {tally.Passed + tally.Failed} trials passed; at least {least:0.#%} must"));
        if (report.Errors > 0 && !gate.AtMost.ContainsKey("errors"))
            reasons.Add($"{report.Errors} of {report.Trials} trials ended in an error of model or machinery; a gate needs all of them judged");
        reasons.AddRange(gate.AtLeast.Select(b => Missed(report, b.Key, b.Value, isLeast: true)).OfType<string>());
        reasons.AddRange(gate.AtMost.Select(b => Missed(report, b.Key, b.Value, isLeast: false)).OfType<string>());
        if (report.Pairs.Differing.Count > 0 && !gate.AtMost.ContainsKey("pairsDiffering"))
            reasons.AddRange(report.Pairs.Differing.Select(d => $"not the same money for the same case: {d}"));
        return new GateAnswer(reasons.Count == 0, reasons, gate.Because)
        {
            Notes = [.. report.Cases.Where(c => c.Passed && gate.Known.ContainsKey(c.Id)).Select(c => $"{c.Id} passes now; take it off the known failures")],
        };
    }

    /// <summary>A figure that this run cannot have misses its bound, whatever the bound is.</summary>
    private static string? Missed(EvalReport report, string metric, decimal bound, bool isLeast)
    {
        if (GateMetrics.Of(metric, report) is not { } found)
            return $"{metric}: this run has no such figure ({GateMetrics.Needs(metric)}), so its bound cannot be held";
        return (isLeast ? found < (double)bound : found > (double)bound)
            ? FormattableString.Invariant($"{metric} is {found:0.####}; {(isLeast ? "at least" : "at most")} {bound} is asked for")
            : null;
    }
}

/// <summary>The figures a gate may bound, by name.</summary>
public static class GateMetrics
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "passed", "passedLow", "passHat2", "passHat3", "passHat4", "passHat5", "passHat8", "automatic", "automaticError", "surelyAutomaticAt5",
        "needlessEscalations", "unauthorised", "forbidden", "errors", "pairsDiffering", "costMicrosPerTrial",
    ];

    /// <summary>Null when the run cannot tell.</summary>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    public static double? Of(string name, EvalReport report) => name switch
    {
        _ when !Names.Contains(name) => throw new ArgumentException($"There is no metric '{name}'.", nameof(name)),
        "pairsDiffering" => report.Pairs.Pairs == 0 ? null : report.Pairs.Differing.Count,
        _ when report.Trials == 0 => null,
        "passed" => (double)report.Passed / report.Trials,
        "passedLow" => report.PassedInterval.Low,
        "automatic" => (double)report.Handling.Automatic / report.Trials,
        "automaticError" => report.Handling.Automatic == 0 ? null : 1 - ((double)report.Handling.Correct / report.Handling.Automatic),
        "surelyAutomaticAt5" => report.Risk.LargestSurely["0.05"]?.Share ?? 0,
        "needlessEscalations" => (double)report.Handling.NeedlessEscalations / report.Trials,
        "unauthorised" => report.Handling.Unauthorised,
        "forbidden" => report.Handling.Forbidden,
        "errors" => report.Errors,
        "costMicrosPerTrial" => (double)report.Spent.CostMicros / report.Trials,
        _ => PassHat(int.Parse(name.AsSpan("passHat".Length), System.Globalization.CultureInfo.InvariantCulture), report),
    };

    public static string Needs(string name) =>
        name.StartsWith("passHat", StringComparison.Ordinal) ? $"it needs {name["passHat".Length..]} repeats or more"
        : name == "pairsDiffering" ? "it needs cases that name their pair"
        : "it needs trials that were done automatically";

    private static double? PassHat(int k, EvalReport report) => k <= report.PassHatK.Count ? report.PassHatK[k - 1] : null;
}
