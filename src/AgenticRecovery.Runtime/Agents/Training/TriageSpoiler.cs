namespace AgenticRecovery.Agents.Training;

/// <summary>Makes copies of a sentence: words drawn where it leaves a choice, a polite opening that says nothing, a typing error.</summary>
internal sealed class TriageSpoiler(Random random)
{
    /// <summary>A fresh copy: blanks filled, half of the time with an opening, a third of the time mistyped.</summary>
    public string Copy(TriageExample example)
    {
        var text = Fill(example.Text);
        if (random.Next(3) == 0)
            text = Mistyped(text);
        var openings = Openings[example.Language];
        return random.Next(2) == 0 ? openings[random.Next(openings.Length)] + " " + text : text;
    }

    /// <summary>Replaces each (a|b|c) by one of its parts.</summary>
    public string Fill(string text)
    {
        for (var open = text.IndexOf('('); open >= 0; open = text.IndexOf('(', open))
        {
            var close = text.IndexOf(')', open);
            var parts = text[(open + 1)..close].Split('|');
            text = text[..open] + parts[random.Next(parts.Length)] + text[(close + 1)..];
        }
        return text;
    }

    /// <summary>One or two letters swapped, dropped or doubled.</summary>
    private string Mistyped(string text)
    {
        for (var times = text.Length > 30 ? 2 : 1; times > 0 && text.Length > 4; times--)
        {
            var at = random.Next(1, text.Length - 2);
            text = random.Next(3) switch
            {
                0 => text[..at] + text[at + 1] + text[at] + text[(at + 2)..],
                1 => text.Remove(at, 1),
                _ => text.Insert(at, text[at].ToString()),
            };
        }
        return text;
    }

    private static readonly Dictionary<string, string[]> Openings = new()
    {
        ["en"] = ["hello,", "hi there,", "please,", "can you help me,", "I need help:", "I have a question:", "I need assistance with this:", "could you help, please?", "how to do it:", "I do not know how:", "good morning,", "I have a problem:", "I would like to know:", "I'd like some help:", "can I get support,", "is it possible that"],
        ["de"] = ["Hallo,", "Guten Tag,", "bitte helfen Sie mir,", "ich habe eine Frage:", "ich brauche Hilfe:", "können Sie mir helfen,", "Sehr geehrte Damen und Herren,", "ich habe ein Problem:", "ich wüsste gern:"],
        ["fr"] = ["Bonjour,", "s'il vous plaît,", "j'ai une question :", "j'ai besoin d'aide :", "pouvez-vous m'aider,", "Madame, Monsieur,", "j'ai un problème :", "je voudrais savoir :"],
        ["es"] = ["Hola,", "por favor,", "tengo una pregunta:", "necesito ayuda:", "¿me pueden ayudar?", "buenos días,", "tengo un problema:", "quisiera saber:"],
        ["pt"] = ["Olá,", "por favor,", "tenho uma pergunta:", "preciso de ajuda:", "podem ajudar-me?", "bom dia,", "tenho um problema:", "gostava de saber:"],
    };
}
