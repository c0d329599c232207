namespace AgenticRecovery.Signals;

/// <summary>What intake made of one raw entry.</summary>
public abstract record Received
{
    private Received() { }

    public sealed record Accepted(Signal Signal) : Received;

    /// <summary>Nothing was opened; every fault of the entry is named, so that it can be mended in one go.</summary>
    public sealed record Rejected(IReadOnlyList<IntakeFault> Faults) : Received
    {
        public string Reason => string.Join("; ", Faults);
    }

    public static Rejected Because(IntakeFault fault) => new([fault]);
}

/// <summary>One fault of an entry.</summary>
/// <param name="Field">JSON name of the field, dotted below the top; "entry" for the whole.</param>
/// <param name="Expected">What would have been right.</param>
/// <param name="Found">What stands there, cut to a few dozen letters; null when the field is missing.</param>
/// <param name="Nearest">The valid name it was probably meant to be.</param>
public sealed record IntakeFault(string Field, string Expected, string? Found = null, string? Nearest = null)
{
    public override string ToString() =>
        $"{Field}: expected {Expected}, {(Found is null ? "it is missing" : $"found '{Found}'")}"
        + (Nearest is null ? "" : $" (did you mean {Nearest}?)");
}

/// <summary>Limits of one entry. They keep a flood or a mistake from filling memory and models' windows.</summary>
public static class IntakeLimits
{
    /// <summary>Longest line or JSON body, bytes.</summary>
    public const int LineBytes = 1 << 20;

    /// <summary>Longest customer text, characters. About 250 kB holds a whole quoted mail thread.</summary>
    public const int TextLength = 250_000;
    public const int IdLength = 128;
    public const int Attributes = 64;
    public const int AttributeLength = 4_096;

    /// <summary>Clocks of sources may run ahead by this much.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>An older date is a mistake of the source (epoch zero, two-digit years).</summary>
    public static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
