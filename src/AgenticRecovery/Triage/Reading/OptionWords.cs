namespace AgenticRecovery.Triage.Reading;

/// <summary>One option of a product with the words for its name and its values.</summary>
internal sealed record OptionWords(string Name, string[] NameStems, IReadOnlyList<string> Values)
{
    /// <summary>Rank by value, higher is more; null when the values have no order.</summary>
    public IReadOnlyDictionary<string, decimal>? Ranks { get; init; }

    public static OptionWords Of(string name, IEnumerable<string> values)
    {
        var distinct = values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new OptionWords(name, Words.Stems(name), distinct) { Ranks = Scale.Ranks(distinct) };
    }
}

/// <summary>One way to say one value of an option.</summary>
/// <param name="NeedsName">True for bare numbers and letters, which count only beside the name of the option.</param>
/// <param name="IsWeak">True for a part of the value or a loose form, which counts only when nothing else fits.</param>
internal sealed record OptionPhrase(string[] Stems, OptionWords Option, string Value, bool NeedsName, bool IsWeak)
{
    private static readonly Dictionary<string, string[]> SizeWords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["XS"] = ["extra small", "x small"],
        ["S"] = ["small"],
        ["M"] = ["medium"],
        ["L"] = ["large", "big"],
        ["XL"] = ["extra large", "x large"],
        ["XXL"] = ["2xl", "extra extra large"],
        ["small"] = ["s"],
        ["medium"] = ["m"],
        ["large"] = ["l", "big"],
    };

    // Forms that mean the value although they are spelt otherwise.
    private static readonly Dictionary<string, string[]> ValueSynonyms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Google Assistant"] = ["google home"],
        ["Amazon Alexa"] = ["alexa", "echo"],
        ["Apple HomeKit"] = ["homekit", "home kit"],
        ["stainless steel"] = ["steel"],
        ["wood"] = ["wooden"],
        ["in-ear"] = ["in the ear"],
        ["rechargeable"] = ["rechargable"],
        ["men"] = ["man", "male"],
        ["women"] = ["woman", "female", "lady"],
        ["automatic"] = ["auto"],
        ["Wi-Fi + Cellular"] = ["cellular"],
        ["crew neck"] = ["round neck"],
        ["AC adapter"] = ["ac", "adapter"],
        ["customizable"] = ["custom"],
        ["custom"] = ["customized", "customised"],
    };

    public static IEnumerable<OptionPhrase> Of(OptionWords option)
    {
        foreach (var value in option.Values)
        {
            foreach (var phrase in Of(option, value))
                yield return phrase;
        }
    }

    public bool StandsAt(IReadOnlyList<Word> words, int at, int end)
    {
        if (at + Stems.Length > end)
            return false;
        for (var i = 0; i < Stems.Length; i++)
        {
            // "one cup" is "1 cup"; "one" alone points at a thing.
            if (!string.Equals(words[at + i].Stem, Stems[i], StringComparison.Ordinal) && !(Stems.Length > 1 && Stems[i] == "1" && words[at + i].Stem == "one"))
                return false;
        }

        return true;
    }

    private static IEnumerable<OptionPhrase> Of(OptionWords option, string value)
    {
        if (value is "yes" or "no" or "none")
        {
            foreach (var phrase in YesOrNo(option, value))
                yield return phrase;
        }

        var stems = Words.Stems(value);
        if (stems.Length == 0)
            yield break;
        yield return new OptionPhrase(stems, option, value, IsBare(stems), false);
        foreach (var form in Forms(value))
            yield return new OptionPhrase(Words.Stems(form), option, value, form.Length == 1, false);
        if (stems is ["not", _] || (stems[0] == "not" && stems.Length == 2))
        {
            foreach (var phrase in YesOrNo(option, "no"))
                yield return phrase with { Value = value };
        }

        if (stems.Length > 2 && char.IsDigit(stems[0][0]) && char.IsLetter(stems[1][0]) && stems[1].Length <= 2)
            yield return new OptionPhrase(stems[..2], option, value, false, true);
        if (stems.Length > 1)
        {
            foreach (var part in stems.Where(part => part.Length >= 4 && !char.IsDigit(part[0])))
                yield return new OptionPhrase([part], option, value, false, true);
        }
        else if (stems[0].EndsWith("shell", StringComparison.Ordinal))
        {
            yield return new OptionPhrase([stems[0][..^5]], option, value, false, false);
            yield return new OptionPhrase([stems[0][..^5], "shell"], option, value, false, false);
        }
    }

    private static IEnumerable<string> Forms(string value)
    {
        foreach (var form in SizeWords.GetValueOrDefault(value, []))
            yield return form;
        foreach (var form in ValueSynonyms.GetValueOrDefault(value, []))
            yield return form;
    }

    private static IEnumerable<OptionPhrase> YesOrNo(OptionWords option, string value)
    {
        foreach (var name in NameForms(option.NameStems))
        {
            if (value == "yes")
            {
                yield return new OptionPhrase(name, option, value, false, false);
                yield return new OptionPhrase(["with", .. name], option, value, false, false);
                continue;
            }

            foreach (var no in (string[])["no", "not", "non", "without", "isnt"])
                yield return new OptionPhrase([no, .. name], option, value, false, false);
        }
    }

    private static IEnumerable<string[]> NameForms(string[] name)
    {
        yield return name;
        if (name is ["water", "resistance"])
            yield return ["water", "resistant"];
        if (name is ["waterproof"])
            yield return ["water", "proof"];
        if (name.Length > 1 && name[^1] is "type" or "level" or "material")
            yield return name[..^1];
    }

    private static bool IsBare(string[] stems) =>
        stems.Length == 1 && (stems[0].Length == 1 || stems[0].All(char.IsDigit) || stems[0] is "yes" or "no" or "none" or "full" or "half");
}
