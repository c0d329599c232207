using System.Collections.Concurrent;
using System.Diagnostics;
using AgenticRecovery.Accounts;
using AgenticRecovery.Approvals;
using AgenticRecovery.Benchmarks.Load;
using AgenticRecovery.Connectors.Sandbox;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Store;

namespace AgenticRecovery.Benchmarks.Desk;

/// <param name="Twice">Requests with more than one settling verdict on the record.</param>
/// <param name="Lost">Verdicts that were answered as taken and are not on the record.</param>
/// <param name="Refused">Tries that came second or without a claim, as they should be.</param>
internal sealed record DeskVerdictFigures(int Requests, int Decided, int Twice, int Lost, int Refused, double Seconds, double P50Ms, double P95Ms)
{
    /// <summary>Of the whole process for one verdict: claim, update, record and what the case does after it.</summary>
    public double CpuMsEach { get; init; }
}

/// <summary>Many approvers on one queue of real waiting cases: each claims, decides, and now and then sends the same again or takes a case another holds.</summary>
internal static class DeskVerdicts
{
    private const int Part = 500;

    public static async Task<DeskVerdictFigures> RunAsync(DeskLoadOptions options, IProgress<string> told, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("desk-verdicts-");
        try
        {
            var orders = await OrdersThatWaitAsync(Path.Combine(folder.FullName, "sample.db"));
            await using var app = await App.StartAsync(new AppOptions { Database = Path.Combine(folder.FullName, "desk.db") }, isPublic: false, CancellationToken.None);
            var waiting = await WaitingAsync(app, orders, options.Requests, told, ct);
            foreach (var name in Enumerable.Range(0, options.Approvers).Select(NameOf))
                await app.Store.Accounts.TryAddAsync(new Account { Name = name, DisplayName = name, Roles = [.. Permissions.Roles], CreatedAt = app.Clock.GetUtcNow() }, null, "desk-load", false, CancellationToken.None);
            var round = new Round(app, options, told, new ConcurrentQueue<PendingApproval>(waiting));
            var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            await Task.WhenAll(Enumerable.Range(0, options.Approvers).Select(i => Task.Run(() => round.DecideAsync(i, ct), CancellationToken.None)));
            watch.Stop();
            await app.Door.SettledAsync(null, CancellationToken.None);
            var spent = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds;
            var record = waiting.Select(w => app.Store.Approvals.Find(w.Approval.Request.Proposal)!).ToList();
            var onRecord = record.SelectMany(r => r.Verdicts.Select(v => (v.Proposal.Value, v.By))).ToHashSet();
            var figure = TimeFigure.Of(round.Ms);
            return new DeskVerdictFigures(
                waiting.Count, record.Count(r => !r.IsWaiting), record.Count(r => r.Verdicts.Count(v => v is not Verdict.Ask) > 1),
                round.Taken.Count(t => !onRecord.Contains(t)), round.Refused, watch.Elapsed.TotalSeconds, figure.P50Ms, figure.P95Ms)
            {
                CpuMsEach = spent / Math.Max(1, round.Taken.Count),
            };
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static string NameOf(int i) => $"approver-{i:00}";

    /// <summary>Orders of the sample whose cases end up waiting for one person; only those are made many times over.</summary>
    private static async Task<HashSet<string>> OrdersThatWaitAsync(string file)
    {
        await using var app = await App.StartAsync(new AppOptions { Database = file }, isPublic: false, CancellationToken.None);
        await DeskLoad.DriveAsync(app, MadeUpQueue.CasesPerCopy);
        return [.. OfOnePerson(app, 1).Where(p => p.Case.Order is not null).Select(p => MadeUpQueue.SampleOf(p.Case.Order!.Value.Value))];
    }

    private static async Task<IReadOnlyList<PendingApproval>> WaitingAsync(App app, HashSet<string> orders, int wanted, IProgress<string> told, CancellationToken ct)
    {
        // A few more copies than needed: where stock or a budget runs out, a case takes another way.
        var copies = (wanted / orders.Count) + 1 + (wanted / orders.Count / 10);
        var (shop, queue) = await MadeUpQueue.MakeAsync(copies * MadeUpQueue.CasesPerCopy, 1, orders, TimeProvider.System, CancellationToken.None);
        await ((SandboxShop)app.Shop).ImportAsync(shop, CancellationToken.None);
        foreach (var part in queue.Chunk(Part))
        {
            await DeskLoad.DriveAsync(app, part);
            var now = app.Store.Approvals.CountPending();
            told.Report($"{now} of {wanted} requests wait");
            if (now >= wanted + orders.Count || ct.IsCancellationRequested)
                break;
        }

        var waiting = new List<PendingApproval>();
        for (var page = 1; waiting.Count < wanted && OfOnePerson(app, page) is { Count: > 0 } some; page++)
            waiting.AddRange(some);
        return [.. waiting.Take(wanted)];
    }

    private static List<PendingApproval> OfOnePerson(App app, int page) =>
        [.. app.Store.Approvals.Pending(new ApprovalFilter { Page = page, PageSize = 500 }).Where(p => p.Approval.Request.People == 1)];

    /// <summary>What the approvers share while they decide.</summary>
    private sealed class Round(App app, DeskLoadOptions options, IProgress<string> told, ConcurrentQueue<PendingApproval> left)
    {
        private int _refused;
        private int _done;

        public ConcurrentBag<(string Proposal, string By)> Taken { get; } = [];
        public ConcurrentBag<double> Ms { get; } = [];
        public int Refused => _refused;

        public async Task DecideAsync(int person, CancellationToken ct)
        {
            var random = new Random(person);
            while (!ct.IsCancellationRequested && left.TryDequeue(out var request))
            {
                if (options.PaceMs > 0)
                    await Task.Delay(random.Next(options.PaceMs * 2), CancellationToken.None);
                // Two people on one case: in one of ten the colleague tries as well, at the same time.
                var people = random.Next(10) == 0 ? new[] { NameOf(person), NameOf((person + 1) % options.Approvers) } : [NameOf(person)];
                var isBold = random.Next(2) == 0;
                await Task.WhenAll(people.Select(who => DecideAsync(request, who, isBold)));
                var done = Interlocked.Increment(ref _done);
                if (done % Part == 0)
                    told.Report($"{done} requests gone through, {left.Count} left");
            }
        }

        private async Task DecideAsync(PendingApproval request, string who, bool isBold)
        {
            var now = app.Clock.GetUtcNow();
            var id = request.Approval.Request.Proposal;
            if (!await app.Store.Approvals.TryClaimAsync(id, who, now, now.AddMinutes(15), CancellationToken.None) && !isBold)
            {
                Interlocked.Increment(ref _refused);
                return;
            }

            var verdict = new Verdict.TakeOver("decided under load") { Proposal = id, ProposalHash = request.Approval.Request.ProposalHash, By = who, Roles = Permissions.Roles };
            var clock = Stopwatch.StartNew();
            var answer = await app.Door.GiveVerdictAsync(verdict, CancellationToken.None);
            Ms.Add(clock.Elapsed.TotalMilliseconds);
            if (answer.IsTaken)
                Taken.Add((id.Value, who));
            else
                Interlocked.Increment(ref _refused);
        }
    }
}
