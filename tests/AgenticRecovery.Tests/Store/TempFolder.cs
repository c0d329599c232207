namespace AgenticRecovery.Tests.Store;

/// <summary>A folder for the database files of one test.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("recovery-tests-");

    public string this[string file] => System.IO.Path.Combine(folder.FullName, file);

    public string Path => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);
}

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public StandingClock() : this(Noon)
    {
    }

    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
