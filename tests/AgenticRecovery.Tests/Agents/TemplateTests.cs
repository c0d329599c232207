using AgenticRecovery.Agents;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Communication;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Tests.Agents;

public sealed class TemplateTests
{
    private static readonly PlaybookShelf Shelf = PlaybookShelf.Shipped();
    private static readonly DateTimeOffset Now = Given.Now;

    [Fact]
    public void Every_shipped_message_passes_the_guard_in_every_language()
    {
        var faults = new List<string>();
        foreach (var playbook in Shelf.All)
            foreach (var (move, _) in playbook.Messages)
                foreach (var language in Languages.Shipped)
                    if (move != ExtraMessages.MachineNotice)
                        faults.AddRange(Check(playbook, move, language).Select(finding => $"{playbook.Mode}/{move}/{language}: {finding.Rule} {finding.Reason}"));

        Assert.True(faults.Count == 0, $"{faults.Count} faults\n" + string.Join('\n', faults.Distinct().Take(60)));
    }

    [Fact]
    public void Plain_messages_pass_the_guard_too()
    {
        var faults = new List<string>();
        foreach (var language in Languages.Shipped)
            foreach (var move in (Move?[])[null, new Move.Reassure("x"), new Move.Decline("x"), new Move.Apologise("x"), new Move.FullRefund("lost")])
                foreach (var purpose in (string[])["move", "holding", "reminder"])
                {
                    var blanks = Blanks(move, language);
                    var draft = PlaybookWriter.Write(Input(move, language, blanks) with { Purpose = purpose });
                    faults.AddRange(MessageGuard.Check(Message(move?.Name ?? purpose, language, draft, blanks.Allowed), Promises(), Contact, Now)
                        .Select(finding => $"{move?.Name}/{purpose}/{language}: {finding.Rule} {finding.Reason}"));
                }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static readonly ContactState Contact = new() { TimeZone = "Europe/Berlin", IsFirst = true };

    private static IEnumerable<GuardFinding> Check(Playbook playbook, string move, string language)
    {
        var template = playbook.Template(move, language)!;
        var blanks = Blanks(null, language);
        var values = new Dictionary<string, string>(blanks.Values)
        {
            ["question"] = Question(playbook, language),
            ["reason"] = Shelf.Reason(Shelf.ReasonKeys.First(), language)!,
            ["newItem.name"] = "Rain coat blue",
            ["item.name"] = "Wool scarf",
            ["method"] = "Visa 4242",
            ["deadline"] = blanks.Values["date"],
            ["address"] = "Rua Nova 12, 1100-200 Lisboa",
            ["link"] = "https://pay.example.com/l/7003",
            ["code"] = "SAVE5",
            ["shop.name"] = "Shop",
        };
        var draft = PlaybookWriter.Write(Input(null, language, blanks) with { Template = template, Blanks = values, Notice = playbook.Template(ExtraMessages.MachineNotice, language) });
        return MessageGuard.Check(Message(move, language, draft, blanks.Allowed), Promises(), Contact, Now);
    }

    private static string Question(Playbook playbook, string language) =>
        playbook.Questions.Keys.Select(key => playbook.Ask(key, language)).FirstOrDefault() ?? (language == "de" ? "Passt das?" : "OK?");

    private static MessageBlanks Blanks(Move? move, string language) => MessageBlanks.For(
        move, Money.Eur(12_50), Replaced(Given.Order()), Given.Customer(), new Dictionary<string, string> { ["newDate"] = "2026-11-09T00:00:00Z" }, language);

    /// <summary>The newest parcel is a replacement, so that the sentences about one are checked too.</summary>
    private static Order Replaced(Order order) =>
        order with { Shipments = [.. order.Shipments, order.Shipments[^1] with { Id = new ShipmentId("again"), Status = "replacement_created" }] };

    private static WriterInput Input(Move? move, string language, MessageBlanks blanks) => new()
    {
        Case = new CaseId("c"),
        Purpose = "move",
        Move = move,
        Language = language,
        CustomerName = "Ana Lima",
        Order = new OrderId("O-1001"),
        Allowed = blanks.Allowed,
        Blanks = blanks.Values,
        Brand = "Shop",
        IsFirst = true,
    };

    private static OutboundMessage Message(string move, string language, Draft draft, StatedFacts allowed) => new()
    {
        Case = new CaseId("c"),
        Move = move,
        Language = language,
        Subject = draft.Subject,
        Body = draft.Body,
        Allowed = allowed with { References = ["JD0001", "SAVE5", "https://pay.example.com/l/7003", "1100-200", "Visa 4242"] },
    };

    private static List<Promise> Promises() => [new("p", new CaseId("c"), "x", new DateTimeOffset(2026, 11, 2, 20, 0, 0, TimeSpan.Zero), null)];
}
