using System.Globalization;
using AgenticRecovery.Store;

namespace AgenticRecovery.Host.Cli;

/// <summary>
/// The clock of one database. A run over orders as they stood on a date starts the clock there and lets it go on at
/// its usual pace; the database remembers, so that a later command does not jump to today and let every deadline pass.
/// </summary>
internal sealed class RunClock(TimeSpan offset) : TimeProvider
{
    private const string Mark = "clock";

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>The database's own clock; the system's where none was set.</summary>
    public static TimeProvider Of(RecoveryStore store) =>
        store.Imports.HashOf(Mark) is { } ticks ? new RunClock(new TimeSpan(long.Parse(ticks, CultureInfo.InvariantCulture))) : System;

    /// <summary>Starts the clock at a moment, once per database.</summary>
    public static async Task<TimeProvider> StartAsync(RecoveryStore store, DateTimeOffset at, CancellationToken ct)
    {
        if (store.Imports.HashOf(Mark) is null)
        {
            var offset = at - System.GetUtcNow();
            await store.Imports.MarkAsync(Mark, offset.Ticks.ToString(CultureInfo.InvariantCulture), 0, at, ct);
        }

        return Of(store);
    }
}
