using AgenticRecovery.Economics;

namespace AgenticRecovery.Cases;

/// <summary>How one failure mode is worked: who owns it, how fast, with which moves, and when it is done.</summary>
public sealed record Playbook
{
    public required FailureMode Mode { get; init; }
    public required string Queue { get; init; }
    public required string Owner { get; init; }
    public required Sla Sla { get; init; }

    /// <summary>Roles that are told, in order, when a deadline passes.</summary>
    public required IReadOnlyList<string> Escalation { get; init; }

    /// <summary>Allowed moves, smallest first.</summary>
    public required IReadOnlyList<Rung> Ladder { get; init; }

    /// <summary>Questions an agent may ask, by key, in English.</summary>
    public required IReadOnlyDictionary<string, string> Questions { get; init; }

    /// <summary>The same questions by key, then language; English is always there.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> QuestionTexts { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>
    /// Message templates by move name (and <see cref="ExtraMessages"/>), then language. The first line is the subject, the
    /// rest the body; see <see cref="MessageTemplate"/>.
    /// </summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Messages { get; init; }

    /// <summary>What must be true in the source system for the case to count as done; one of <see cref="DoneWhen.Names"/>.</summary>
    public required string Done { get; init; }

    /// <summary>How long the case waits for the customer, and when it reminds once.</summary>
    public required TimeSpan AnswerWithin { get; init; }
    public required TimeSpan RemindAfter { get; init; }

    /// <summary>What happens when the customer stays silent: a move name of the ladder, "close" or "person".</summary>
    public required string OnSilence { get; init; }

    /// <summary>Odds that the order is kept when nothing is done.</summary>
    public required Odds Nothing { get; init; }

    /// <summary>The same for a narrower cause (signal kind or root-cause tag).</summary>
    public IReadOnlyDictionary<string, Odds> NothingBy { get; init; } = new Dictionary<string, Odds>();

    /// <summary>Where numbers beside the ladder come from, by dotted name ("sla.decision", "nothing").</summary>
    public IReadOnlyDictionary<string, string> Sources { get; init; } = new Dictionary<string, string>();

    public required string Version { get; init; }

    public Odds NothingFor(string? cause) => cause is not null && NothingBy.TryGetValue(cause, out var odds) ? odds : Nothing;

    /// <summary>The question in the customer's language, else its main language, else English; null for an unknown key.</summary>
    public string? Ask(string key, string language) => QuestionTexts.TryGetValue(key, out var texts) ? Languages.Pick(texts, language) : null;

    /// <summary>The template of a move in the customer's language, else its main language, else English; null when the move has none.</summary>
    public string? Template(string move, string language) => Messages.TryGetValue(move, out var texts) ? Languages.Pick(texts, language) : null;
}

/// <summary>One step of a ladder. <see cref="Source"/> names the fact behind the odds, or says "assumption".</summary>
public sealed record Rung(string Move, Odds Odds, string Source)
{
    /// <summary>Odds for a narrower cause (signal kind or root-cause tag), where they differ.</summary>
    public IReadOnlyDictionary<string, Odds> OddsBy { get; init; } = new Dictionary<string, Odds>();

    /// <summary>Smallest and largest amount a concession of this rung may have.</summary>
    public Money? Floor { get; init; }
    public Money? Ceiling { get; init; }

    /// <summary>Concession steps as a share (0–1) of the line price.</summary>
    public IReadOnlyList<decimal> Steps { get; init; } = [];

    /// <summary>When it may be offered, in plain words shown in the desk.</summary>
    public string? When { get; init; }

    public Odds OddsFor(string? cause) => cause is not null && OddsBy.TryGetValue(cause, out var odds) ? odds : Odds;
}

/// <summary>Messages a playbook has beside those of moves.</summary>
public static class ExtraMessages
{
    /// <summary>First line of every automated conversation: a machine writes, and how to reach a person.</summary>
    public const string MachineNotice = nameof(MachineNotice);
    /// <summary>"We are checking", sent once while a person decides.</summary>
    public const string Holding = nameof(Holding);
    /// <summary>The one reminder while waiting for the customer.</summary>
    public const string Reminder = nameof(Reminder);
    /// <summary>Receipt of an uttered withdrawal, due at once and before anything else.</summary>
    public const string WithdrawalReceipt = nameof(WithdrawalReceipt);

    public static IReadOnlyList<string> All { get; } = [MachineNotice, Holding, Reminder, WithdrawalReceipt];
}

public static class Languages
{
    /// <summary>Every shipped text exists in these.</summary>
    public static IReadOnlyList<string> Shipped { get; } = ["en", "de", "fr", "es", "pt"];

    /// <summary>"pt-BR" falls back to "pt", then to "en"; null when not even English is there.</summary>
    public static string? Pick(IReadOnlyDictionary<string, string> texts, string language) =>
        texts.TryGetValue(language, out var exact) ? exact
        : texts.TryGetValue(language.Split('-', '_')[0].ToLowerInvariant(), out var main) ? main
        : texts.GetValueOrDefault("en");
}
