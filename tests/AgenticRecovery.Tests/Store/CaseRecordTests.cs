using AgenticRecovery.Cases;
using AgenticRecovery.Communication;
using AgenticRecovery.Economics;
using AgenticRecovery.Policy;
using AgenticRecovery.Signals;
using AgenticRecovery.Store;
using AgenticRecovery.Triage;

namespace AgenticRecovery.Tests.Store;

public sealed class CaseRecordTests : IDisposable
{
    private static readonly DateTimeOffset At = StandingClock.Noon;

    private readonly TempFolder folder = new();
    private readonly RecoveryStore store;

    public CaseRecordTests() => store = RecoveryStore.Open(folder["r.db"], new StandingClock());

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_case_remembers_diagnosis_value_and_state()
    {
        await JoinAsync("o1");
        var diagnosis = new Diagnosis
        {
            Mode = FailureMode.DeliveryException,
            Confidence = 0.85m,
            Fixability = Fixability.FixableNow,
            RootCauses = [new RootCause("carrier.hub-backlog", "no scan for 60 h", 0.9m)],
        };

        await store.Cases.DiagnoseAsync(A.Case, diagnosis, At, default);
        await store.Cases.ValueAsync(
            A.Case, new CaseValue("delivery", "ops", At.AddHours(1), At.AddHours(2), null, Money.Eur(21_00), "Reassure", "{}"), At, default);
        await store.Cases.EnterStateAsync(A.Case, CaseState.AwaitingCustomer, "asked for the unit", At.AddHours(24), At.AddMinutes(3), default);

        var record = store.Cases.Get(A.Case);
        Assert.Equal((FailureMode.DeliveryException, 0.85m, "delivery", Money.Eur(21_00)), (record.Mode, record.Confidence, record.Queue, record.ValueAtRisk));
        Assert.Equal((CaseState.AwaitingCustomer, At.AddHours(24), At.AddMinutes(3)), (record.State, record.StateDueAt, record.FirstTouchAt));
        Assert.Equal("no scan for 60 h", record.Diagnosis!.RootCauses[0].Quote);
    }

    [Fact]
    public async Task A_closed_case_does_not_change_any_more()
    {
        await JoinAsync("o1");
        await store.Outcomes.CloseAsync(A.Outcome(A.Case, At), default);

        await store.Cases.EnterStateAsync(A.Case, CaseState.Acting, "late step", null, At, default);
        await store.Outcomes.CloseAsync(A.Outcome(A.Case, At.AddDays(1)) with { Result = CaseResult.Declined }, default);

        Assert.Equal((CaseState.Closed, CaseResult.Recovered), (store.Cases.Get(A.Case).State, store.Cases.Get(A.Case).Result));
        Assert.Equal(At, store.Outcomes.Find(A.Case)!.ClosedAt);
    }

    [Fact]
    public async Task Cases_are_listed_by_filter_and_page_newest_first()
    {
        for (var i = 0; i < 7; i++)
            await store.Signals.TryJoinAsync(Late($"s{i}", $"o{i}"), At.AddMinutes(i), default);
        await store.Outcomes.CloseAsync(A.Outcome(new CaseId("case-o6-DeliveryException-1"), At), default);

        var page = store.Cases.List(new CaseFilter { IsOpen = true, Page = 2, PageSize = 4 });
        var found = store.Cases.List(new CaseFilter { Text = "o6" });

        Assert.Equal(6, page.Total);
        Assert.Equal(["case-o1-DeliveryException-1", "case-o0-DeliveryException-1"], page.Cases.Select(c => c.Id.Value));
        Assert.Equal(CaseState.Closed, Assert.Single(found.Cases).State);
    }

    [Fact]
    public async Task Every_step_may_run_twice()
    {
        await JoinAsync("o1");
        var proposal = A.Refund(1);
        void Step(Sql sql)
        {
            store.Cases.PutFacts(sql, A.Case, [new Fact("f1", "order.status", "Shipped", "sandbox", At)]);
            store.Proposals.Add(sql, proposal, 1, At);
            store.Proposals.Decide(sql, proposal, new Decision.Allow { Rule = "refund.auto-small", Reason = "small", BookHash = "b00c" }, "{}", At);
            store.Intents.Plan(sql, proposal.Id.Value, A.Case, "PartialRefund", At);
            store.Intents.Settle(sql, proposal.Id.Value, IntentState.Done, "refund-1", "12.00 EUR refunded", At);
            store.Proposals.Act(sql, proposal.Id, "done", "12.00 EUR refunded", At);
            store.Messages.Promise(sql, new Promise("pr1", A.Case, "refund shows", At.AddDays(5), Money.Eur(12_00)), At);
            store.Messages.Put(sql, new MessageRecord("m1", A.Case, new CustomerId("c1"), proposal.Id, "PartialRefund", "en", "Your refund", "It is on its way.", "sent", "", At));
            store.Timeline.Add(sql, new StoryLine(A.Case, At, "move", "Refunded 12.00 EUR"));
            store.Timeline.Escalate(sql, new Escalation(A.Case, 1, "operations", "first touch late", At));
        }

        await store.WriteAsync(Step, default);
        await store.WriteAsync(Step, default);

        var file = store.File(A.Case)!;
        Assert.Single(file.Facts);
        Assert.Equal(("done", "allow"), (Assert.Single(file.Proposals).Acted, file.Proposals[0].Decision!.Word));
        Assert.Equal((IntentState.Done, "refund-1"), (Assert.Single(file.Intents).State, file.Intents[0].Reference));
        Assert.Single(file.Promises);
        Assert.Single(file.Messages);
        Assert.Single(file.Story);
        Assert.Equal(1, store.Messages.CountSent(new CustomerId("c1"), At.AddHours(-24)));
        Assert.Single(store.Timeline.Escalations(A.Case));
    }

    [Fact]
    public async Task The_first_answer_of_a_paid_model_call_stands()
    {
        var first = await store.Transcripts.AddTurnAsync(A.Case, "recovery", 1, "{\"say\":\"a\"}", At, default);
        var retried = await store.Transcripts.AddTurnAsync(A.Case, "recovery", 1, "{\"say\":\"b\"}", At, default);

        Assert.Equal(first, retried);
        Assert.Equal("{\"say\":\"a\"}", store.Transcripts.Find(first.TranscriptId));
        // SHA-256 of the two bytes "{}".
        Assert.Equal(
            "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
            await store.Transcripts.PutAsync("{}", At, default));
    }

    [Fact]
    public async Task The_report_counts_what_happened()
    {
        foreach (var order in new[] { "o1", "o2", "o3", "o4" })
            await JoinAsync(order);
        await store.Cases.EnterStateAsync(new CaseId("case-o2-DeliveryException-1"), CaseState.AwaitingApproval, "asks finance", null, At, default);
        await store.Cases.EnterStateAsync(new CaseId("case-o3-DeliveryException-1"), CaseState.AwaitingCustomer, "asked", null, At, default);
        await store.Cases.FailAsync(new CaseId("case-o4-DeliveryException-1"), "no model answered", At, default);
        await store.WriteAsync(
            sql =>
            {
                store.Proposals.Add(sql, A.Refund(1), 1, At);
                store.Proposals.Decide(sql, A.Refund(1), new Decision.Deny { Rule = "default.deny", Reason = "no rule", BookHash = "b" }, "{}", At);
                store.Proposals.Add(sql, A.Refund(2), 2, At);
                store.Proposals.Act(sql, A.Refund(2).Id, "done", "", At);
                store.Outcomes.Close(sql, A.Outcome(A.Case, At));
            }, default);

        var counts = store.Outcomes.Count(At);

        Assert.Equal((4, 1, 1, 1, 1, 1), (counts.Cases, counts.Closed, counts.WaitingForPerson, counts.WaitingForCustomer, counts.Working, counts.Failed));
        Assert.Equal(1, counts.ByMove["PartialRefund"]);
        Assert.Equal(1, counts.ByDecision["deny"]);
        Assert.Equal(Money.Eur(21_00), counts.RetainedMargin["EUR"]);
    }

    [Fact]
    public async Task A_dead_letter_is_kept_counted_and_retried()
    {
        var id = await store.DeadLetters.PutAsync("shopify", "{bad", "malformed", At, default);
        await store.DeadLetters.PutAsync("shopify", "{bad", "malformed", At.AddMinutes(1), default);

        var still = await store.DeadLetters.RetryAsync(id, _ => Task.FromResult<string?>("still malformed"), At, default);
        Assert.Equal(3, Assert.Single(store.DeadLetters.Waiting(10)).Attempts);
        var taken = await store.DeadLetters.RetryAsync(id, _ => Task.FromResult<string?>(null), At, default);

        Assert.Equal("still malformed", still);
        Assert.Null(taken);
        Assert.Empty(store.DeadLetters.Waiting(10));
        Assert.Equal("taken", store.DeadLetters.Find(id)!.State);
    }

    [Fact]
    public async Task The_audit_log_shows_any_change()
    {
        for (var i = 0; i < 5; i++)
            await store.Audit.AddAsync("ana", "approve", $"p{i}", "{}", At, default);
        Assert.Equal((5, null), (store.Audit.Verify().Entries, store.Audit.Verify().BrokenAt));

        await store.WriteAsync(sql => sql.Execute("UPDATE audit SET who = 'ben' WHERE seq = 3"), default);

        Assert.Equal(3, store.Audit.Verify().BrokenAt);
    }

    [Fact]
    public async Task An_import_is_done_for_its_very_content()
    {
        await store.Imports.MarkAsync("queue.jsonl", "aa", 10, At, default);

        Assert.True(store.Imports.IsDone("queue.jsonl", "aa"));
        Assert.False(store.Imports.IsDone("queue.jsonl", "bb"));
    }

    [Fact]
    public void Equal_proposals_have_equal_hashes_and_every_move_survives_the_store()
    {
        Assert.Equal(Proposals.HashOf(A.Refund(1)), Proposals.HashOf(A.Refund(1)));
        Assert.NotEqual(Proposals.HashOf(A.Refund(1)), Proposals.HashOf(A.Refund(1) with { Cost = Money.Eur(13_00) }));

        Move edit = new Move.EditItems([new ItemSwap(new LineId("l1"), new VariantId("v2"))], new PaymentMethodId("pm1"));
        var back = Assert.IsType<Move.EditItems>(StoreJson.Read<Move>(StoreJson.Write(edit)));
        Assert.Equal(new ItemSwap(new LineId("l1"), new VariantId("v2")), back.Swaps[0]);
    }

    private Task<Joined> JoinAsync(string order) => store.Signals.TryJoinAsync(Late($"s-{order}", order), At, default);

    private static Signal Late(string id, string order) => new()
    {
        Id = id,
        Source = "carrier",
        Kind = SignalKind.ParcelLate,
        OccurredAt = At,
        Order = new OrderId(order),
    };
}
