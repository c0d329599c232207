using System.Collections.Frozen;

namespace AgenticRecovery.Communication;

/// <summary>Tells the language of a text by its small words. Knows English, German, French, Spanish, Portuguese, Italian and Dutch.</summary>
public static class LanguageGuess
{
    /// <summary>Main language code, or null when the text is too short or two languages are close.</summary>
    public static string? Of(string text)
    {
        Span<int> votes = stackalloc int[Codes.Length];
        var words = 0;
        var lookup = Small.GetAlternateLookup<ReadOnlySpan<char>>();
        var lower = text.ToLowerInvariant();
        foreach (var range in lower.AsSpan().SplitAny(" \t\r\n.,;:!?¿¡\"()'’-"))
        {
            var word = lower.AsSpan()[range];
            if (word.IsEmpty)
                continue;
            words++;
            if (lookup.TryGetValue(word, out var mask))
                for (var at = 0; at < Codes.Length; at++)
                    if ((mask & (1 << at)) != 0)
                        // A word of one language says more than one that several share.
                        votes[at] += int.PopCount(mask) == 1 ? 2 : 1;
        }
        var (best, second) = (0, -1);
        for (var at = 1; at < votes.Length; at++)
            if (votes[at] > votes[best])
                (best, second) = (at, best);
            else if (second < 0 || votes[at] > votes[second])
                second = at;
        return words >= 3 && votes[best] >= 3 && votes[best] > votes[second] ? Codes[best] : null;
    }

    private static readonly string[] Codes = ["en", "de", "fr", "es", "pt", "it", "nl"];

    private static readonly FrozenDictionary<string, int> Small = Make(
        ("en", "the and is are was were you your yours we our my i it to of for in on with not have has had this that will would can could please order what where when how why do does did be been from as at by or if but they them me a an no"),
        ("de", "der die das und ist sind war waren sie ihr ihre ihrer ihren ihnen wir uns unsere mein meine meinen ich es zu von für in im auf mit nicht haben hat habe diese dieser dieses wird werden kann können bitte bestellung was wo wann wie warum ein eine einen einer keine kein noch schon aber oder wenn dass bei nach aus den dem des am um"),
        ("fr", "le la les et est sont était vous votre vos nous notre nos mon ma mes je il elle à de du des pour dans sur avec ne pas avez avons ai a cette ce cet sera peut pouvez commande que quoi où quand comment pourquoi un une au aux par mais ou si qui en y n'est c'est j'ai d'un l"),
        ("es", "el la los las y es son era usted su sus nosotros nuestro nuestra mi mis yo lo a de del para en sobre con no ha he hemos esta este esto será puede pueden pedido qué que dónde donde cuándo cómo por un una al pero o si me se le les muy ya hola gracias tiene quiero"),
        ("pt", "o a os as e é são era você seu sua seus suas nós nosso nossa meu minha eu ao de do da dos das para em no na nos nas sobre com não tem temos foi esta este isto será pode podem encomenda pedido que onde quando como por um uma mas ou se me lhe já olá obrigado obrigada quero está"),
        ("it", "il lo la i gli le e è sono era lei suo sua noi nostro nostra mio mia io di del della dei per in su con non ha ho abbiamo questo questa sarà può ordine che dove quando come perché un una al ma o se mi si ciao grazie"),
        ("nl", "de het een en is zijn was u uw wij we ons onze mijn ik te van voor in op met niet heeft heb hebben deze dit wordt kan kunnen bestelling wat waar wanneer hoe waarom geen nog maar of als dat bij naar uit om er"));

    private static FrozenDictionary<string, int> Make(params (string Code, string Words)[] languages)
    {
        var masks = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at < languages.Length; at++)
            foreach (var word in languages[at].Words.Split(' '))
                masks[word] = masks.GetValueOrDefault(word) | (1 << at);
        return masks.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
