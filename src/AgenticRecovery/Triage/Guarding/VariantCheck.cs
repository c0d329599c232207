using AgenticRecovery.Cases;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Triage.Guarding;

/// <summary>Every option that changes must be spoken of; an option that is spoken of with one value must have it.</summary>
internal static class VariantCheck
{
    public static MatchFinding? Find(PartialReading reading, SaidWords said, ProposedMove proposed)
    {
        foreach (var line in proposed.Lines)
            if (line is { Line: { } own, To: { } to } && reading.Catalogue.Find(own.Product) is { } product && product.Variant(to) is { } variant
                && !said.Says(to.Value) && Line(reading, said, own, product, variant) is { } finding)
                return finding;
        return null;
    }

    private static MatchFinding? Line(PartialReading reading, SaidWords said, OrderLine line, ProductWords product, Variant to)
    {
        var words = reading.Text.Words;
        var values = product.Read(words, 0, words.Count).GroupBy(mark => mark.Option.Name)
            .ToDictionary(group => group.Key, group => group.Select(mark => mark.Value).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        // "The largest", "any other", "the cheapest": the value itself is not written.
        var isRanked = said.Has(MarkKind.Cheapest) || said.Has(MarkKind.Dearest) || said.Has(MarkKind.Cheaper) || said.Has(MarkKind.Dearer)
            || said.Has(MarkKind.Most) || said.Has(MarkKind.Least) || said.Has(MarkKind.FreeChoice);
        foreach (var (option, value) in to.Options)
        {
            var was = line.Options.GetValueOrDefault(option);
            var asked = values.GetValueOrDefault(option);
            if (was == value || isRanked || asked?.Contains(value) == true)
                continue;
            if (asked is not null)
                return MatchFinding.Doubt("variant", $"The customer names another {option} for {line.Name}.");
            if (!IsNamedElsewhere(product, option, reading))
                return MatchFinding.Doubt("unasked-change", $"The {option} of {line.Name} would change, and the customer does not speak of it.");
        }

        return null;
    }

    // The name of the option stands in the text ("another colour", "fewer pieces"), so a value that is not written may be meant.
    private static bool IsNamedElsewhere(ProductWords product, string option, PartialReading reading) =>
        product.Options.FirstOrDefault(one => one.Name == option) is { } known
        && reading.Text.Words.Any(word => known.NameStems.Any(name => WantedReader.Akin(name, word.Stem)));
}
