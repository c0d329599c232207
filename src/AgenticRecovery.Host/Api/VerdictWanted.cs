using System.ComponentModel;
using System.Text.Json;
using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Store;

namespace AgenticRecovery.Host.Api;

/// <summary>What a person wants done with a request.</summary>
internal sealed record VerdictWanted
{
    [Description("approve, edit, reject, ask, takeover, or takeback of your own approval while others must still agree.")]
    public required string Verdict { get; init; }

    [Description("proposalHash of the request as it was shown; a proposal that changed since is refused.")]
    public required string ProposalHash { get; init; }

    [Description("The reason of a reject, the question of an ask; else a note, which may be left out.")]
    public string? Words { get; init; }

    [Description("For ask: customer (default) or colleague.")]
    public string? Whom { get; init; }

    [Description("For edit: the move wanted instead, such as {\"move\":\"FullRefund\",\"basis\":\"damaged\"}; see arguments of the request.")]
    public JsonElement? Move { get; init; }

    /// <summary>The same for the same request, whoever sends it twice.</summary>
    public string Fingerprint(ProposalId id) => StoreJson.Sha256($"{id}\n{JsonSerializer.Serialize(this, Output.Json)}");

    /// <exception cref="BadInputException">An unknown word, missing words or an unreadable move; says what was expected.</exception>
    public Verdict Read(ProposalId id, string by, IReadOnlyList<string> roles) => Verdict switch
    {
        "approve" => new Verdict.Approve(Words) { Proposal = id, ProposalHash = ProposalHash, By = by, Roles = roles },
        "edit" => new Verdict.Edit(ReadMove(), Words ?? "") { Proposal = id, ProposalHash = ProposalHash, By = by, Roles = roles },
        "reject" => new Verdict.Reject(Needed("a reason")) { Proposal = id, ProposalHash = ProposalHash, By = by, Roles = roles },
        "ask" => new Verdict.Ask(Needed("one question"), ToCustomer()) { Proposal = id, ProposalHash = ProposalHash, By = by, Roles = roles },
        "takeover" => new Verdict.TakeOver(Words ?? "") { Proposal = id, ProposalHash = ProposalHash, By = by, Roles = roles },
        "takeback" => new Verdict.TakeBack { Proposal = id, ProposalHash = ProposalHash, By = by, Roles = roles },
        _ => throw new BadInputException($"verdict: expected approve, edit, reject, ask, takeover or takeback, found '{Verdict}'{(Spelling.Nearest(Verdict, ["approve", "edit", "reject", "ask", "takeover", "takeback"]) is { } near ? $"; did you mean '{near}'?" : ".")}"),
    };

    private string Needed(string what) => string.IsNullOrWhiteSpace(Words)
        ? throw new BadInputException($"words: a verdict '{Verdict}' needs {what}; nothing was done.")
        : Words.Trim();

    private bool ToCustomer() => Whom switch
    {
        null or "customer" => true,
        "colleague" => false,
        _ => throw new BadInputException($"whom: expected customer or colleague, found '{Whom}'."),
    };

    private Move ReadMove()
    {
        const string example = "{\"move\":\"FullRefund\",\"basis\":\"damaged\"}";
        if (Move is not { ValueKind: JsonValueKind.Object } json)
            throw new BadInputException($"move: an edit needs the move wanted instead, such as {example}.");
        try
        {
            return json.Deserialize<Move>(Output.Json)!;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            var name = json.TryGetProperty("move", out var word) ? word.ToString() : "";
            var near = Spelling.Nearest(name, MoveTraits.All.Keys) is { } found && found != name ? $" Did you mean '{found}'?" : "";
            throw new BadInputException($"move: expected a move such as {example}, with all its arguments.{near} Moves: {string.Join(", ", MoveTraits.All.Keys)}.", e);
        }
    }
}

/// <summary>What became of a verdict, read from the record after it, so that nothing is claimed that did not happen.</summary>
internal sealed record VerdictResult
{
    [Description("False when it was refused; then nothing was done.")]
    public required bool IsTaken { get; init; }
    public required string Message { get; init; }
    public required string Approval { get; init; }
    public required string Case { get; init; }
    public required string CaseState { get; init; }
    public string? CaseResult { get; init; }

    [Description("done, changed, refused or person; null while nothing was done.")]
    public string? Acted { get; init; }
    public string? ActedSummary { get; init; }

    [Description("True when this is the kept answer to the same Idempotency-Key; nothing was done twice.")]
    public bool IsRepeat { get; init; }
}
