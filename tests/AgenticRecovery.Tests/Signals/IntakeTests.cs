using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Tests.Signals;

public sealed class IntakeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
    private const string Sound = """{"id":"e1","source":"psp","kind":"PaymentFailed","occurredAt":"2026-11-20T09:30:00+01:00","order":"SO-1","amount":{"amount":12.5,"currency":"EUR"},"attributes":{"attempts":2,"mandate":true}}""";

    [Fact]
    public void A_sound_entry_becomes_a_signal_named_after_its_source()
    {
        var signal = Assert.IsType<Received.Accepted>(Intake.Read(Sound, Now)).Signal;

        Assert.Equal("psp:e1", signal.Id);
        Assert.Equal(SignalKind.PaymentFailed, signal.Kind);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 8, 30, 0, TimeSpan.Zero), signal.OccurredAt);
        Assert.Equal(Money.Eur(12_50), signal.Amount);
        Assert.Equal("2", signal.Attributes["attempts"]);
        Assert.Equal("true", signal.Attributes["mandate"]);
        Assert.Equal(nameof(FailureMode.PaymentFailure), signal.Subject);
    }

    [Fact]
    public void The_same_content_without_an_id_is_the_same_signal()
    {
        var without = Sound.Replace("\"id\":\"e1\",", "");
        var first = ((Received.Accepted)Intake.Read(without, Now)).Signal;
        var again = ((Received.Accepted)Intake.Read(" " + without, Now.AddHours(1))).Signal;
        var other = ((Received.Accepted)Intake.Read(without.Replace("SO-1", "SO-2"), Now)).Signal;

        Assert.Equal(first.Id, again.Id);
        Assert.NotEqual(first.Id, other.Id);
    }

    [Theory]
    [InlineData("PaymentFailed", "PaymentFaild", "kind", "PaymentFailed")]
    [InlineData("\"order\"", "\"oder\"", "oder", "order")]
    [InlineData("\"order\":\"SO-1\"", "\"order\":\"SO-1\",\"mode\":\"PaymentFailur\"", "mode", "PaymentFailure")]
    [InlineData("EUR", "EURO", "amount.currency", "EUR")]
    public void A_wrong_name_comes_with_the_nearest_right_one(string right, string wrong, string field, string nearest)
    {
        var fault = Faults(Sound.Replace(right, wrong)).First(f => f.Field == field);

        Assert.Equal(nearest, fault.Nearest);
        Assert.Contains($"did you mean {nearest}?", fault.ToString());
    }

    [Fact]
    public void A_currency_like_no_other_is_refused_with_the_list() =>
        Assert.Contains("EUR, USD", Faults(Sound.Replace("EUR", "XQZ17")).Single().Expected);

    [Theory]
    [InlineData("source")]
    [InlineData("kind")]
    [InlineData("occurredAt")]
    [InlineData("order")]
    public void A_missing_field_is_named(string field)
    {
        var fault = Faults(System.Text.RegularExpressions.Regex.Replace(Sound, $"\"{field}\":\"[^\"]*\",", "")).Single();

        Assert.Equal(field, fault.Field);
        Assert.Null(fault.Found);
    }

    [Fact]
    public void A_customer_message_needs_its_words_and_no_order()
    {
        const string message = """{"source":"mail","kind":"CustomerMessage","occurredAt":"2026-11-20T09:00:00Z","customer":"C-1","text":"Where is it?"}""";

        Assert.IsType<Received.Accepted>(Intake.Read(message, Now));
        Assert.Equal("text", Faults(message.Replace("Where is it?", " ")).Single().Field);
    }

    [Fact]
    public void A_negative_amount_is_refused() =>
        Assert.Equal(new IntakeFault("amount.amount", "zero or more", "-12.5"), Faults(Sound.Replace("12.5", "-12.5")).Single());

    [Theory]
    [InlineData("12.505")]
    [InlineData("100000001")]
    [InlineData("\"abc\"")]
    public void An_amount_that_is_no_money_is_refused(string amount) =>
        Assert.Equal("amount.amount", Faults(Sound.Replace("12.5", amount)).Single().Field);

    [Fact]
    public void A_date_more_than_five_minutes_ahead_is_refused()
    {
        Assert.IsType<Received.Accepted>(Intake.Read(Sound.Replace("2026-11-20T09:30:00+01:00", "2026-11-20T10:05:00Z"), Now));
        Assert.Equal("occurredAt", Faults(Sound.Replace("2026-11-20T09:30:00+01:00", "2026-11-20T10:05:01Z")).Single().Field);
    }

    [Theory]
    [InlineData("2026-11-20T09:30:00")]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("yesterday")]
    [InlineData("2026-13-01T00:00:00Z")]
    public void A_time_without_offset_or_sense_is_refused(string time) =>
        Assert.Equal("occurredAt", Faults(Sound.Replace("2026-11-20T09:30:00+01:00", time)).Single().Field);

    [Theory]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("")]
    [InlineData("{\"source\":")]
    [InlineData("{\"id\":\"\\ud800\"}")]
    public void What_is_no_entry_is_refused_without_an_exception(string raw) => Assert.NotEmpty(Faults(raw));

    [Fact]
    public void All_faults_are_named_at_once()
    {
        var faults = Faults("""{"source":7,"kind":"Nope","occurredAt":"x","amount":5,"extra":1,"attributes":{"a":[1]}}""");

        Assert.Equal(["amount", "attributes.a", "extra", "kind", "occurredAt", "source"], faults.Select(f => f.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Too_much_of_anything_is_refused()
    {
        var message = """{"source":"mail","kind":"CustomerMessage","occurredAt":"2026-11-20T09:00:00Z","text":"#"}""";

        Assert.Equal("text", Faults(message.Replace("#", new string('a', IntakeLimits.TextLength + 1))).Single().Field);
        Assert.Equal("entry", Faults(message.Replace("#", new string('a', IntakeLimits.LineBytes))).Single().Field);
        Assert.Equal("id", Faults(Sound.Replace("\"e1\"", $"\"{new string('x', 129)}\"")).Single().Field);
    }

    [Fact]
    public void A_field_given_twice_is_refused() =>
        Assert.Equal("order", Faults(Sound.Replace("\"order\":\"SO-1\"", "\"order\":\"SO-1\",\"order\":\"SO-2\"")).Single().Field);

    [Fact]
    public void The_schema_names_every_field()
    {
        var properties = SignalSchema.Document()["properties"]!.AsObject().Select(p => p.Key);

        Assert.Equal(Intake.Fields, properties);
    }

    private static IReadOnlyList<IntakeFault> Faults(string raw) => Assert.IsType<Received.Rejected>(Intake.Read(raw, Now)).Faults;
}
