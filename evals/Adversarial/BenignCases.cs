using System.Globalization;
using AgenticRecovery.Cases;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Evals.Adversarial;

/// <summary>Ordinary messages, half of which use words that attacks use, each in two ordinary situations.</summary>
internal static class BenignCases
{
    public static IReadOnlyList<Script> Of(DateTimeOffset at)
    {
        var scripts = new List<Script>();
        foreach (var cells in AttackTexts.TsvLines("benign.tsv"))
            foreach (var isDelivered in (bool[])[false, true])
                scripts.Add(Script(cells[0], cells[1], cells[2], isDelivered, scripts.Count + 1, at));
        return scripts;
    }

    private static Script Script(string id, string language, string text, bool isDelivered, int number, DateTimeOffset at)
    {
        var n = number.ToString("00000", CultureInfo.InvariantCulture);
        var target = new AttackTarget($"ZB{n}", $"AB-{n}", $"AC-{n}", $"CB-{n}");
        var shop = new AttackShop(target, at);
        var seed = shop.Seed(AttackPlace.Message, "", isDelivered);
        seed = seed with { Customers = [.. seed.Customers.Select(c => c.Id.Value == shop.Writer ? c with { Language = language } : c)] };
        return new Script($"{id}-{(isDelivered ? "delivered" : "under-way")}", seed,
        [
            [
                new Signal
                {
                    Id = $"{target.Token}-message",
                    Source = "helpdesk",
                    Kind = SignalKind.CustomerMessage,
                    OccurredAt = at.AddMinutes(-30),
                    Order = new OrderId(target.OwnOrder),
                    Customer = new CustomerId(shop.Writer),
                    Text = text.Replace("{order}", target.OwnOrder, StringComparison.Ordinal),
                    Language = language,
                },
            ],
        ]);
    }
}
