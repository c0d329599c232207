namespace AgenticRecovery.Triage.Reading;

/// <summary>What of a text is understood, wish by wish, also where the whole of it is not.</summary>
/// <param name="Steps">What the understood wishes come to on the facts.</param>
/// <param name="IsWhole">Nothing in the text was left unclear.</param>
/// <param name="WantsPerson">An understood wish asks for a person.</param>
internal sealed record PartialReading(MarkedText Text, CatalogueWords Catalogue, IReadOnlyList<Wish> Wishes, IReadOnlyList<Step> Steps, bool IsWhole, bool WantsPerson)
{
    /// <summary>The text is several messages, of which later ones may take earlier ones back.</summary>
    public bool IsConversation { get; private init; }

    public static PartialReading Of(RequestContext context)
    {
        var catalogue = CatalogueWords.For(context);
        var text = RequestReader.Marked(context, catalogue);
        var wishes = WishGrammar.Read(text, catalogue);
        var planner = new Planner(context, catalogue, text);
        var steps = new List<Step>();
        var (isWhole, wantsPerson) = (wishes.Unclear.Count == 0 && wishes.Items.Count > 0 && !context.IsConversation, false);
        foreach (var wish in wishes.Items)
        {
            switch (planner.Try(wish))
            {
                case Attempt.Done done:
                    steps.AddRange(done.Steps);
                    break;
                case Attempt.Person:
                    wantsPerson = true;
                    break;
                case Attempt.Unclear:
                    isWhole = false;
                    break;
                default:
                    break;
            }
        }

        return new PartialReading(text, catalogue, wishes.Items, steps, isWhole, wantsPerson) { IsConversation = context.IsConversation };
    }
}
