using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Queues;
using AgenticRecovery.Signals;
using AgenticRecovery.Store;

namespace AgenticRecovery.Evals.Datasets;

/// <summary>Reads a dataset, one case a line. Relative times ("@-3h") count from the suite's start.</summary>
public static class DatasetFile
{
    private static readonly JsonSerializerOptions Json = new(StoreJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <param name="file">Name that faults carry.</param>
    /// <exception cref="EvalInputException">Each fault with file, line and what was expected.</exception>
    public static IReadOnlyList<EvalCase> Read(string text, string file, DateTimeOffset startAt)
    {
        var faults = new List<BookFault>();
        var cases = new List<EvalCase>();
        var signals = new HashSet<string>(StringComparer.Ordinal);
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
                continue;
            var walk = new Walk(file, i + 1, startAt, faults);
            if (walk.Case(RelativeTimes.Shift(lines[i], startAt)) is not { } read)
                continue;
            if (cases.Find(c => c.Id == read.Id) is { } first)
                walk.Fault($"id: expected an id of its own, found '{read.Id}' of line {first.Line} again");
            foreach (var signal in read.Signals.Where(s => !signals.Add(s.Id)))
                walk.Fault($"signals: expected an id of its own, found '{signal.Id}' again");
            cases.Add(read);
        }

        if (cases.Count == 0 && faults.Count == 0)
            faults.Add(new BookFault(file, 1, 1, "expected at least one case"));
        return faults.Count == 0 ? cases : throw new EvalInputException(faults);
    }

    private sealed record CaseRow(string? Id, FailureMode? Mode, string? About, IReadOnlyList<JsonElement>? Signals, ExpectRow? Expect);

    private sealed record ExpectRow(
        string? Verdict, IReadOnlyList<MoveRow>? Moves, IReadOnlyList<string>? Must, IReadOnlyList<string>? MustNot,
        IReadOnlyList<string>? Said, IReadOnlyList<string>? NotSaid, IReadOnlyDictionary<string, string>? Decisions);

    private sealed record MoveRow(string? Order, string? Customer, Move? Move);

    /// <summary>One line on its way to a case.</summary>
    private sealed class Walk(string file, int line, DateTimeOffset startAt, List<BookFault> faults)
    {
        private int _found;

        public void Fault(string message, long column = 1)
        {
            _found++;
            faults.Add(new BookFault(file, line, column, message));
        }

        public EvalCase? Case(string json)
        {
            CaseRow row;
            try
            {
                row = JsonSerializer.Deserialize<CaseRow>(json, Json) ?? new CaseRow(null, null, null, null, null);
            }
            catch (Exception e) when (e is JsonException or NotSupportedException)
            {
                Fault($"expected a case as JSON: {e.Message}", ((e as JsonException)?.BytePositionInLine ?? 0) + 1);
                return null;
            }

            if (string.IsNullOrWhiteSpace(row.Id))
                Fault("id: expected a name for the case, it is missing");
            if (row.Mode is null)
                Fault("mode: expected a failure mode, it is missing");
            var signals = Signals(row.Signals ?? []);
            if (signals.Count == 0 && _found == 0)
                Fault("signals: expected at least one signal");
            var expect = Expect(row.Expect);
            return _found > 0 ? null : new EvalCase(row.Id!, line, row.Mode!.Value, row.About ?? "", signals, expect!);
        }

        private List<Signal> Signals(IReadOnlyList<JsonElement> entries)
        {
            var signals = new List<Signal>();
            foreach (var entry in entries)
                switch (Intake.Read(entry, startAt))
                {
                    case Received.Accepted accepted:
                        signals.Add(accepted.Signal);
                        break;
                    case Received.Rejected rejected:
                        Fault($"signals: {rejected.Reason}");
                        break;
                    default:
                        throw new UnreachableException();
                }

            return signals;
        }

        private Expectations? Expect(ExpectRow? row)
        {
            if (row is null)
            {
                Fault("expect: a case without expectations proves nothing; expected at least a verdict and moves");
                return null;
            }

            if (!Enum.TryParse<EvalVerdict>(row.Verdict, ignoreCase: true, out var verdict) || !Enum.IsDefined(verdict))
                Fault($"expect.verdict: expected auto, approval, deny or ask, found '{row.Verdict}'");
            if (row.Moves is null)
                Fault("expect.moves: expected the moves that give the right end state ([] when nothing may change), they are missing");
            foreach (var name in (row.Must ?? []).SelectMany(m => m.Split('|')).Concat(row.MustNot ?? []).Concat(row.Decisions?.Keys ?? []))
                if (!MoveTraits.All.ContainsKey(name))
                    Fault($"expect: expected the name of a move, found '{name}'" + (Spelling.Nearest(name, MoveTraits.All.Keys) is { } near ? $" (did you mean {near}?)" : ""));
            foreach (var (move, word) in row.Decisions ?? new Dictionary<string, string>())
                if (word is not ("allow" or "approval" or "deny"))
                    Fault($"expect.decisions.{move}: expected allow, approval or deny, found '{word}'");
            foreach (var move in row.Moves ?? [])
                if (move.Move is null || (move.Order is null && move.Customer is null))
                    Fault("expect.moves: expected a move with its order or customer");
            return _found > 0 ? null : new Expectations
            {
                Verdict = verdict,
                Moves = [.. row.Moves!.Select(m => new ReferenceMove(
                    m.Order is { } order ? new OrderId(order) : null, m.Customer is { } customer ? new CustomerId(customer) : null, m.Move!))],
                Must = row.Must ?? [],
                MustNot = row.MustNot ?? [],
                Said = row.Said ?? [],
                NotSaid = row.NotSaid ?? [],
                Decisions = row.Decisions ?? new Dictionary<string, string>(),
            };
        }
    }
}
