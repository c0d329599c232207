using Microsoft.Playwright;

namespace AgenticRecovery.Browser.Tests;

/// <summary>The system's Chromium and the axe-core that <c>npm ci</c> put beside this project.</summary>
internal static class Chromium
{
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    /// <summary>Where Chromium lies; <c>RECOVERY_CHROMIUM</c> names another place.</summary>
    private static string Path { get; } = Environment.GetEnvironmentVariable("RECOVERY_CHROMIUM") ?? "/usr/bin/chromium";

    private static string Axe { get; } = System.IO.Path.Combine(Project(), "node_modules", "axe-core", "axe.min.js");

    /// <summary>Null when browser tests can run.</summary>
    public static string? WhyAbsent =>
        !File.Exists(Path) ? $"There is no Chromium at {Path}; set RECOVERY_CHROMIUM to its program."
        : !File.Exists(Axe) ? "axe-core is not there; run 'npm ci' in tests/AgenticRecovery.Browser.Tests."
        : null;

    public static string AxeScript() => File.ReadAllText(Axe);

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Path, Args = Arguments, Headless = true });

    /// <summary>This project's folder, found from the built tests.</summary>
    public static string Project()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(at.FullName, "AgenticRecovery.Browser.Tests.csproj")))
            at = at.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return at.FullName;
    }
}
