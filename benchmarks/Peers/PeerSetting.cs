using System.Diagnostics;
using Temporalio.Client;
using Temporalio.DevServer;

namespace AgenticRecovery.Benchmarks.Peers;

/// <summary>One worker on one durable service, ready to be measured again and again.</summary>
internal sealed class PeerSetting : IAsyncDisposable
{
    private readonly List<Process> processes = [];
    private readonly CancellationTokenSource stop = new();
    private DevServer? server;
    private Task worker = Task.CompletedTask;

    private PeerSetting(string name) => Name = name;

    public string Name { get; }

    public ITemporalClient Client { get; private set; } = null!;

    public List<PeerFigure> Figures { get; } = [];

    /// <summary>The official TypeScript worker; service and worker are processes of their own.</summary>
    /// <param name="script">worker.js, with the npm packages of its folder installed.</param>
    public static async Task<PeerSetting> TypeScriptAsync(string folder, string script)
    {
        var (setting, address) = await OverLoopbackAsync("official TypeScript worker, loopback", Path.Combine(folder, "typescript.db"));
        await setting.AddProcessAsync("node", script, address, PeerWorker.Queue);
        return setting;
    }

    /// <summary>A worker of the official .NET package; service and worker are processes of their own.</summary>
    /// <param name="program">The built Temporalio.PeerWorker.dll of tests/conformance/peers/dotnet.</param>
    public static async Task<PeerSetting> OfficialAsync(string folder, string program)
    {
        var (setting, address) = await OverLoopbackAsync("official .NET worker, loopback", Path.Combine(folder, "official.db"));
        await setting.AddProcessAsync("dotnet", program, address);
        return setting;
    }

    /// <summary>Our worker; service and worker are processes of their own.</summary>
    public static async Task<PeerSetting> LoopbackAsync(string folder)
    {
        var (setting, address) = await OverLoopbackAsync("our worker, loopback", Path.Combine(folder, "loopback.db"));
        await setting.AddProcessAsync("dotnet", typeof(PeerSetting).Assembly.Location, "temporal-peer-worker", address);
        return setting;
    }

    /// <summary>Our worker and the service in this process.</summary>
    public static async Task<PeerSetting> InProcessAsync(string folder)
    {
        var setting = new PeerSetting("our worker, in process")
        {
            server = await DevServer.StartAsync(new DevServerOptions { DatabasePath = Path.Combine(folder, "in-process.db") }, CancellationToken.None),
        };
        setting.Client = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(setting.server.TargetHost));
        setting.worker = RunAsync(PeerWorker.Make(setting.Client), setting.stop.Token);
        return setting;
    }

    public async Task MeasureAsync(string name, int workflows, int inFlight)
    {
        var driver = new LoadDriver(Client.Connection.WorkflowService, nameof(PeerOrder), PeerWorker.Queue);
        var watch = Stopwatch.StartNew();
        var latencies = await driver.BatchAsync(name, workflows, inFlight);
        Figures.Add(new PeerFigure(workflows / watch.Elapsed.TotalSeconds, latencies[latencies.Length / 2], latencies[latencies.Length * 95 / 100]));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await worker;
        // The worker first, so that it can tell the service that it goes.
        foreach (var process in processes.AsEnumerable().Reverse())
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        if (server is not null)
            await server.DisposeAsync();
        stop.Dispose();
    }

    private static async Task<(PeerSetting Setting, string Address)> OverLoopbackAsync(string name, string database)
    {
        var setting = new PeerSetting(name);
        var (process, address) = TemporalServe.Start(database, fullSync: true);
        setting.processes.Add(process);
        setting.Client = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(address));
        return (setting, address);
    }

    private static async Task RunAsync(Temporalio.Worker.TemporalWorker worker, CancellationToken ct)
    {
        using (worker)
        {
            try
            {
                await worker.ExecuteAsync(ct);
            }
            catch (OperationCanceledException)
            {
                // Asked to stop.
            }
        }
    }

    private async Task AddProcessAsync(string program, params string[] words)
    {
        var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardInput = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} did not start.");
        processes.Add(process);
        if (await process.StandardOutput.ReadLineAsync() is null)
            throw new InvalidOperationException($"{program} {string.Join(' ', words)} ended at its start.");
    }
}

/// <summary>One round.</summary>
internal sealed record PeerFigure(double PerSecond, double P50Ms, double P95Ms);
