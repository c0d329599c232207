using System.Globalization;
using AgenticRecovery.Books;
using AgenticRecovery.Evals.Graders;

namespace AgenticRecovery.Evals.Suites;

/// <summary>Reads <c>suites/NAME.yaml</c>.</summary>
public static class SuiteFile
{
    /// <param name="file">Name that faults carry.</param>
    /// <exception cref="EvalInputException">Each fault with file, line and what was expected.</exception>
    public static EvalSuite Read(string yaml, string file)
    {
        var faults = new List<BookFault>();
        var top = YamlMap.Read(yaml, file, faults)?.Only(
            "suite", "dataset", "datasets", "shop", "startAt", "model", "policy", "graders", "limits", "gate", "repeats", "seed");
        var suite = top is null ? null : Suite(top);
        return suite is not null && faults.Count == 0 ? suite : throw new EvalInputException(faults);
    }

    private static EvalSuite Suite(YamlMap top)
    {
        var graders = top.Texts("graders");
        foreach (var unknown in graders.Where(g => !GraderShelf.Names.Contains(g)))
            top.FaultUnknown("graders", unknown, "grader", GraderShelf.Names);
        if (graders.Count == 0)
            top.Fault("graders", "a suite without graders proves nothing; expected at least one");
        var datasets = top.Has("datasets") ? top.Texts("datasets") : top.Text("dataset") is { } only ? [only] : [];
        var limits = top.Map("limits")?.Only("turns", "costMicros");
        return new EvalSuite
        {
            Name = top.Text("suite") ?? "",
            Dataset = datasets.Count > 0 ? datasets[0] : "",
            Datasets = datasets,
            Shop = top.Text("shop") ?? "",
            StartAt = Instant(top, "startAt"),
            Model = top.Text("model") ?? "",
            Policy = top.Text("policy") ?? "",
            Graders = graders,
            Limits = new CostLimits((int)(limits?.Number("turns", 1, 1000) ?? 0), (long)(limits?.Number("costMicros", 0, 1_000_000_000) ?? 0)),
            Gate = Gate(top.Map("gate")?.Only("passed", "graders", "because", "known", "atLeast", "atMost"), graders),
            Repeats = (int)(top.Number("repeats", 1, 1000, isRequired: false) ?? 1),
            Seed = (ulong)(top.Number("seed", 0, 1_000_000_000, isRequired: false) ?? 1),
        };
    }

    private static Gate Gate(YamlMap? gate, IReadOnlyList<string> graders)
    {
        var shares = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        if (gate is null)
            return new Gate(1, shares, null, known);
        var passed = gate.Number("passed", 0, 1) ?? 1;
        var because = gate.Text("because", isRequired: false);
        if (passed < 1 && because is null)
            gate.Fault("passed", "a bound below 1 needs its reason in 'because'");
        if (gate.Map("graders", isRequired: false)?.Only([.. graders]) is { } bounds)
            foreach (var name in bounds.Keys)
                shares[name] = bounds.Number(name, 0, 1) ?? 1;
        if (gate.Map("known", isRequired: false) is { } faults)
            foreach (var id in faults.Keys)
                known[id] = faults.Text(id) ?? "";
        return new Gate(passed, shares, because, known) { AtLeast = Metrics(gate, "atLeast"), AtMost = Metrics(gate, "atMost") };
    }

    private static Dictionary<string, decimal> Metrics(YamlMap gate, string key)
    {
        var bounds = new Dictionary<string, decimal>(StringComparer.Ordinal);
        if (gate.Map(key, isRequired: false) is { } map)
            foreach (var name in map.Keys)
                if (GateMetrics.Names.Contains(name))
                    bounds[name] = map.Number(name, 0, 1_000_000_000) ?? 0;
                else
                    map.FaultUnknown(name, name, "metric", GateMetrics.Names);
        return bounds;
    }

    private static DateTimeOffset Instant(YamlMap top, string key)
    {
        if (top.Text(key) is not { } text)
            return default;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
            return at;
        top.Fault(key, $"'{key}' must be an ISO 8601 instant, found '{text}'");
        return default;
    }
}
