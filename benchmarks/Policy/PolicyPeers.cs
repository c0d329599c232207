using System.Diagnostics;
using System.Text.Json;
using AgenticRecovery.Books;
using AgenticRecovery.Economics;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Benchmarks.Policy;

/// <summary>
/// Twenty rules and ten thousand requests, put in one run to the policy book, to Cedar's WebAssembly build and to Casbin. OPA's npm
/// package only runs policies that the opa program compiled, and no package brings that compiler, so OPA is not among them.
/// </summary>
internal static class PolicyPeers
{
    private const int Requests = 10_000;

    public static async Task<int> RunAsync(string[] words)
    {
        var folder = words is [var given] ? given : Path.Combine("benchmarks", "policy-peers");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            Console.Error.WriteLine($"run 'npm ci' in {folder} first");
            return 2;
        }
        var book = PolicyBookReader.ReadFile(Path.Combine(folder, "book.yaml")).Require();
        var requests = PeerRequest.Draw(Requests, seed: 7);
        var file = Path.GetTempFileName();
        try
        {
            var lines = requests.Select(one => one.Json()).ToList();
            await File.WriteAllLinesAsync(file, lines);
            var facts = requests.Select(one => one.Facts()).ToList();
            var ours = new string([.. requests.Select((one, i) => book.Ask(one.Move, facts[i]) == DecisionWord.Allow ? 'a' : 'd')]);
            Console.WriteLine($"{book.Rules.Count} rules, {Requests} requests, {ours.Count(word => word == 'a')} allowed");
            var decide = Timing.Of(Requests, i => book.Decide(requests[i].Move, facts[i]));
            Console.WriteLine($"policy book        {decide}");
            var reused = new PolicyFacts(BookTest.At, Currency.Eur);
            var whole = Timing.Of(Requests, i => { requests[i].Fill(reused); book.Decide(requests[i].Move, reused); });
            Console.WriteLine($"  with its facts   {whole}");
            foreach (var peer in await AskAsync(folder, file))
                Console.WriteLine(FormattableString.Invariant($"{peer.Engine,-18} p50 {peer.P50:0.00} µs, p99 {peer.P99:0.00} µs, mean {peer.Mean:0.00} µs (version {peer.Version}); {peer.Decisions.Zip(ours).Count(pair => pair.First == pair.Second)} of {Requests} decisions equal; by the median the policy book is {peer.P50 / decide.P50:0} times as fast, {peer.P50 / whole.P50:0} times with filling its facts"));
            return 0;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private sealed record Peer(string Engine, string Version, string Decisions, double P50, double P99, double Mean);

    private static async Task<List<Peer>> AskAsync(string folder, string requests)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["main.js", requests]) { WorkingDirectory = folder, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("node does not start");
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return node.ExitCode == 0
            ? [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<Peer>(line, JsonSerializerOptions.Web)!)]
            : throw new InvalidOperationException($"node main.js ended with {node.ExitCode}");
    }
}
