using AgenticRecovery.Evals.Datasets;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Evals.Trials;

/// <summary>What the customer of a case answers: the first reply not used yet that fits what was done with the last one.</summary>
internal sealed class PersonaTalk(EvalCase one)
{
    private readonly List<PersonaReply> _left = [.. one.Persona];
    private readonly List<Signal> _said = [];
    private int _heard;

    /// <summary>Replies that were sent, in order.</summary>
    public IReadOnlyList<Signal> Said => _said;

    /// <summary>Null when the customer has nothing more to say.</summary>
    public Signal? Next(TrialRecord trial)
    {
        // Only what was sent since the last reply is answered.
        var word = trial.AsksPerson ? "approval"
            : trial.Messages.Count(m => m.IsSent) == _heard ? "silence"
            : trial.Verdict.ToString().ToLowerInvariant();
        _heard = trial.Messages.Count(m => m.IsSent);
        if (_left.Find(r => r.On.Count == 0 || r.On.Contains(word)) is not { } reply)
            return null;
        _left.Remove(reply);
        var last = _said.Count > 0 ? _said[^1].OccurredAt : one.StartAt;
        var signal = one.Signals[0] with
        {
            Id = $"{one.Id}/reply-{_said.Count + 1}",
            Source = "helpdesk",
            Kind = SignalKind.CustomerMessage,
            OccurredAt = last + reply.After,
            Text = reply.Says,
            Language = reply.Language ?? one.Language,
            Mode = null,
            Amount = null,
            Attributes = new Dictionary<string, string>(),
        };
        _said.Add(signal);
        return signal;
    }
}
