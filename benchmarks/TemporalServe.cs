using System.Diagnostics;
using System.Globalization;
using Temporalio.DevServer;

namespace AgenticRecovery.Benchmarks;

/// <summary>The embedded service in a process of its own, so that a client really uses a socket.</summary>
internal static class TemporalServe
{
    public static async Task<int> RunAsync(string path, IReadOnlyList<string> words)
    {
        var port = words is [.., "--port", var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 0;
        await using var server = await DevServer.StartAsync(
            new DevServerOptions { DatabasePath = path, Port = port, FullSync = !words.Contains("--no-fsync") }, CancellationToken.None);
        Console.WriteLine(server.TargetHost);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <summary>Starts such a process; it ends when its standard input is closed.</summary>
    public static (Process Process, string TargetHost) Start(string path, bool fullSync)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        string[] words = [.. Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? [typeof(TemporalServe).Assembly.Location] : Array.Empty<string>(),
            "temporal-serve", path, .. fullSync ? Array.Empty<string>() : ["--no-fsync"]];
        foreach (var word in words)
            start.ArgumentList.Add(word);
        var process = Process.Start(start) ?? throw new InvalidOperationException("The service process did not start.");
        return (process, process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The service process said nothing."));
    }
}
