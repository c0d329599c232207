using System.Collections.Concurrent;
using System.Diagnostics;
using AgenticRecovery.Accounts;
using AgenticRecovery.Approvals;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Store;

namespace AgenticRecovery.Benchmarks.Desk;

/// <param name="Twice">Requests with more than one settling verdict on the record.</param>
/// <param name="Lost">Verdicts that were answered as taken and are not on the record.</param>
/// <param name="Refused">Tries that came second or without a claim, as they should be.</param>
internal sealed record DeskVerdictFigures(int Requests, int Decided, int Twice, int Lost, int Refused, double Seconds, double P50Ms, double P95Ms);

/// <summary>Many approvers on one queue of real waiting cases: each claims, decides, and now and then sends the same again or takes a case another holds.</summary>
internal static class DeskVerdicts
{
    public static async Task<DeskVerdictFigures> RunAsync(DeskLoadOptions options, IProgress<string> told)
    {
        var folder = Directory.CreateTempSubdirectory("desk-verdicts-");
        try
        {
            await using var app = await App.StartAsync(new AppOptions { Database = Path.Combine(folder.FullName, "desk.db") }, isPublic: false, CancellationToken.None);
            var waiting = await WaitingAsync(app, options.Requests, told);
            foreach (var name in Enumerable.Range(0, options.Approvers).Select(NameOf))
                await app.Store.Accounts.TryAddAsync(new Account { Name = name, DisplayName = name, Roles = [.. Permissions.Roles], CreatedAt = app.Clock.GetUtcNow() }, null, "desk-load", false, CancellationToken.None);
            var (taken, ms, refused) = (new ConcurrentBag<(string Proposal, string By)>(), new ConcurrentBag<double>(), 0);
            var left = new ConcurrentQueue<PendingApproval>(waiting);
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, options.Approvers).Select(i => Task.Run(async () =>
            {
                var random = new Random(i);
                while (left.TryDequeue(out var request))
                {
                    // Two people on one case: in one of ten the colleague tries as well, at the same time.
                    var people = random.Next(10) == 0 ? new[] { NameOf(i), NameOf((i + 1) % options.Approvers) } : [NameOf(i)];
                    await Task.WhenAll(people.Select(async who =>
                    {
                        var now = app.Clock.GetUtcNow();
                        var id = request.Approval.Request.Proposal;
                        if (!await app.Store.Approvals.TryClaimAsync(id, who, now, now.AddMinutes(15), CancellationToken.None) && random.Next(2) == 0)
                        {
                            Interlocked.Increment(ref refused);
                            return;
                        }

                        var verdict = new Verdict.TakeOver("decided under load") { Proposal = id, ProposalHash = request.Approval.Request.ProposalHash, By = who, Roles = Permissions.Roles };
                        var clock = Stopwatch.StartNew();
                        var answer = await app.Door.GiveVerdictAsync(verdict, CancellationToken.None);
                        ms.Add(clock.Elapsed.TotalMilliseconds);
                        if (answer.IsTaken)
                            taken.Add((id.Value, who));
                        else
                            Interlocked.Increment(ref refused);
                    }));
                }
            })));
            watch.Stop();
            await app.Door.SettledAsync(null, CancellationToken.None);
            var record = waiting.Select(w => app.Store.Approvals.Find(w.Approval.Request.Proposal)!).ToList();
            var onRecord = record.SelectMany(r => r.Verdicts.Select(v => (v.Proposal.Value, v.By))).ToHashSet();
            var figure = TimeFigure.Of(ms);
            return new DeskVerdictFigures(
                waiting.Count, record.Count(r => !r.IsWaiting), record.Count(r => r.Verdicts.Count(v => v is not Verdict.Ask) > 1),
                taken.Count(t => !onRecord.Contains(t)), refused, watch.Elapsed.TotalSeconds, figure.P50Ms, figure.P95Ms);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static string NameOf(int i) => $"approver-{i:00}";

    private static async Task<IReadOnlyList<PendingApproval>> WaitingAsync(App app, int wanted, IProgress<string> told)
    {
        // A bit more than a quarter of the sample's cases waits for a person.
        await DeskLoad.DriveAsync(app, (wanted * 100 / 27) + 95);
        var waiting = new List<PendingApproval>();
        for (var page = 1; waiting.Count < wanted; page++)
        {
            var some = app.Store.Approvals.Pending(new ApprovalFilter { Page = page, PageSize = 500 });
            if (some.Count == 0)
                break;
            waiting.AddRange(some.Where(p => p.Approval.Request.People == 1));
        }

        told.Report($"{waiting.Count} requests wait");
        return [.. waiting.Take(wanted)];
    }
}
