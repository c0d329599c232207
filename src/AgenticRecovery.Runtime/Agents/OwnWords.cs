using AgenticRecovery.Books;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Agents;

/// <summary>
/// The shop's own texts for one message, filled with the shop's own values. What a model chose freely (a reason, a question of
/// its own) is not among them, so words of people outside cannot pass as the shop's.
/// </summary>
internal static class OwnWords
{
    // Stands for a value that is not the shop's; it is no letter, so no words run across it.
    private const string Gap = ". • .";

    public static IReadOnlyList<string> Of(WriterInput input, Playbook playbook, PlaybookShelf playbooks)
    {
        var questions = playbook.Questions.Keys.Select(key => playbook.Ask(key, input.Language)).OfType<string>().ToList();
        var isAsked = input.Question is { } asked && questions.Contains(asked);
        var reason = input.Move switch { Move.Explain e => e.Reason, Move.Decline d => d.Reason, Move.Apologise a => a.Fact, Move.ProductGuidance g => g.Topic, _ => null };
        // A ready sentence has blanks of its own, filled with the shop's values.
        var sentence = reason is null ? null : playbooks.Reason(reason, input.Language);
        if (sentence is not null && MessageTemplate.Needed(sentence).All(input.Blanks.ContainsKey))
            sentence = MessageTemplate.Fill(sentence, new Dictionary<string, string>(input.Blanks, StringComparer.Ordinal));
        var values = MessageTemplate.Placeholders.Keys.ToDictionary(name => name, name => name switch
        {
            "question" => isAsked ? input.Question! : Gap,
            "reason" => sentence ?? Gap,
            "shop.name" => input.Brand,
            _ => input.Blanks.TryGetValue(name, out var value) && value.Length > 0 ? value : Gap,
        });
        return
        [
            .. new[] { input.Template, PlainTexts.Of(input), PlainTexts.Of(input with { Question = null }) }.OfType<string>()
                .Where(template => MessageTemplate.Check(template).Count == 0).Select(template => MessageTemplate.Fill(template, values)),
            .. questions,
            input.Notice ?? "",
            PlainTexts.Notice(input.Language),
        ];
    }
}
