using AgenticRecovery.Cases;
using AgenticRecovery.Communication;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Tests.Communication;

public sealed class MessageGuardTests
{
    // Monday noon in Berlin.
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 11, 0, 0, TimeSpan.Zero);
    private static readonly CaseId Case = new("case-1");
    private static readonly ContactState Contact = new() { TimeZone = "Europe/Berlin" };

    [Theory]
    [InlineData("en", "Hello Ana, your parcel O-1001 is on its way and will arrive on 9 November 2026. The amount of 1,234.50 EUR is unchanged.")]
    [InlineData("en", "Hello Ana, your parcel is on its way and will arrive on November 9th. We have sent €1,234.50 to you.")]
    [InlineData("de", "Guten Tag Ana, Ihre Sendung kommt am 9. November 2026 bei Ihnen an. Der Betrag von 1.234,50 € ist unverändert.")]
    [InlineData("de", "Guten Tag Ana, Ihre Sendung kommt am 09.11.2026 bei Ihnen an. Wir haben 1.234,50 EUR an Sie überwiesen.")]
    [InlineData("fr", "Bonjour Ana, votre colis arrive le 9 novembre 2026 chez vous. Le montant est de 1 234,50 € pour cette commande.")]
    [InlineData("fr", "Bonjour Ana, votre colis arrive le 09/11/2026 chez vous. Le montant est de 1\u202F234,50 EUR pour cette commande.")]
    [InlineData("es", "Hola Ana, su paquete llega el 9 de noviembre de 2026 a su casa. El importe es de 1.234,50 € para este pedido.")]
    [InlineData("pt", "Olá Ana, a sua encomenda chega a 9 de novembro de 2026 a sua casa. O valor é de 1.234,50 € para esta encomenda.")]
    public void Facts_in_the_customers_own_format_may_be_said(string language, string body)
    {
        Assert.Empty(Findings(language, body));
    }

    [Theory]
    [InlineData("en", "Hello Ana, your parcel will arrive at your home on 10 November 2026.")]
    [InlineData("en", "Hello Ana, your parcel will arrive at your home on Nov 10.")]
    [InlineData("en", "Hello Ana, your parcel will arrive at your home tomorrow.")]
    [InlineData("en", "Hello Ana, your parcel will arrive at your home on Friday.")]
    [InlineData("de", "Guten Tag Ana, Ihre Sendung kommt am 10.11. bei Ihnen an.")]
    [InlineData("de", "Guten Tag Ana, Ihre Sendung kommt am Freitag bei Ihnen an.")]
    [InlineData("fr", "Bonjour Ana, votre colis arrive le 1er décembre chez vous.")]
    [InlineData("es", "Hola Ana, su paquete llega el 10 de noviembre a su casa.")]
    [InlineData("es", "Hola Ana, su paquete llega el viernes a su casa.")]
    [InlineData("pt", "Olá Ana, a sua encomenda chega a 10 de novembro a sua casa.")]
    [InlineData("pt", "Olá Ana, a sua encomenda chega na sexta-feira a sua casa.")]
    public void A_date_that_is_no_fact_is_found(string language, string body)
    {
        Assert.Contains(Findings(language, body), finding => finding.Rule == "fact.date");
    }

    [Theory]
    [InlineData("en", "Hello Ana, we have sent you the amount of $1,234.50 for this order.")]
    [InlineData("en", "Hello Ana, we have sent you 1,234.51 EUR for this order.")]
    [InlineData("en", "Hello Ana, we have sent you the amount of 20 euros for this order.")]
    [InlineData("de", "Guten Tag Ana, wir haben Ihnen 12,34 € für diese Bestellung überwiesen.")]
    [InlineData("de", "Guten Tag Ana, wir haben Ihnen den Betrag von 12,34 für diese Bestellung überwiesen.")]
    [InlineData("fr", "Bonjour Ana, nous vous avons envoyé 20 euros pour cette commande.")]
    [InlineData("es", "Hola Ana, le hemos enviado 20,00 € por este pedido a su casa.")]
    [InlineData("pt", "Olá Ana, enviámos R$ 20,00 para si por esta encomenda.")]
    public void An_amount_that_is_no_fact_is_found(string language, string body)
    {
        Assert.Contains(Findings(language, body), finding => finding.Rule == "fact.amount");
    }

    [Theory]
    [InlineData("promise.guarantee", "en", "Hello Ana, we guarantee that this will be fine for you.")]
    [InlineData("promise.guarantee", "de", "Guten Tag Ana, das wird ganz bestimmt nicht wieder vorkommen.")]
    [InlineData("promise.guarantee", "fr", "Bonjour Ana, cela ne se reproduira plus pour vous.")]
    [InlineData("promise.guarantee", "es", "Hola Ana, esto no volverá a ocurrir con su pedido.")]
    [InlineData("promise.guarantee", "pt", "Olá Ana, isto não voltará a acontecer com a sua encomenda.")]
    [InlineData("tone.blame", "en", "Hello Ana, you should have given us the right number.")]
    [InlineData("tone.blame", "de", "Guten Tag Ana, das ist leider Ihr Fehler bei der Bestellung.")]
    [InlineData("tone.blame", "fr", "Bonjour Ana, c'est la faute du transporteur et de votre commande.")]
    [InlineData("tone.blame", "es", "Hola Ana, es culpa del transportista de su pedido.")]
    [InlineData("tone.blame", "pt", "Olá Ana, a culpa é da transportadora da sua encomenda.")]
    [InlineData("law.admission", "en", "Hello Ana, we are liable for what happened to your parcel.")]
    [InlineData("law.admission", "de", "Guten Tag Ana, Sie bekommen von uns Schadensersatz für die Sendung.")]
    [InlineData("law.admission", "fr", "Bonjour Ana, vous recevrez des dommages et intérêts pour votre colis.")]
    [InlineData("law.admission", "es", "Hola Ana, fue nuestra negligencia con su pedido.")]
    [InlineData("law.admission", "pt", "Olá Ana, foi nossa negligência com a sua encomenda.")]
    [InlineData("form.internal", "en", "Hello Ana, our playbook says that your parcel is fine.")]
    [InlineData("form.internal", "en", "Hello Ana, this is a DeliveryException and we will take care of your parcel.")]
    [InlineData("form.internal", "de", "Guten Tag Ana, Ihr Risikowert ist hoch und wir prüfen die Bestellung.")]
    [InlineData("offer.not-approved", "en", "Hello Ana, here is a voucher for you and your next order.")]
    [InlineData("offer.not-approved", "de", "Guten Tag Ana, Sie bekommen einen Gutschein für die nächste Bestellung.")]
    [InlineData("offer.not-approved", "fr", "Bonjour Ana, voici un code promo pour votre commande.")]
    [InlineData("offer.not-approved", "es", "Hola Ana, aquí tiene un descuento para su pedido.")]
    [InlineData("offer.not-approved", "pt", "Olá Ana, aqui tem um desconto para a sua encomenda.")]
    [InlineData("fact.share", "en", "Hello Ana, you get 10 % back for this parcel.")]
    [InlineData("data.foreign", "en", "Hello Ana, please write to bob@example.org about your parcel.")]
    [InlineData("data.foreign", "en", "Hello Ana, your order O-2002 is on its way to you.")]
    [InlineData("data.foreign", "de", "Guten Tag Ana, Ihre Bestellung 9948271 ist unterwegs zu Ihnen.")]
    [InlineData("data.card", "en", "Hello Ana, we used the card 4111 1111 1111 1111 for your order.")]
    [InlineData("data.bank", "en", "Hello Ana, we send it to DE89 3704 0044 0532 0130 00 for your order.")]
    [InlineData("form.language", "de", "Hello Ana, your parcel is on its way to you and we will write again.")]
    [InlineData("form.language", "en", "Guten Tag Ana, Ihre Sendung ist auf dem Weg und wir schreiben Ihnen wieder.")]
    [InlineData("form.one-ask", "en", "Hello Ana, is this your address? Do you want us to wait?")]
    [InlineData("form.blank", "en", "Hello {{customer.firstName}}, your parcel is on its way to you.")]
    [InlineData("promise.unbacked", "en", "Hello Ana, we will send the money to you within 3 days.")]
    [InlineData("promise.unbacked", "de", "Guten Tag Ana, Sie erhalten das Geld innerhalb von 2-4 Werktagen von uns.")]
    [InlineData("promise.unbacked", "fr", "Bonjour Ana, vous recevrez votre argent sous 48 heures.")]
    [InlineData("promise.unbacked", "es", "Hola Ana, recibirá el dinero en 5 días en su casa.")]
    [InlineData("promise.unbacked", "pt", "Olá Ana, vai receber o dinheiro em 5 dias em sua casa.")]
    public void What_must_not_be_said_is_found_by_its_rule(string rule, string language, string body)
    {
        Assert.Contains(Findings(language, body, move: nameof(Move.Reassure)), finding => finding.Rule == rule);
    }

    [Fact]
    public void A_future_date_needs_an_obligation_even_when_it_is_a_fact()
    {
        var body = "Hello Ana, your parcel will arrive on 9 November 2026 at your home.";

        Assert.Contains(MessageGuard.Check(Message("en", body), [], Contact, Now), finding => finding.Rule == "promise.unbacked");
        Assert.Empty(MessageGuard.Check(Message("en", body), Promises(), Contact, Now));
    }

    [Fact]
    public void A_deadline_for_the_customer_is_no_promise_of_ours()
    {
        Assert.Empty(MessageGuard.Check(Message("en", "Hello Ana, please answer us until 9 November 2026. Shall we wait for the parcel?"), [], Contact, Now));
    }

    [Theory]
    [InlineData("Hello Ana, your parcel has the number 4539578763621486 and is on its way to you.", true)]
    [InlineData("Hello Ana, your parcel 4539578763621486 was paid with 4111 1111 1111 1111 as you wished.", false)]
    [InlineData("Hello Ana, your parcel has the number 5500005555555559 and is on its way to you.", false)]
    public void A_tracking_number_of_the_case_is_no_card_number_though_its_digits_could_be(string body, bool isFine)
    {
        var message = Message("en", body, nameof(Move.Reassure));
        var findings = MessageGuard.Check(
            message with { Allowed = message.Allowed with { References = ["4539578763621486"] } }, Promises(), Contact, Now);

        Assert.Equal(isFine, !findings.Any(finding => finding.Rule == "data.card"));
    }

    [Fact]
    public void A_span_is_kept_by_an_obligation_that_is_at_least_as_early()
    {
        var refund = new Promise("p", Case, "refund", Now.AddDays(9), Money.Eur(1_00));

        Assert.Empty(MessageGuard.Check(Message("en", "Hello Ana, the money will be with you within 14 days."), [refund], Contact, Now));
        Assert.NotEmpty(MessageGuard.Check(Message("en", "Hello Ana, the money will be with you within 5 days."), [refund], Contact, Now));
    }

    [Fact]
    public void The_first_message_says_that_a_machine_writes()
    {
        var first = Contact with { IsFirst = true };

        Assert.Contains(MessageGuard.Check(Message("en", "Hello Ana, your parcel is on its way to you."), [], first, Now), finding => finding.Rule == "law.machine-notice");
        Assert.Empty(MessageGuard.Check(Message("de", "Diese Nachricht hat ein automatischer Assistent geschrieben. Guten Tag Ana, Ihre Sendung ist auf dem Weg."), [], first, Now));
    }

    [Fact]
    public void A_customer_who_opted_out_gets_only_what_the_law_demands()
    {
        var out_ = Contact with { OptedOut = true };

        Assert.Contains(MessageGuard.Check(Message("en", "Hello Ana, your parcel is on its way to you."), [], out_, Now), finding => finding.Rule == "contact.opted-out");
        Assert.Empty(MessageGuard.Check(Message("en", "Hello Ana, your parcel is on its way to you."), [], out_ with { IsStatutory = true }, Now));
    }

    [Fact]
    public void A_long_or_hard_message_goes_back()
    {
        var hard = string.Join(' ', Enumerable.Repeat("Unwahrscheinlichkeitsberechnung Zahlungsdiensteaufsichtsgesetz Verantwortungsbewusstsein und die", 12)) + ".";

        Assert.Contains(Findings("de", hard), finding => finding.Rule == "form.reading-level");
        Assert.Contains(Findings("en", string.Join(' ', Enumerable.Repeat("This is your parcel and it is fine.", 40))), finding => finding.Rule == "form.length");
    }

    [Fact]
    public void No_second_apology_within_sixty_days()
    {
        var findings = MessageGuard.Check(Message("en", "Hello Ana, we are sorry that the parcel is late."), [], Contact with { ApologisedAt = Now.AddDays(-59) }, Now);

        Assert.Contains(findings, finding => finding.Rule == "tone.second-apology");
        Assert.Empty(MessageGuard.Check(Message("en", "Hello Ana, we are sorry that the parcel is late."), [], Contact with { ApologisedAt = Now.AddDays(-60) }, Now));
    }

    [Theory]
    [InlineData("Hello Ana, 3 out of 5 items are in the parcel, size 42, part 2 of your set is not there yet.")]
    [InlineData("Hello Ana, good morning, the tracking number of your parcel is JD0001 and the code is SAVE5.")]
    [InlineData("Hello Ana, the item you may want is at our shop and we will look at it again.")]
    public void Ordinary_sentences_raise_nothing(string body)
    {
        Assert.Empty(Findings("en", body));
    }

    private static IReadOnlyList<GuardFinding> Findings(string language, string body, string move = nameof(Move.UpdatePromise)) =>
        MessageGuard.Check(Message(language, body, move), Promises(), Contact, Now);

    private static List<Promise> Promises() => [new("p1", Case, "delivered", new DateTimeOffset(2026, 11, 9, 22, 0, 0, TimeSpan.Zero), null)];

    private static OutboundMessage Message(string language, string body, string move = nameof(Move.UpdatePromise)) => new()
    {
        Case = Case,
        Move = move,
        Language = language,
        Subject = "O-1001",
        Body = body,
        Allowed = new StatedFacts
        {
            Amounts = [Money.Eur(1_234_50)],
            Dates = [new DateOnly(2026, 11, 9)],
            OrderIds = ["O-1001"],
            Names = ["Ana Lima"],
            References = ["JD0001", "SAVE5"],
            Email = "ana@example.org",
        },
    };
}
