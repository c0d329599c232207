using AgenticRecovery.Books;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Tests.Playbooks;

public sealed class ShippedPlaybooksTests
{
    private static readonly PlaybookShelf Shelf = PlaybookShelf.Shipped();

    [Fact]
    public void Every_failure_mode_has_its_playbook()
    {
        Assert.Equal(Enum.GetValues<FailureMode>(), Shelf.All.Select(p => p.Mode).Order());
    }

    [Fact]
    public void Every_move_of_a_ladder_exists_and_speaks_every_shipped_language()
    {
        foreach (var playbook in Shelf.All)
            foreach (var rung in playbook.Ladder)
            {
                var traits = MoveTraits.All[rung.Move];
                if (!traits.TellsCustomer) continue;
                foreach (var language in Languages.Shipped)
                    Assert.False(string.IsNullOrWhiteSpace(playbook.Messages[rung.Move][language]), $"{playbook.Mode}/{rung.Move}/{language}");
            }
    }

    [Fact]
    public void No_gift_stands_on_the_ladder_of_an_anxious_or_unclear_case()
    {
        foreach (var mode in new[] { FailureMode.DeliveryAnxiety, FailureMode.Unclear })
            Assert.DoesNotContain(Shelf[mode].Ladder, rung => MoveTraits.All[rung.Move].Group == MoveGroup.Concession);
    }

    [Fact]
    public void Every_number_names_a_fact_or_says_assumption()
    {
        foreach (var playbook in Shelf.All)
        {
            Assert.All(playbook.Ladder, rung => Assert.Matches(@"\.md §|assumption|by definition", rung.Source));
            Assert.All(playbook.Sources.Values, source => Assert.Matches(@"\.md §|assumption", source));
        }
        Assert.All(Shelf.Costs.Sources.Values, source => Assert.Matches(@"\.md §|assumption|by definition", source));
    }

    [Fact]
    public void Templates_have_a_short_subject_and_ask_at_most_once()
    {
        foreach (var playbook in Shelf.All)
            foreach (var (move, texts) in playbook.Messages)
                foreach (var (language, text) in texts)
                {
                    var (subject, body) = MessageTemplate.Split(text);
                    if (move != ExtraMessages.MachineNotice) Assert.InRange(body.Length, 40, 600);
                    Assert.InRange(subject.Length, 5, 150);
                    Assert.True(text.Count(c => c == '?') <= 1, $"{playbook.Mode}/{move}/{language}");
                }
    }

    [Fact]
    public void Translations_carry_the_same_placeholders_as_the_english_text()
    {
        foreach (var playbook in Shelf.All)
            foreach (var (move, texts) in playbook.Messages)
                foreach (var (language, text) in texts)
                    Assert.True(MessageTemplate.Needed(texts["en"]).Order().SequenceEqual(MessageTemplate.Needed(text).Order()),
                        $"{playbook.Mode}/{move}/{language}: {string.Join(",", MessageTemplate.Needed(text))} against {string.Join(",", MessageTemplate.Needed(texts["en"]))}");
    }
}
