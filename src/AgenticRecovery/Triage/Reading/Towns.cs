using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

/// <summary>A town that only tells which order is meant ("the order going to Boston", "my Boston order"), and the words that say so.</summary>
internal sealed record Town(int From, int To, string City);

/// <summary>Finds the towns that name an order by where it goes. "Send it to Boston" names a goal and is left alone.</summary>
internal static class Towns
{
    /// <summary>Marks what names an order by its town as filler; the wish asks for the town itself.</summary>
    public static IReadOnlyList<Town> Read(IReadOnlyList<Word> words, List<Mark> marks, IReadOnlyList<Order> orders)
    {
        var found = new List<Town>();
        foreach (var city in orders.Select(order => order.ShipTo.City).Distinct(StringComparer.Ordinal))
        {
            var stems = Words.Stems(city);
            for (var at = 1; stems.Length > 0 && at + stems.Length <= words.Count; at++)
            {
                if (!stems.Select((stem, i) => words[at + i].Stem == stem).All(same => same))
                    continue;
                var end = at + stems.Length;
                if (end < words.Count && words[end].Text is "dc" || end + 1 < words.Count && words[end].Stem == "," && words[end + 1].Text is "dc")
                    end += words[end].Stem == "," ? 2 : 1;
                if (LeadsHere(words, at))
                    found.Add(new Town(words[at - 2].Stem is "going" or "went" or "headed" or "addressed" or "bound" or "destined" ? at - 2 : at - 1, end, city));
                else if (end < words.Count && words[end].Stem is "order" or "delivery" or "parcel" or "shipment" && words[at - 1].Stem is "the" or "my" or "that" or "his" or "her" or "their")
                    found.Add(new Town(at, end, city));
            }
        }

        for (var i = 0; i < marks.Count; i++)
        {
            if (found.Exists(town => marks[i].From >= town.From && marks[i].To <= town.To))
                marks[i] = marks[i] with { Kind = MarkKind.Filler, Mention = null };
        }

        return found;
    }

    private static bool LeadsHere(IReadOnlyList<Word> words, int at)
    {
        if (at < 2 || words[at - 1].Stem is not ("to" or "for"))
            return false;
        var way = words[at - 2].Stem;
        if (words[at - 1].Stem == "for")
            return way is "order" or "parcel" or "bound" or "headed" or "destined";
        return way is "going" or "went" or "headed" or "addressed" || (way is "delivered" or "shipped" or "sent" && at > 2 && words[at - 3].Stem is "was" or "were" or "already" or "got");
    }
}
