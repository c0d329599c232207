using AgenticRecovery.Cases;

namespace AgenticRecovery.Agents;

/// <summary>The writer of the playbook model: fills the playbook's template, and says nothing that is not in it.</summary>
internal static class PlaybookWriter
{
    public static Draft Write(WriterInput input)
    {
        var values = new Dictionary<string, string>(input.Blanks, StringComparer.Ordinal)
        {
            ["customer.firstName"] = input.Blanks.GetValueOrDefault("customer.firstName") ?? input.CustomerName.Split(' ')[0],
            ["shop.name"] = input.Brand,
        };
        if (input.Order is { } order)
            values["order.id"] = order.Value;
        if (input.Question is { Length: > 0 } question)
            values["question"] = question;
        var template = Usable(input.Template, values) ?? PlainTexts.Of(input);
        var (subject, body) = MessageTemplate.Split(MessageTemplate.Fill(template, values));
        if (input.IsFirst)
            body = $"{Notice(input, values)}\n\n{body}";
        return new Draft(subject, body);
    }

    private static string? Usable(string? template, Dictionary<string, string> values) =>
        template is not null && MessageTemplate.Check(template).Count == 0
        && MessageTemplate.Needed(template).All(name => values.TryGetValue(name, out var value) && value.Length > 0) ? template : null;

    private static string Notice(WriterInput input, Dictionary<string, string> values) =>
        Usable(input.Notice, values) is { } notice ? MessageTemplate.Fill(notice, values).Trim() : PlainTexts.Notice(input.Language);
}
