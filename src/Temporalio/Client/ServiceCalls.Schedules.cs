using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <content>Schedules.</content>
internal sealed partial class ServiceCalls
{
    public override async Task<ScheduleHandle> CreateScheduleAsync(CreateScheduleInput input)
    {
        var options = input.Options;
        var request = new CreateScheduleRequest
        {
            Namespace = Namespace,
            ScheduleId = input.Id,
            Schedule = await ScheduleProtos.ToProtoAsync(input.Schedule, Namespace, client.Options.DataConverter),
            InitialPatch = InitialPatch(options, input.Schedule.Policy),
            Identity = Identity,
            RequestId = Guid.NewGuid().ToString(),
            Memo = await ToMemoAsync(client.Options.DataConverter, options?.Memo),
            SearchAttributes = options?.TypedSearchAttributes is { Count: > 0 } attributes ? attributes.ToProto() : null,
        };
        try
        {
            await Service.CreateScheduleAsync(request, Retrying(options?.Rpc));
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.AlreadyExists)
        {
            throw new ScheduleAlreadyRunningException();
        }
        return new(client, input.Id);
    }

    public override async IAsyncEnumerable<ScheduleListDescription> ListSchedulesAsync(ListSchedulesInput input)
    {
        byte[]? token = null;
        do
        {
            var page = await Service.ListSchedulesAsync(
                new() { Namespace = Namespace, Query = input.Options?.Query ?? string.Empty, NextPageToken = ToProto(token) },
                Retrying(input.Options?.Rpc));
            foreach (var found in page.Schedules)
            {
                yield return new(found, client.Options.DataConverter);
            }
            token = TokenOrNull(page.NextPageToken);
        }
        while (token is not null);
    }

    public override Task BackfillScheduleAsync(BackfillScheduleInput input) => input.Backfills.Count == 0
        ? throw new ArgumentException("At least one backfill is required")
        : PatchAsync(input.Id, new() { BackfillRequest = { input.Backfills.Select(b => b.ToProto()) } }, input.RpcOptions);

    public override async Task DeleteScheduleAsync(DeleteScheduleInput input) => await Service.DeleteScheduleAsync(
        new() { Namespace = Namespace, ScheduleId = input.Id, Identity = Identity }, Retrying(input.RpcOptions));

    public override async Task<ScheduleDescription> DescribeScheduleAsync(DescribeScheduleInput input)
    {
        var reply = await Service.DescribeScheduleAsync(
            new() { Namespace = Namespace, ScheduleId = input.Id }, Retrying(input.RpcOptions));
        var schedule = await ScheduleProtos.FromProtoAsync(reply.Schedule, Namespace, client.Options.DataConverter);
        return new(input.Id, schedule, reply, client.Options.DataConverter);
    }

    public override Task PauseScheduleAsync(PauseScheduleInput input) =>
        PatchAsync(input.Id, new() { Pause = input.Note ?? "Paused via .NET SDK" }, input.RpcOptions);

    public override Task UnpauseScheduleAsync(UnpauseScheduleInput input) =>
        PatchAsync(input.Id, new() { Unpause = input.Note ?? "Unpaused via .NET SDK" }, input.RpcOptions);

    public override Task TriggerScheduleAsync(TriggerScheduleInput input) => PatchAsync(
        input.Id,
        new()
        {
            TriggerImmediately = new() { OverlapPolicy = input.Options?.Overlap ?? Api.Enums.V1.ScheduleOverlapPolicy.Unspecified },
        },
        input.Options?.Rpc);

    public override async Task UpdateScheduleAsync(UpdateScheduleInput input)
    {
        var description = await DescribeScheduleAsync(new(input.Id, input.RpcOptions));
        if (await input.Updater(new(description)) is not { } update)
        {
            return;
        }
        await Service.UpdateScheduleAsync(
            new()
            {
                Namespace = Namespace,
                ScheduleId = input.Id,
                Schedule = await ScheduleProtos.ToProtoAsync(update.Schedule, Namespace, client.Options.DataConverter),
                ConflictToken = description.RawDescription.ConflictToken,
                Identity = Identity,
                RequestId = Guid.NewGuid().ToString(),
                SearchAttributes = update.TypedSearchAttributes?.ToProto(),
            },
            Retrying(input.RpcOptions));
    }

    private static SchedulePatch? InitialPatch(ScheduleOptions? options, SchedulePolicy policy) =>
        options is null || (!options.TriggerImmediately && options.Backfills.Count == 0)
            ? null
            : new()
            {
                TriggerImmediately = options.TriggerImmediately ? new() { OverlapPolicy = policy.Overlap } : null,
                BackfillRequest = { options.Backfills.Select(b => b.ToProto()) },
            };

    private async Task PatchAsync(string id, SchedulePatch patch, RpcOptions? rpc) => await Service.PatchScheduleAsync(
        new()
        {
            Namespace = Namespace,
            ScheduleId = id,
            Patch = patch,
            Identity = Identity,
            RequestId = Guid.NewGuid().ToString(),
        },
        Retrying(rpc));
}
