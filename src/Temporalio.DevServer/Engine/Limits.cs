namespace Temporalio.DevServer.Engine;

/// <summary>The default limits of the Temporal service (dynamic configuration `limit.*`), in bytes and counts.</summary>
internal static class Limits
{
    public const int BlobBytes = 2 * 1024 * 1024;
    public const int MemoBytes = 2 * 1024 * 1024;
    public const int HistoryBytes = 50 * 1024 * 1024;
    public const int HistoryEvents = 50 * 1024;
    public const int SuggestContinueAsNewBytes = 4 * 1024 * 1024;
    public const int SuggestContinueAsNewEvents = 4 * 1024;
    public const int IdLength = 1000;
    public const int PendingActivities = 2000;
    public const int PendingChildren = 2000;
    public const int PendingSignals = 2000;
    public const int PendingCancels = 2000;
    public const int Signals = 10_000;
    public const int Updates = 2000;
    public const int UpdatesInFlight = 10;
    public const int BufferedEvents = 100;
    public const int BufferedQueries = 1;
    public const int MessageBytes = 128 * 1024 * 1024;
    public const int HistoryPageEvents = 256;

    public static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan HistoryLongPoll = TimeSpan.FromSeconds(20);
    public static readonly TimeSpan UpdateWait = TimeSpan.FromSeconds(20);

    public const long TaskTimeoutMs = 10_000;
    public const long MaxTaskTimeoutMs = 120_000;
    public const long StickyTimeoutMs = 10_000;
}
