using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Books;

/// <summary>Reads one <c>workflows/playbooks/&lt;Mode&gt;.yaml</c>. Format: <c>docs/playbooks.md</c>.</summary>
public static class PlaybookFile
{
    /// <summary>Words that may stand after onSilence beside the moves of the ladder.</summary>
    public static IReadOnlyList<string> SilenceWords { get; } = ["close", "person"];

    /// <param name="file">Name for faults.</param>
    /// <param name="shared">Messages of all playbooks; those of the file win. Empty when there are none.</param>
    /// <returns>The playbook, or null when <paramref name="faults"/> has grown.</returns>
    public static Playbook? Read(string yaml, string file, PlaybookMessages shared, List<BookFault> faults)
    {
        var before = faults.Count;
        if (YamlMap.Read(yaml, file, faults) is not { } top) return null;
        top.Only("playbook", "version", "queue", "owner", "sla", "escalation", "nothing", "ladder", "questions", "messages",
            "done", "answerWithin", "remindAfter", "onSilence", "about");
        var sources = new Dictionary<string, string>(StringComparer.Ordinal);
        var mode = top.OneOf("playbook", Enum.GetNames<FailureMode>());
        var version = top.Text("version");
        var queue = top.Text("queue");
        var owner = top.Text("owner");
        var sla = top.Map("sla") is { } slaMap ? ReadSla(slaMap, sources) : null;
        var escalation = top.Texts("escalation");
        var nothing = top.Map("nothing") is { } nothingMap ? ReadOdds(nothingMap.Only("odds", "source", "by")) : null;
        if (top.Map("nothing", false)?.Text("source") is { } nothingSource) sources["nothing"] = nothingSource;
        var ladder = ReadLadder(top);
        var questions = top.Map("questions", false) is { } questionMap ? ReadQuestions(questionMap) : [];
        var own = top.Map("messages", false) is { } messageMap ? PlaybookMessages.Read(messageMap) : PlaybookMessages.Empty;
        var messages = MessagesFor(ladder, shared.With(own), top);
        var done = top.OneOf("done", DoneWhen.Names.Keys);
        var answerWithin = CalendarSpan(top, "answerWithin");
        var remindAfter = CalendarSpan(top, "remindAfter");
        var onSilence = top.OneOf("onSilence", [.. ladder.Select(rung => rung.Move), .. SilenceWords]);
        if (escalation.Count == 0) top.Fault("escalation", "'escalation' needs at least one role");
        if (remindAfter >= answerWithin) top.Fault("remindAfter", "'remindAfter' must be shorter than 'answerWithin'");
        if (faults.Count > before) return null;
        return new Playbook
        {
            Mode = Enum.Parse<FailureMode>(mode!),
            Version = version!,
            Queue = queue!,
            Owner = owner!,
            Sla = sla!,
            Escalation = escalation,
            Nothing = nothing!,
            NothingBy = ReadOddsBy(top.Map("nothing")!),
            Ladder = ladder,
            Questions = questions.ToDictionary(q => q.Key, q => q.Value["en"], StringComparer.Ordinal),
            QuestionTexts = questions,
            Messages = messages,
            Done = done!,
            AnswerWithin = answerWithin!.Value,
            RemindAfter = remindAfter!.Value,
            OnSilence = onSilence!,
            Sources = sources,
        };
    }

    private static Sla? ReadSla(YamlMap map, Dictionary<string, string> sources)
    {
        map.Only("firstTouch", "decision", "update");
        var first = Target(map, "firstTouch", sources);
        var decision = Target(map, "decision", sources);
        var update = map.Has("update") ? Target(map, "update", sources) : null;
        return first is null || decision is null ? null : new Sla(first, decision, update);
    }

    private static SlaTarget? Target(YamlMap sla, string key, Dictionary<string, string> sources)
    {
        if (sla.Map(key)?.Only("within", "cliff", "before", "source") is not { } map) return null;
        var within = map.Span("within");
        var cliff = map.OneOf("cliff", Cliffs.All, false);
        var before = map.Span("before", false);
        if (before is not null && cliff is null) map.Fault("before", "'before' needs a 'cliff'");
        if (map.Text("source") is not { } source || within is null) return null;
        sources[$"sla.{key}"] = source;
        return new SlaTarget(within.Value, cliff, before, source);
    }

    private static List<Rung> ReadLadder(YamlMap top)
    {
        var ladder = new List<Rung>();
        foreach (var map in top.Maps("ladder"))
        {
            map.Only("move", "odds", "source", "by", "when", "floor", "ceiling", "steps");
            var move = map.OneOf("move", MoveTraits.All.Keys);
            var odds = ReadOdds(map);
            var source = map.Text("source");
            if (move is null || odds is null || source is null) continue;
            if (move == nameof(Move.DoNothing)) map.Fault("move", "DoNothing is on every ladder already; its odds stand under 'nothing'");
            if (ladder.Any(rung => rung.Move == move)) map.Fault("move", $"{move} is on the ladder twice");
            var floor = Amount(map, "floor");
            var ceiling = Amount(map, "ceiling");
            if (floor > ceiling) map.Fault("floor", "'floor' is above 'ceiling'");
            var steps = map.Has("steps") ? map.Numbers("steps", 0, 1) : [];
            if (!steps.SequenceEqual(steps.Order())) map.Fault("steps", "'steps' must rise");
            var isMoney = move is nameof(Move.LimitedIncentive) or nameof(Move.PartialRefund);
            if (isMoney && (ceiling is null || steps.Count == 0)) map.Fault("move", $"{move} needs 'steps' and 'ceiling'");
            ladder.Add(new Rung(move, odds, source)
            {
                OddsBy = ReadOddsBy(map),
                Floor = floor,
                Ceiling = ceiling,
                Steps = steps,
                When = map.Text("when", false),
            });
        }
        if (ladder.Count == 0) top.Fault("ladder", "'ladder' needs at least one move");
        CheckOrder(ladder, top);
        return ladder;
    }

    // Words before work, work before money that is owed, gifts last of what is not giving up: a ladder that climbs
    // straight to money has lost its point.
    private static void CheckOrder(List<Rung> ladder, YamlMap top)
    {
        var firstConcession = ladder.FindIndex(r => MoveTraits.All[r.Move].Group == MoveGroup.Concession);
        if (firstConcession < 0) return;
        var cheaperAfter = ladder.Skip(firstConcession + 1)
            .FirstOrDefault(r => r.Move is nameof(Move.Reassure) or nameof(Move.UpdatePromise) or nameof(Move.Explain) or nameof(Move.ProductGuidance) or nameof(Move.Apologise));
        if (cheaperAfter is not null) top.Fault("ladder", $"{cheaperAfter.Move} costs only words and must stand before {ladder[firstConcession].Move}");
    }

    private static Odds? ReadOdds(YamlMap map)
    {
        if (!map.Has("odds"))
        {
            map.Fault("odds", "'odds' is missing: two positive numbers [for, against]");
            return null;
        }
        var pair = map.Numbers("odds", 0.01m, 100_000);
        if (pair.Count == 2) return new Odds(pair[0], pair[1]);
        map.Fault("odds", "'odds' must be two positive numbers [for, against]");
        return null;
    }

    private static Dictionary<string, Odds> ReadOddsBy(YamlMap map)
    {
        var by = new Dictionary<string, Odds>(StringComparer.Ordinal);
        if (map.Map("by", false) is not { } causes) return by;
        foreach (var cause in causes.Keys)
        {
            var pair = causes.Numbers(cause, 0.01m, 100_000);
            if (pair.Count == 2) by[cause] = new Odds(pair[0], pair[1]);
            else causes.Fault(cause, $"'{cause}' must be two positive numbers [for, against]");
        }
        return by;
    }

    private static Money? Amount(YamlMap map, string key) =>
        map.Number(key, 0, 10_000, false) is { } amount ? Money.Eur((long)Math.Round(amount * 100)) : null;

    private static TimeSpan? CalendarSpan(YamlMap top, string key)
    {
        if (top.Span(key) is not { } span) return null;
        if (span.Clock == SpanClock.Calendar) return span.Length;
        top.Fault(key, $"'{key}' waits for a customer, so it is calendar time (h, d), not business time");
        return null;
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> ReadQuestions(YamlMap map)
    {
        var questions = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var key in map.Keys)
            if (map.Map(key) is { } texts) questions[key] = PlaybookMessages.Texts(texts, isOneLine: true);
        return questions;
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> MessagesFor(List<Rung> ladder, PlaybookMessages messages, YamlMap top)
    {
        foreach (var rung in ladder)
            if (MoveTraits.All[rung.Move].TellsCustomer && !messages.ByName.ContainsKey(rung.Move))
                top.Fault("ladder", $"{rung.Move} speaks to the customer and has no message, neither here nor in messages.yaml");
        return new Dictionary<string, IReadOnlyDictionary<string, string>>(messages.ByName, StringComparer.Ordinal);
    }
}
