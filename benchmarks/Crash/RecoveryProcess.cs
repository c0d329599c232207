using System.Diagnostics;

namespace AgenticRecovery.Benchmarks.Crash;

/// <summary>How one run of the program ended.</summary>
/// <param name="Code">Exit code; without meaning when the run was killed.</param>
public sealed record ProcessEnd(bool IsKilled, int Code, string Out, string Error, TimeSpan Took);

/// <summary>The program as its users start it: a process of its own that works the sample queue on one database.</summary>
/// <param name="program">Path of recovery.dll.</param>
public sealed class RecoveryProcess(string program, string database)
{
    /// <summary>Runs to the end, or until it is killed without warning (SIGKILL).</summary>
    /// <param name="killAfter">Null to let it end.</param>
    public async Task<ProcessEnd> RunAsync(TimeSpan? killAfter, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "demo", "--exit", "--json", "--db", database])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException($"{program} did not start.");
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        var isKilled = false;
        try
        {
            var ended = process.WaitForExitAsync(ct);
            if (killAfter is { } after && await Task.WhenAny(ended, Task.Delay(after, ct)) != ended)
            {
                process.Kill();
                isKilled = true;
            }

            await ended;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        return new ProcessEnd(isKilled && process.ExitCode != 0, process.ExitCode, await said, await complained, watch.Elapsed);
    }
}
