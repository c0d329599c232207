using System.Collections.Concurrent;
using System.Security.Cryptography;
using AgenticRecovery.Activities;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Store;

namespace AgenticRecovery.Host.Desk;

/// <summary>What became of a verdict, for the page that follows it.</summary>
/// <param name="IsTaken">False when it was refused; then nothing happened.</param>
public sealed record VerdictNote(bool IsTaken, string Text)
{
    /// <summary>Reads what the record says now, so that the page never claims more than happened.</summary>
    public static VerdictNote Of(App app, ProposalRecord proposal, VerdictAnswer answer)
    {
        if (!answer.IsTaken)
            return new VerdictNote(false, answer.Message + " Nothing was done.");
        var row = app.Store.Cases.Get(proposal.Proposal.Case);
        var move = Words.MoveName(proposal.Proposal.Move.Name);
        var happened = proposal.Acted switch
        {
            "done" => $"{move} was done. {proposal.ActedSummary}",
            "changed" => $"The shop changed since the request, so {move} was not done. {proposal.ActedSummary}",
            "refused" => $"The shop refused {move}. {proposal.ActedSummary}",
            _ => answer.Message == "settled" ? "It is on the record." : $"It is {answer.Message}.",
        };
        return new VerdictNote(true, $"{happened.Trim()} The case is now: {Words.State(row).ToLowerInvariant()}.");
    }
}

/// <summary>Keeps notes between the form and the page after it, so that nobody can put words on the page by a link. Safe for use by several threads.</summary>
internal sealed class VerdictNotes
{
    private const int Most = 1000;
    private readonly ConcurrentDictionary<string, VerdictNote> _notes = new(StringComparer.Ordinal);

    public string Keep(VerdictNote note)
    {
        // Pages that were never opened leave their notes behind.
        if (_notes.Count >= Most)
            _notes.Clear();
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        _notes[key] = note;
        return key;
    }

    /// <summary>Null for a key that is unknown; a note can be read again by going back.</summary>
    public VerdictNote? Read(string? key) => key is not null && _notes.TryGetValue(key, out var note) ? note : null;
}
