using AgenticRecovery.Agents;
using AgenticRecovery.Evals.Runs;
using AgenticRecovery.Store;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Evals.Trials;

/// <summary>The story of a trial's cases for people: what came in, what was read and proposed, decided, done and said.</summary>
internal sealed class TranscriptReading(RecoveryStore store)
{
    public IReadOnlyList<TranscriptEntry> Of(IReadOnlyList<CaseFile> files) => [.. files.SelectMany(Case)];

    private IEnumerable<TranscriptEntry> Case(CaseFile file)
    {
        foreach (var signal in file.Signals)
            yield return new TranscriptEntry(
                signal.Signal.Text is null ? "source" : "customer",
                $"{signal.Signal.Kind} from {signal.Signal.Source}",
                signal.Signal.Text ?? string.Join(", ", signal.Signal.Attributes.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}: {a.Value}")));
        if (file.Case.Diagnosis is { } diagnosis)
            yield return new TranscriptEntry(
                "agent", $"diagnosis: {diagnosis.Mode}, {diagnosis.Confidence:0.00}",
                string.Join("; ", diagnosis.RootCauses.Select(c => $"{c.Tag}: {c.Quote}").Append(diagnosis.StatedReason).Where(t => !string.IsNullOrEmpty(t))));
        foreach (var entry in Turns(file))
            yield return entry;
        foreach (var message in file.Messages)
            yield return new TranscriptEntry("shop", $"message {message.State} ({message.Why}): {message.Subject}", message.Body);
        yield return new TranscriptEntry("shop", $"ends {file.Case.State}", file.Case.StateWhy);
    }

    private IEnumerable<TranscriptEntry> Turns(CaseFile file)
    {
        var calls = store.ToolCalls.OfCase(file.Case.Id).ToLookup(c => c.Turn);
        foreach (var turn in store.Transcripts.OfCase(file.Case.Id, "recovery"))
        {
            var said = Transcript.FromJson(turn.Content).Messages.LastOrDefault(m => m.Role == ChatRole.Assistant)?.Text;
            if (!string.IsNullOrWhiteSpace(said))
                yield return new TranscriptEntry("agent", $"turn {turn.Number + 1}", said);
            foreach (var call in calls[turn.Number])
            {
                yield return new TranscriptEntry("tool", $"{(call.IsWrite ? "proposes" : "reads")} {call.Tool}", $"{call.Arguments}\n→ {call.Answer ?? "open"}");
                if (file.Proposals.FirstOrDefault(p => p.Proposal.Id == call.Proposal) is { Decision: { } decision } proposal)
                    yield return new TranscriptEntry("policy", $"{decision.Word} by {decision.Rule}", $"{proposal.Proposal.Move.Name}: {decision.Reason}");
            }
        }
    }
}
