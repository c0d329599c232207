using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Client;

public class ScheduleClientTests(ClientOnService on) : IClassFixture<ClientOnService>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_schedule_is_created_described_changed_triggered_and_deleted(bool overHttp)
    {
        var client = on.Client(overHttp);
        var id = $"nightly-{overHttp}";
        var schedule = new Schedule(
            ScheduleActionStartWorkflow.Create((CaseWorkflow wf) => wf.RunAsync("done"), ClientOnService.Options($"scheduled-{overHttp}")),
            new() { Intervals = [new(TimeSpan.FromHours(24))], TimeZoneName = "Europe/Berlin" })
        {
            State = new() { Paused = true, Note = "not yet" },
        };

        var handle = await client.CreateScheduleAsync(id, schedule, new() { Memo = new Dictionary<string, object> { ["why"] = "report" } });
        await Assert.ThrowsAsync<ScheduleAlreadyRunningException>(() => client.CreateScheduleAsync(id, schedule));
        var described = await handle.DescribeAsync();
        await handle.UpdateAsync(input => new ScheduleUpdate(input.Description.Schedule with
        {
            Policy = new() { Overlap = ScheduleOverlapPolicy.BufferOne },
        }));
        await handle.UpdateAsync(_ => (ScheduleUpdate?)null);
        await handle.UnpauseAsync();
        var changed = await handle.DescribeAsync();
        await handle.TriggerAsync();
        await handle.DeleteAsync();

        Assert.Equal((true, "not yet"), (described.Schedule.State.Paused, described.Schedule.State.Note));
        Assert.Equal(TimeSpan.FromHours(24), described.Schedule.Spec.Intervals.Single().Every);
        Assert.Equal("report", await described.Memo["why"].ToValueAsync<string>());
        var action = Assert.IsType<ScheduleActionStartWorkflow>(changed.Schedule.Action);
        Assert.Equal("CaseWorkflow", action.Workflow);
        Assert.Equal("done", await ((IEncodedRawValue)action.Args.Single()!).ToValueAsync<string>());
        Assert.Equal(ScheduleOverlapPolicy.BufferOne, changed.Schedule.Policy.Overlap);
        Assert.Equal((false, "Unpaused via .NET SDK"), (changed.Schedule.State.Paused, changed.Schedule.State.Note));
        var gone = await Assert.ThrowsAsync<RpcException>(() => handle.DescribeAsync());
        Assert.Equal(RpcException.StatusCode.NotFound, gone.Code);
    }

    [Fact]
    public async Task Options_a_schedule_cannot_keep_are_refused()
    {
        Task<ScheduleHandle> CreateAsync(Action<WorkflowOptions> change)
        {
            var options = ClientOnService.Options("refused");
            change(options);
            return on.InProcess.CreateScheduleAsync(
                "refused", new(ScheduleActionStartWorkflow.Create("CaseWorkflow", ["done"], options), new()));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(o => o.Id = null));
        await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(o => o.TaskQueue = null));
        await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(o => o.IdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate));
        await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(o => o.IdConflictPolicy = WorkflowIdConflictPolicy.Fail));
        await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(o => o.CronSchedule = "* * * * *"));
        await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(o => o.SignalWithStart("s", [])));
        await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(o => o.Rpc = new()));
    }
}
