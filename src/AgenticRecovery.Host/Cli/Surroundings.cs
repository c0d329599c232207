using AgenticRecovery.Agents.Checkup;
using AgenticRecovery.Books;
using AgenticRecovery.Store;
using Microsoft.Extensions.Configuration;
using Temporalio.Client;
using Temporalio.Common.EnvConfig;
using Temporalio.Exceptions;

namespace AgenticRecovery.Host.Cli;

/// <summary>What the program stands on: settings, prompts, database, Temporal, clock. Nothing is changed by looking.</summary>
internal static class Surroundings
{
    private const string SettingsFile = "recovery.json";
    private static readonly string[] Providers = ["openai", "anthropic", "replay", "replay-nearest"];

    public static IConfigurationRoot Settings() => new ConfigurationBuilder().AddJsonFile(SettingsFile, optional: true).AddEnvironmentVariables().Build();

    public static Finding Configuration()
    {
        IConfigurationRoot settings;
        try
        {
            settings = Settings();
        }
        catch (Exception fault) when (fault is InvalidDataException or FormatException)
        {
            return new Finding("configuration", FindingState.Failed, $"{SettingsFile}: {(fault.InnerException ?? fault).Message}", $"Mend the JSON of {Path.GetFullPath(SettingsFile)}.");
        }

        var models = settings.GetSection("Models").GetChildren().ToList();
        foreach (var model in models)
            if (model["Provider"] is not { } provider || !Providers.Contains(provider))
                return new Finding("configuration", FindingState.Failed, $"Models:{model.Key}:Provider is '{model["Provider"]}'", $"Expected one of {string.Join(", ", Providers)}.");
        var file = File.Exists(SettingsFile) ? SettingsFile : "no recovery.json, defaults";
        return new Finding("configuration", FindingState.Ok, models.Count == 0 ? file : $"{file}; models {string.Join(", ", models.Select(m => m.Key))}");
    }

    public static Finding Prompts()
    {
        var folder = Environment.GetEnvironmentVariable("RECOVERY_PROMPTS");
        try
        {
            var book = PromptBook.Load(folder);
            return new Finding("prompts", FindingState.Ok, string.Join(", ", book.All.Select(p => p.Reference).Order(StringComparer.Ordinal)) + (folder is null ? "" : $" (with {folder})"));
        }
        catch (Exception fault) when (fault is PromptFileException or DirectoryNotFoundException)
        {
            return new Finding("prompts", FindingState.Failed, fault.Message, "Mend the file, or unset RECOVERY_PROMPTS.");
        }
    }

    public static Finding Database(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            if (!File.Exists(full))
                return Directory.Exists(Path.GetDirectoryName(full))
                    ? new Finding("database", FindingState.Ok, $"{full} does not exist yet; the first run makes it")
                    : new Finding("database", FindingState.Failed, $"there is no folder {Path.GetDirectoryName(full)}", "Make the folder, or choose another file with --db.");
            using var store = RecoveryStore.Open(full, TimeProvider.System);
            var state = store.Database.Read(sql => sql.Text("PRAGMA quick_check(1)"));
            return state == "ok"
                ? new Finding("database", FindingState.Ok, $"{full}, {store.Cases.CountWorking()} cases at work, sound")
                : new Finding("database", FindingState.Failed, $"{full}: {state}", "Restore a backup; keep the damaged file for a look.");
        }
        catch (Exception fault) when (fault is StoreException or IOException or UnauthorizedAccessException)
        {
            return new Finding("database", FindingState.Failed, fault.Message, "Choose another file with --db, or mend its rights.");
        }
    }

    public static async Task<Finding> TemporalAsync(string where, CancellationToken ct)
    {
        try
        {
            if (where == "embedded")
            {
                await using var server = await EmbeddedTemporal.StartAsync(new EmbeddedTemporalOptions(null), ct);
                await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(server.TargetHost));
                return new Finding("temporal", FindingState.Ok, "the embedded service starts and answers");
            }

            var options = ClientEnvConfig.LoadClientConnectOptions();
            options.TargetHost = where;
            await TemporalClient.ConnectAsync(options);
            return new Finding("temporal", FindingState.Ok, $"{where} answers");
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or RpcException or IOException)
        {
            return new Finding("temporal", FindingState.Failed, $"{where}: {fault.Message}", "Check --temporal HOST:PORT, TEMPORAL_NAMESPACE and TEMPORAL_API_KEY; without a cluster use --temporal embedded.");
        }
    }

    /// <summary>A clock that was set back makes deadlines late and histories odd; missing time zones make quiet hours wrong.</summary>
    public static IEnumerable<Finding> Clock(string path)
    {
        yield return TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Berlin", out _)
            ? new Finding("time zones", FindingState.Ok, "known")
            : new Finding("time zones", FindingState.Failed, "Europe/Berlin is not known", "Install the system's tzdata: quiet hours and business hours need it.");
        var now = TimeProvider.System.GetUtcNow();
        var newest = File.Exists(path) ? new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero) : now;
        yield return newest <= now.AddMinutes(1)
            ? new Finding("clock", FindingState.Ok, $"{now:yyyy-MM-dd HH:mm:ss} UTC")
            : new Finding("clock", FindingState.Failed, $"it is {now:yyyy-MM-dd HH:mm} UTC here, and the database was written at {newest:yyyy-MM-dd HH:mm}", "Set the clock right; time servers keep it so.");
    }
}
