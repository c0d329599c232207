using Temporalio.Activities;

namespace AgenticRecovery.Benchmarks.Faults;

/// <summary>
/// Steps that leave a line in a ledger before they answer, so that executions can be counted from outside. One ledger for
/// each worker process; a line survives the death of the process.
/// </summary>
public sealed class FaultSteps : IDisposable
{
    private readonly Lock gate = new();
    private readonly StreamWriter ledger;

    public FaultSteps(string folder) =>
        ledger = new StreamWriter(new FileStream(Path.Combine(folder, $"ledger-{Environment.ProcessId}-{Guid.NewGuid():N}.txt"), FileMode.CreateNew)) { AutoFlush = true };

    [Activity]
    public string Often(string order, int step) => Note(order, $"step-{step}");

    [Activity]
    public string Once(string order) => Note(order, "once");

    public void Dispose() => ledger.Dispose();

    /// <summary>All lines of all workers: order, step, token.</summary>
    public static IReadOnlyList<LedgerLine> Read(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "ledger-*.txt").SelectMany(File.ReadAllLines)
            .Select(line => line.Split(' ')).Where(parts => parts.Length == 3).Select(parts => new LedgerLine(parts[0], parts[1], parts[2])),
    ];

    private string Note(string order, string step)
    {
        var token = Guid.NewGuid().ToString("N");
        lock (gate)
            ledger.WriteLine($"{order} {step} {token}");
        return token;
    }
}

/// <summary>One execution of a step.</summary>
public readonly record struct LedgerLine(string Order, string Step, string Token);
