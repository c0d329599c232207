using System.Security.Claims;
using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using AgenticRecovery.Host.Cli;
using Microsoft.AspNetCore.Http;

namespace AgenticRecovery.Host.Desk;

/// <summary>What the verdict forms send.</summary>
internal sealed record VerdictForm
{
    public required string Proposal { get; init; }
    public required string Hash { get; init; }
    public required string Word { get; init; }
    public required string Words { get; init; }

    /// <summary>Of this form: sent again, it is the same verdict. Null where a program left it out.</summary>
    public string? Key { get; init; }
    public string? Whom { get; init; }
    public string? Move { get; init; }
    public string? Amount { get; init; }
    public string? Name { get; init; }
    public string? Street { get; init; }
    public string? Street2 { get; init; }
    public string? City { get; init; }
    public string? Region { get; init; }
    public string? PostalCode { get; init; }
    public string? Country { get; init; }

    public static VerdictForm Of(IFormCollection form)
    {
        string? Field(string name) => form.TryGetValue(name, out var value) ? value.ToString() : null;
        return new VerdictForm
        {
            Proposal = Field(nameof(Proposal)) ?? "",
            Hash = Field(nameof(Hash)) ?? "",
            Word = Field(nameof(Word)) ?? "",
            Words = Field(nameof(Words))?.Trim() ?? "",
            Key = KeyOf(form),
            Whom = Field(nameof(Whom)),
            Move = Field(nameof(Move)),
            Amount = Field(nameof(Amount)),
            Name = Field(nameof(Name)),
            Street = Field(nameof(Street)),
            Street2 = Field(nameof(Street2)),
            City = Field(nameof(City)),
            Region = Field(nameof(Region)),
            PostalCode = Field(nameof(PostalCode)),
            Country = Field(nameof(Country)),
        };
    }

    /// <summary>The key that a page wrote into its form; null where there is none that a page would write.</summary>
    public static string? KeyOf(IFormCollection form) =>
        form[nameof(Key)].ToString() is { Length: > 0 and <= 64 } key && key.All(char.IsAsciiLetterOrDigit) ? key : null;

    /// <exception cref="BadInputException">An unknown word, missing words or an unreadable edit; says what was expected.</exception>
    public Verdict Read(ClaimsPrincipal user, Move proposed)
    {
        var (id, by) = (new ProposalId(Proposal), user.Identity!.Name!);
        string[] roles = [.. user.FindAll(ClaimTypes.Role).Select(r => r.Value)];
        return Word switch
        {
            "approve" => new Verdict.Approve(Words) { Proposal = id, ProposalHash = Hash, By = by, Roles = roles },
            "reject" => new Verdict.Reject(Needed("a reason")) { Proposal = id, ProposalHash = Hash, By = by, Roles = roles },
            "ask" => new Verdict.Ask(Needed("one question"), Whom != "colleague") { Proposal = id, ProposalHash = Hash, By = by, Roles = roles },
            "takeover" => new Verdict.TakeOver(Words) { Proposal = id, ProposalHash = Hash, By = by, Roles = roles },
            "takeback" => new Verdict.TakeBack { Proposal = id, ProposalHash = Hash, By = by, Roles = roles },
            "edit" => new Verdict.Edit(EditedMove.Read(proposed, this), Words) { Proposal = id, ProposalHash = Hash, By = by, Roles = roles },
            _ => throw new BadInputException($"Verdict: expected approve, edit, reject, ask, takeover or takeback, found '{Word}'."),
        };
    }

    private string Needed(string what) => Words.Length > 0 ? Words : throw new BadInputException($"Verdict '{Word}' needs {what}; nothing was done.");
}
