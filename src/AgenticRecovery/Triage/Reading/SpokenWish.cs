using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

/// <summary>What kind of request an English text states outright, by its verbs alone; no catalogue and no order is needed.</summary>
public static class SpokenWish
{
    private static readonly CatalogueWords NoCatalogue = new([]);

    /// <summary>The mode of the first wish; null where no verb states one, or where the text asks for money off.</summary>
    public static FailureMode? ModeOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = Words.Of(QuotedText.Blanked(text));
        if (words.Any(word => word.Stem is "discount" or "coupon" or "voucher" or "promo" or "promotion" or "compensation" or "compensate" or "goodwill"))
            return null;
        var marked = new MarkedText(text, words, Tagger.Tag(words, NoCatalogue, []));
        foreach (var wish in WishGrammar.Read(marked, NoCatalogue).Items)
            if (Mode(wish.Aim) is { } mode)
                return mode;
        return null;
    }

    private static FailureMode? Mode(Aim aim) => aim switch
    {
        Aim.Return or Aim.CancelOrReturn => FailureMode.ReturnRequest,
        Aim.Cancel => FailureMode.CancelRequest,
        Aim.Change or Aim.ShipTo or Aim.PayWith => FailureMode.ChangeRequest,
        _ => null,
    };
}
