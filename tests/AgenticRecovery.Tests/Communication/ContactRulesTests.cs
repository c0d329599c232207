using AgenticRecovery.Cases;
using AgenticRecovery.Communication;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Tests.Communication;

public sealed class ContactRulesTests
{
    private static readonly ContactState Text = new() { TimeZone = "America/New_York", Channel = ContactChannel.Text };

    [Theory]
    [InlineData("2026-11-02T13:59:00Z", "2026-11-02T14:00:00Z")] // 08:59 in New York
    [InlineData("2026-11-03T01:00:00Z", "2026-11-03T14:00:00Z")] // 20:00 on Monday
    [InlineData("2026-11-08T14:30:00Z", "2026-11-08T15:00:00Z")] // Sunday 09:30
    public void A_text_message_waits_for_the_customers_morning(string now, string from)
    {
        var later = Assert.IsType<ContactVerdict.Later>(ContactRules.Review(Text, DateTimeOffset.Parse(now), ContactLimits.Default));

        Assert.Equal(DateTimeOffset.Parse(from), later.From);
    }

    [Fact]
    public void A_service_mail_may_go_out_at_night_but_an_offer_may_not()
    {
        var night = DateTimeOffset.Parse("2026-11-03T04:00:00Z");
        var mail = Text with { Channel = ContactChannel.Email };

        Assert.IsType<ContactVerdict.Now>(ContactRules.Review(mail, night, ContactLimits.Default));
        Assert.IsType<ContactVerdict.Later>(ContactRules.Review(mail with { IsMarketing = true }, night, ContactLimits.Default));
    }

    [Fact]
    public void The_third_unasked_message_in_a_day_waits_and_an_answer_does_not()
    {
        var noon = DateTimeOffset.Parse("2026-11-02T17:00:00Z");
        var often = new ContactState { TimeZone = "Europe/Berlin", SentAt = [noon.AddHours(-20), noon.AddHours(-3)] };

        var later = Assert.IsType<ContactVerdict.Later>(ContactRules.Review(often, noon, ContactLimits.Default));
        Assert.Equal(noon.AddHours(4), later.From);
        Assert.IsType<ContactVerdict.Now>(ContactRules.Review(often with { HeardAt = noon.AddHours(-1) }, noon, ContactLimits.Default));
    }

    [Fact]
    public void A_refund_told_to_a_customer_becomes_an_obligation_of_nine_days()
    {
        var now = DateTimeOffset.Parse("2026-11-02T12:00:00Z");

        var promise = Assert.Single(PromiseLedger.Of(new CaseId("c"), new Move.FullRefund("lost"), Money.Eur(10_00), now));

        Assert.Equal(DateTimeOffset.Parse("2026-11-11T12:00:00Z"), promise.DueAt);
        Assert.Equal(Money.Eur(10_00), promise.Amount);
    }

    [Theory]
    [InlineData("en", "Where is my parcel? I have been waiting for a week.")]
    [InlineData("de", "Wo ist mein Paket? Ich warte schon seit einer Woche.")]
    [InlineData("fr", "Où est mon colis ? Je l'attends depuis une semaine.")]
    [InlineData("es", "¿Dónde está mi paquete? Lo espero desde hace una semana.")]
    [InlineData("pt", "Onde está a minha encomenda? Estou à espera há uma semana.")]
    public void The_language_of_a_text_is_told_by_its_small_words(string language, string text)
    {
        Assert.Equal(language, LanguageGuess.Of(text));
    }

    [Fact]
    public void A_text_without_small_words_has_no_language()
    {
        Assert.Null(LanguageGuess.Of("O-1001 DHL JD0001"));
    }
}
