using System.Diagnostics;

namespace AgenticRecovery.Benchmarks.Faults;

/// <summary>A service or a worker in a process of its own, which can be killed without warning and started again.</summary>
/// <param name="words">Its command line, behind the name of this program.</param>
public sealed class FaultProcess(string name, params string[] words) : IDisposable
{
    private Process? process;

    public string Name => name;

    public int Kills { get; private set; }

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message has what it complained of.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AgenticRecovery.Benchmarks.dll"), .. words])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException($"The {name} did not start.");
        var complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);
        if (await process.StandardOutput.ReadLineAsync(ct) is null)
            throw new InvalidOperationException($"The {name} ended at its start: {await complaints}");
    }

    /// <summary>SIGKILL: no chance to write anything more.</summary>
    public async Task KillAsync(CancellationToken ct)
    {
        process!.Kill();
        await process.WaitForExitAsync(ct);
        process.Dispose();
        process = null;
        Kills++;
    }

    public void Dispose()
    {
        if (process is null)
            return;
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
