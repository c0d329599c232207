using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

/// <summary>
/// Reads what a customer wrote into moves, by grammar and catalogue alone: the same words and facts give the same plan.
/// It plans only what it understands to the last word; anything else becomes one question.
/// </summary>
public static class RequestReader
{
    public static RequestPlan Read(RequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Customer is null)
            return RequestPlan.Ask("Who is writing? Please give your e-mail address, or your name and postal code.");
        var catalogue = CatalogueWords.For(context);
        var text = Marked(context, catalogue);
        var wishes = WishGrammar.Read(text, catalogue);
        if (wishes.Unclear.Count > 0)
            return RequestPlan.Ask($"What shall happen here: \"{wishes.Unclear[0]}\"?") with { WantsToKnow = wishes.WantsToKnow };
        if (wishes.Items.Count == 0)
            return RequestPlan.Ask("What shall be done with which order?") with { WantsToKnow = wishes.WantsToKnow };
        return Plan(context, catalogue, text, wishes);
    }

    /// <summary>What is still to fetch. Call it again after each fetch; it names the next things until nothing is missing.</summary>
    public static RequestNeeds Needs(RequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var claims = Identity.Find(context.Text);
        if (context.Customer is null)
            return new RequestNeeds(true, claims, [], []);
        var orders = context.Customer.Orders.Where(id => context.Orders.All(order => order.Id != id)).ToList();
        return new RequestNeeds(false, claims, orders, orders.Count > 0 ? [] : ProductNeeds.Of(context));
    }

    internal static Wishes WishesOf(RequestContext context, CatalogueWords catalogue) => WishGrammar.Read(Marked(context, catalogue), catalogue);

    private static RequestPlan Plan(RequestContext context, CatalogueWords catalogue, MarkedText text, Wishes wishes)
    {
        var planner = new Planner(context, catalogue, text);
        var steps = new List<Step>();
        var declined = new List<string>();
        foreach (var wish in wishes.Items)
        {
            switch (planner.Settle(wish))
            {
                case Attempt.Done done:
                    steps.AddRange(done.Steps);
                    break;
                case Attempt.Person:
                    return new RequestPlan { WantsPerson = true, Question = "The customer asks for a person.", WantsToKnow = wishes.WantsToKnow };
                case Attempt.Unclear unclear:
                    return RequestPlan.Ask(unclear.Question) with { WantsToKnow = wishes.WantsToKnow };
                case Attempt.Impossible impossible:
                    declined.Add(impossible.Reason);
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        // Refused parts leave the rest in doubt: the customer may want it only together.
        if (declined.Count > 0 && steps.Count > 0)
            return RequestPlan.Ask($"One part cannot be done ({declined[0]}). Shall the rest be done all the same?") with { Declined = declined[0], WantsToKnow = wishes.WantsToKnow };
        if (steps.Count == 0 && declined.Count == 0)
        {
            // Only who said what else shall happen can want nothing; where all of it came to nothing unsaid, it was not understood.
            if (wishes.Items.All(wish => wish.Otherwise.Count == 0 && !wish.OnlyUnshipped))
                return RequestPlan.Ask("What shall be done with which order?") with { WantsToKnow = wishes.WantsToKnow };
            declined.Add("what was asked for cannot be had, and then nothing shall change");
        }

        var plan = PlanBuilder.Build(steps, context.Rules, wishes.WantsToKnow);
        return declined.Count > 0 ? plan with { Declined = string.Join("; ", declined), Confidence = 0.8m } : plan;
    }

    internal static MarkedText Marked(RequestContext context, CatalogueWords catalogue)
    {
        var text = Asides.Blanked(QuotedText.Blanked(context.Text));
        var own = OwnWords(context.Customer);
        var words = Misspelling.Mended(text, Reworded.WordsOf(text), own.Count == 0 ? catalogue.KnownStems : new HashSet<string>(catalogue.KnownStems.Concat(own)), catalogue.MendableStems);
        var marks = Tagger.Tag(words, catalogue, OrderNames.In(text, context.Orders));
        var owned = context.Orders.SelectMany(order => order.Lines).Select(line => line.Product).ToHashSet();
        var products = owned.Select(catalogue.Find).OfType<ProductWords>().ToList();
        for (var at = 0; at < marks.Count; at++)
            if (IsOnlyAnOption(marks[at], words, owned, products))
                marks[at] = marks[at] with { Kind = MarkKind.Unknown, Mention = null };
        return new MarkedText(context.Text, words, marks) { OwnWords = own, Towns = Towns.Read(words, marks, context.Orders) };
    }

    // "the espresso type" of a coffee maker, where the customer has no espresso machine.
    private static bool IsOnlyAnOption(Mark mark, IReadOnlyList<Word> words, HashSet<ProductId> owned, List<ProductWords> products) =>
        mark.Mention is { } mention && mark.To - mark.From == 1 && !mention.Products.Keys.Any(owned.Contains)
        && products.Exists(product => product.Options.Any(option => option.Values.Any(value => Words.Stems(value).Contains(words[mark.From].Stem))));

    private static HashSet<string> OwnWords(Customer? customer)
    {
        if (customer is null)
            return [];
        var address = customer.Address;
        return [.. Words.Of(string.Join(' ', customer.Name, customer.Email, customer.Id.Value, address.Street, address.Street2, address.City, address.Region, address.PostalCode, address.Country))
            .Select(word => word.Stem)];
    }
}
