namespace AgenticRecovery.Communication;

public enum ContactChannel
{
    Email,
    Chat,
    Text,
    Call,
}

/// <summary>What is known of the contact with one customer before a message goes out.</summary>
public sealed record ContactState
{
    /// <summary>IANA name of the delivery address's zone; the phone prefix says nothing.</summary>
    public required string TimeZone { get; init; }
    public ContactChannel Channel { get; init; } = ContactChannel.Email;
    public bool OptedOut { get; init; }

    /// <summary>When this shop wrote to this customer of itself, newest last.</summary>
    public IReadOnlyList<DateTimeOffset> SentAt { get; init; } = [];

    /// <summary>The customer's newest own message; an answer to it is no unasked contact.</summary>
    public DateTimeOffset? HeardAt { get; init; }

    /// <summary>When this customer was last apologised to, in any case.</summary>
    public DateTimeOffset? ApologisedAt { get; init; }

    /// <summary>True for the first automated message of this conversation.</summary>
    public bool IsFirst { get; init; }

    /// <summary>True for a notice the law demands (delay notice, withdrawal receipt); it may not wait.</summary>
    public bool IsStatutory { get; init; }

    /// <summary>True when the message sells something or asks for a rating; then consent and quiet hours bind e-mail as well.</summary>
    public bool IsMarketing { get; init; }
}

/// <summary>How often and when a customer may be written to.</summary>
/// <param name="PerDay">Unasked messages in 24 hours.</param>
/// <param name="PerWeek">Unasked messages in 7 days.</param>
/// <param name="ApologyAgainAfter">No second apology before this has passed.</param>
public sealed record ContactLimits(int PerDay, int PerWeek, TimeOnly From, TimeOnly Until, TimeOnly SundayFrom, TimeSpan ApologyAgainAfter)
{
    /// <summary>
    /// Hours 09–20, Sunday from 10: stricter than the laws read (TCPA 08–21, some states 08–20). Apology: 60 days, from a
    /// field experiment in which repeated apologies did worse than silence. Counts per day and week are assumptions.
    /// </summary>
    public static ContactLimits Default { get; } = new(2, 5, new TimeOnly(9, 0), new TimeOnly(20, 0), new TimeOnly(10, 0), TimeSpan.FromDays(60));
}

/// <summary>Whether a customer may be contacted now.</summary>
public abstract record ContactVerdict
{
    private ContactVerdict() { }

    public sealed record Now : ContactVerdict;

    /// <summary>Quiet hours or too many messages; it may go out from then on.</summary>
    public sealed record Later(DateTimeOffset From, string Reason) : ContactVerdict;

    public sealed record Never(string Reason) : ContactVerdict;
}

/// <summary>Consent, quiet hours and frequency. The only place where a customer's local hour exists.</summary>
public static class ContactRules
{
    public static ContactVerdict Review(ContactState contact, DateTimeOffset now, ContactLimits limits)
    {
        if (contact.IsStatutory && contact.Channel == ContactChannel.Email)
            return new ContactVerdict.Now();
        if (contact.OptedOut)
            return new ContactVerdict.Never("the customer does not want messages");
        var isAnswer = contact.HeardAt is { } heard && now - heard < TimeSpan.FromHours(24) && !contact.IsMarketing;
        if (!isAnswer && TooOften(contact, now, limits) is { } tooOften)
            return tooOften;
        if (isAnswer && contact.Channel == ContactChannel.Chat)
            return new ContactVerdict.Now();
        return (contact.Channel != ContactChannel.Email || contact.IsMarketing) && QuietUntil(contact.TimeZone, now, limits) is { } from
            ? new ContactVerdict.Later(from, "quiet hours at the customer's place")
            : new ContactVerdict.Now();
    }

    /// <summary>True in the customer's quiet hours.</summary>
    public static bool IsQuiet(string timeZone, DateTimeOffset now) => QuietUntil(timeZone, now, ContactLimits.Default) is not null;

    /// <summary>The customer's calendar day.</summary>
    public static DateOnly DayAt(string timeZone, DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone(timeZone)).DateTime);

    private static ContactVerdict.Later? TooOften(ContactState contact, DateTimeOffset now, ContactLimits limits)
    {
        var day = contact.SentAt.Where(at => now - at < TimeSpan.FromHours(24)).Order().ToList();
        if (day.Count >= limits.PerDay)
            return new ContactVerdict.Later(day[^limits.PerDay].AddHours(24), $"{day.Count} messages in 24 hours, the limit is {limits.PerDay}");
        var week = contact.SentAt.Where(at => now - at < TimeSpan.FromDays(7)).Order().ToList();
        return week.Count >= limits.PerWeek
            ? new ContactVerdict.Later(week[^limits.PerWeek].AddDays(7), $"{week.Count} messages in 7 days, the limit is {limits.PerWeek}")
            : null;
    }

    private static DateTimeOffset? QuietUntil(string timeZone, DateTimeOffset now, ContactLimits limits)
    {
        var zone = Zone(timeZone);
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var from = local.DayOfWeek == DayOfWeek.Sunday ? limits.SundayFrom : limits.From;
        var time = TimeOnly.FromDateTime(local);
        if (time >= from && time < limits.Until)
            return null;
        var day = time < from ? local.Date : local.Date.AddDays(1);
        var opens = day + (day.DayOfWeek == DayOfWeek.Sunday ? limits.SundayFrom : limits.From).ToTimeSpan();
        return new DateTimeOffset(opens, zone.GetUtcOffset(opens)).ToUniversalTime();
    }

    // An unknown zone is treated as the shop's default market, not as no zone at all.
    private static TimeZoneInfo Zone(string timeZone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? zone
        : TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Berlin", out var berlin) ? berlin : TimeZoneInfo.Utc;
}
