namespace AgenticRecovery.Triage.Reading;

/// <summary>A text with its words and marks. Ranges in the grammar are ranges of marks.</summary>
internal sealed record MarkedText(string Text, IReadOnlyList<Word> Words, IReadOnlyList<Mark> Marks)
{
    /// <summary>Stems of the writer's own name, mail address, account and postal address.</summary>
    public IReadOnlySet<string> OwnWords { get; init; } = new HashSet<string>();

    /// <summary>Towns that name an order by where it goes.</summary>
    public IReadOnlyList<Town> Towns { get; init; } = [];

    public string Quote(int from, int to)
    {
        if (to <= from)
            return "";
        // Words that were put in another order for reading stand where they were written.
        var said = Enumerable.Range(Marks[from].From, WordEnd(to) - Marks[from].From).Select(at => Words[at]).ToList();
        var start = said.Min(word => word.Start);
        var end = said.Max(word => word.End);
        return Text[start..end].Trim();
    }

    public bool Has(int from, int to, params ReadOnlySpan<string> stems)
    {
        for (var word = Marks[from].From; word < WordEnd(to); word++)
        {
            if (stems.Contains(Words[word].Stem))
                return true;
        }

        return false;
    }

    public bool Has(int from, int to, MarkKind kind) => Find(from, to, kind) >= 0;

    public int Find(int from, int to, MarkKind kind)
    {
        for (var at = from; at < to; at++)
        {
            if (Marks[at].Kind == kind)
                return at;
        }

        return -1;
    }

    public int WordStart(int mark) => mark < Marks.Count ? Marks[mark].From : Words.Count;
    public int WordEnd(int mark) => mark <= 0 ? 0 : Marks[mark - 1].To;
}

/// <summary>A condition and what shall happen then, or a plain wish where there is no condition.</summary>
/// <param name="From">First mark of the consequence, inclusive.</param>
/// <param name="To">Last mark, exclusive.</param>
/// <param name="Verb">The mark of the leading verb, or -1.</param>
/// <param name="Sentence">Number of the sentence; a semicolon does not end one.</param>
internal sealed record Clause(int From, int To, int Verb, int Sentence)
{
    public (int From, int To)? Condition { get; init; }

    /// <summary>True for a consequence that wishes nothing: "then leave it".</summary>
    public bool IsNothing { get; init; }

    /// <summary>True when it opens a sentence or follows a semicolon.</summary>
    public bool IsOpening { get; init; }
}

/// <summary>Cuts a text at sentence ends, at conditions and before each verb that can carry a wish.</summary>
internal static partial class ClauseSplitter
{
    public static List<Clause> Split(MarkedText text)
    {
        var clauses = new List<Clause>();
        var sentence = 0;
        for (var at = 0; at < text.Marks.Count;)
        {
            var end = text.Find(at, text.Marks.Count, MarkKind.Stop);
            end = end < 0 ? text.Marks.Count : end;
            SplitSentence(text, at, end, sentence, clauses);
            if (end < text.Marks.Count && text.Marks[end].Value != ";")
                sentence++;
            at = end + 1;
        }

        return clauses;
    }

    private static void SplitSentence(MarkedText text, int from, int to, int sentence, List<Clause> clauses)
    {
        var start = from;
        var isOpening = true;
        for (var at = from; at < to; at++)
        {
            var kind = text.Marks[at].Kind;
            var opensCondition = kind is MarkKind.If or MarkKind.Otherwise or MarkKind.Confirm && !IsAsked(text, from, at);
            var opensWish = IsWishVerb(text, from, at) && HasVerb(text, start, at, from);
            if (!opensCondition && !opensWish)
                continue;
            var cut = opensWish ? Back(text, start, at) : at;
            Add(text, start, cut, sentence, isOpening && start == from, clauses, from);
            start = cut;
            if (opensCondition)
            {
                var consequence = ConditionEnd(text, at, to);
                var end = ConsequenceEnd(text, consequence, to);
                AddConditional(text, at, consequence, end, sentence, clauses);
                start = end;
                at = end - 1;
            }
        }

        Add(text, start, to, sentence, isOpening && start == from, clauses, from);
    }

    // "wants to know when it arrives" asks for a time; it sets no condition.
    private static bool IsAsked(MarkedText text, int from, int at) => at > from && text.Marks[at - 1].Kind == MarkKind.Ask;

    private static bool HasVerb(MarkedText text, int start, int at, int sentenceStart)
    {
        for (var i = start; i < at; i++)
        {
            if (IsWishVerb(text, sentenceStart, i))
                return true;
        }

        return false;
    }

    // The words that lead to a verb ("and then you want to", "the laptop (") belong to its clause.
    private static int Back(MarkedText text, int start, int verb)
    {
        var at = verb;
        while (at > start && text.Marks[at - 1].Kind is MarkKind.Filler or MarkKind.Want or MarkKind.And or MarkKind.Comma or MarkKind.To or MarkKind.Not or MarkKind.Only or MarkKind.Possible)
            at--;
        if (at > start + 1 && text.Marks[at - 1].Kind == MarkKind.Open && text.Marks[at - 2].Kind == MarkKind.Product)
        {
            at -= 2;
            while (at > start && text.Marks[at - 1].Kind is MarkKind.Filler or MarkKind.And or MarkKind.Comma)
                at--;
        }

        return at;
    }

    // "Otherwise" needs no more words; any other condition runs to the comma after which something is wished.
    private static int ConditionEnd(MarkedText text, int at, int to)
    {
        if (text.Marks[at].Kind == MarkKind.Otherwise)
            return at + 1;
        var hasPredicate = text.Marks[at].Kind == MarkKind.Confirm;
        for (var i = at + 1; i < to; i++)
        {
            var mark = text.Marks[i];
            if (mark.Kind == MarkKind.Close)
                return i;
            if (mark.Kind == MarkKind.Comma && hasPredicate && (EndsPredicate(text, text.Marks[i - 1]) || StartsConsequence(text, i + 1, to)))
                return i + 1;
            if (mark.Kind == MarkKind.And && hasPredicate && text.Words[mark.From].Stem == "then")
                return i + 1;
            hasPredicate |= mark.Kind is MarkKind.Possible or MarkKind.Not or MarkKind.Amount or MarkKind.Status or MarkKind.Confirm or MarkKind.Ask
                or MarkKind.Nothing || text.Words[mark.From].Stem is "multiple" or "several" or "under" or "over";
        }

        return text.Marks[at].Kind == MarkKind.Confirm ? at + 1 : to;
    }

    private static bool EndsPredicate(MarkedText text, Mark mark) => mark.Kind is MarkKind.Possible or MarkKind.Amount or MarkKind.Status
        || (mark.Kind == MarkKind.Not && text.Words[mark.From].Stem == "none");

    private static bool StartsConsequence(MarkedText text, int at, int to)
    {
        for (var i = at; i < to; i++)
        {
            var mark = text.Marks[i];
            if (mark.Kind is MarkKind.Verb or MarkKind.Want or MarkKind.Prefer or MarkKind.Nothing or MarkKind.Person or MarkKind.PaymentKind
                or MarkKind.Only or MarkKind.OriginalPayment or MarkKind.PaymentWord or MarkKind.FreeChoice)
                return true;
            if (text.Words[mark.From].Stem is "customer" or "you" or "i" or "he" or "she" or "we" or "get" or "then" or "just")
                return true;
            if (mark.Kind is not (MarkKind.Filler or MarkKind.And))
                return false;
        }

        return false;
    }

    // A consequence runs to the next condition or to the next wish that is not its own first verb.
    private static int ConsequenceEnd(MarkedText text, int from, int to)
    {
        var verbs = 0;
        for (var at = from; at < to; at++)
        {
            var kind = text.Marks[at].Kind;
            if (kind is MarkKind.If or MarkKind.Otherwise or MarkKind.Confirm)
                return at;
            if (kind == MarkKind.Close && at > from)
                return at + 1;
            if (IsWishVerb(text, from, at) && ++verbs > 1)
                return Back(text, from, at);
        }

        return to;
    }

    private static void Add(MarkedText text, int from, int to, int sentence, bool isOpening, List<Clause> clauses, int sentenceStart)
    {
        if (to <= from)
            return;
        clauses.Add(new Clause(from, to, VerbIn(text, from, to, sentenceStart), sentence) { IsOpening = isOpening });
    }

    private static void AddConditional(MarkedText text, int from, int consequence, int to, int sentence, List<Clause> clauses) =>
        clauses.Add(new Clause(consequence, to, VerbIn(text, consequence, to, consequence), sentence) { Condition = (from, consequence) });
}
