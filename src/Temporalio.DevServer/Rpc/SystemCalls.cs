using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.GrpcHealth.V1;
using Temporalio.Api.Namespace.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.TestService.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Time;

namespace Temporalio.DevServer.Rpc;

/// <summary>The service itself, its namespaces and search attributes.</summary>
internal sealed class SystemCalls(Core core)
{
    /// <summary>The server whose behaviour this one follows; SDKs read capabilities, not this text.</summary>
    public const string ServerVersion = "1.29.0";

    public void AddTo(Router router)
    {
        router.Add<GetSystemInfoRequest, GetSystemInfoResponse>(Paths.Workflow("GetSystemInfo"), (_, _) => ValueTask.FromResult(new GetSystemInfoResponse
        {
            ServerVersion = ServerVersion,
            Capabilities = new GetSystemInfoResponse.Types.Capabilities
            {
                SignalAndQueryHeader = true,
                InternalErrorDifferentiation = true,
                ActivityFailureIncludeHeartbeat = true,
                SupportsSchedules = true,
                EncodedFailureAttributes = true,
                BuildIdBasedVersioning = false,
                UpsertMemo = true,
                EagerWorkflowStart = true,
                SdkMetadata = true,
                CountGroupByExecutionStatus = true,
            },
        }));
        router.Add<HealthCheckRequest, HealthCheckResponse>("/grpc.health.v1.Health/Check", (_, _) =>
            ValueTask.FromResult(new HealthCheckResponse { Status = HealthCheckResponse.Types.ServingStatus.Serving }));
        router.Add<GetClusterInfoRequest, GetClusterInfoResponse>(Paths.Workflow("GetClusterInfo"), (_, _) => ValueTask.FromResult(new GetClusterInfoResponse
        {
            ServerVersion = ServerVersion,
            ClusterId = "embedded",
            ClusterName = "active",
            HistoryShardCount = 1,
            PersistenceStore = "sqlite",
            VisibilityStore = "sqlite",
        }));
        router.Add<RegisterNamespaceRequest, RegisterNamespaceResponse>(Paths.Workflow("RegisterNamespace"), RegisterAsync);
        router.Add<DescribeNamespaceRequest, DescribeNamespaceResponse>(Paths.Workflow("DescribeNamespace"), (r, _) => ValueTask.FromResult(Describe(Named(r))));
        router.Add<ListNamespacesRequest, ListNamespacesResponse>(Paths.Workflow("ListNamespaces"), (_, _) =>
        {
            var reply = new ListNamespacesResponse();
            reply.Namespaces.AddRange(core.Namespaces.All.Select(Describe));
            return ValueTask.FromResult(reply);
        });
        router.Add<UpdateNamespaceRequest, UpdateNamespaceResponse>(Paths.Workflow("UpdateNamespace"), UpdateAsync);
        router.Add<GetSearchAttributesRequest, GetSearchAttributesResponse>(Paths.Workflow("GetSearchAttributes"), (_, _) =>
        {
            var reply = new GetSearchAttributesResponse();
            foreach (var (name, type) in SystemAttributes.ReadOnly.Concat(SystemAttributes.Settable))
                reply.Keys[name] = type;
            foreach (var (name, type) in core.Namespaces.All.SelectMany(n => n.Record.SearchAttributes))
                reply.Keys[name] = (IndexedValueType)type;
            return ValueTask.FromResult(reply);
        });
        router.Add<AddSearchAttributesRequest, AddSearchAttributesResponse>(Paths.Operator("AddSearchAttributes"), AddAttributesAsync);
        router.Add<RemoveSearchAttributesRequest, RemoveSearchAttributesResponse>(Paths.Operator("RemoveSearchAttributes"), RemoveAttributesAsync);
        router.Add<ListSearchAttributesRequest, ListSearchAttributesResponse>(Paths.Operator("ListSearchAttributes"), (r, _) =>
        {
            var reply = new ListSearchAttributesResponse();
            foreach (var (name, type) in core.Namespaces.Get(r.Namespace).Record.SearchAttributes)
                reply.CustomAttributes[name] = (IndexedValueType)type;
            foreach (var (name, type) in SystemAttributes.ReadOnly.Concat(SystemAttributes.Settable))
                reply.SystemAttributes[name] = type;
            return ValueTask.FromResult(reply);
        });
    }

    private async ValueTask<RegisterNamespaceResponse> RegisterAsync(RegisterNamespaceRequest request, Call call)
    {
        Demands.Named(request.Namespace, "Namespace");
        var retention = Instants.ToMs(request.WorkflowExecutionRetentionPeriod);
        if (retention <= 0)
            throw Faults.Invalid("A valid retention period is not set on request.");
        await core.Namespaces.Add(new NamespaceInfo
        {
            Name = request.Namespace,
            Description = request.Description,
            OwnerEmail = request.OwnerEmail,
            Data = { request.Data },
        }, TimeSpan.FromMilliseconds(retention));
        return new RegisterNamespaceResponse();
    }

    private async ValueTask<UpdateNamespaceResponse> UpdateAsync(UpdateNamespaceRequest request, Call call)
    {
        var record = core.Namespaces.Get(request.Namespace).Record.Clone();
        if (request.UpdateInfo is { } update)
        {
            record.Info.Description = update.Description.Length > 0 ? update.Description : record.Info.Description;
            record.Info.OwnerEmail = update.OwnerEmail.Length > 0 ? update.OwnerEmail : record.Info.OwnerEmail;
            record.Info.Data.Add(update.Data.Where(d => !record.Info.Data.ContainsKey(d.Key)).ToDictionary());
        }
        if (request.Config?.WorkflowExecutionRetentionTtl is { } retention)
            record.Config.WorkflowExecutionRetentionTtl = retention;
        await core.Namespaces.Save(record);
        return new UpdateNamespaceResponse { NamespaceInfo = record.Info, Config = record.Config };
    }

    private NamespaceEntry Named(DescribeNamespaceRequest request) => request.Id.Length > 0
        ? core.Namespaces.ById(request.Id) ?? throw Faults.NamespaceNotFound(request.Id)
        : core.Namespaces.Get(request.Namespace);

    private static DescribeNamespaceResponse Describe(NamespaceEntry entry) => new()
    {
        NamespaceInfo = entry.Record.Info,
        Config = entry.Record.Config,
        IsGlobalNamespace = false,
    };

    private async ValueTask<AddSearchAttributesResponse> AddAttributesAsync(AddSearchAttributesRequest request, Call call)
    {
        var record = core.Namespaces.Get(request.Namespace).Record.Clone();
        foreach (var (name, type) in request.SearchAttributes)
        {
            if (SystemAttributes.ReadOnly.ContainsKey(name) || SystemAttributes.Settable.ContainsKey(name))
                throw Faults.Invalid($"Search attribute {name} is reserved by system.");
            record.SearchAttributes[name] = (int)type;
        }
        await core.Namespaces.Save(record);
        return new AddSearchAttributesResponse();
    }

    private async ValueTask<RemoveSearchAttributesResponse> RemoveAttributesAsync(RemoveSearchAttributesRequest request, Call call)
    {
        var record = core.Namespaces.Get(request.Namespace).Record.Clone();
        foreach (var name in request.SearchAttributes)
        {
            if (!record.SearchAttributes.Remove(name))
                throw Faults.NotFound($"Search attribute {name} doesn't exist.");
        }
        await core.Namespaces.Save(record);
        return new RemoveSearchAttributesResponse();
    }
}

/// <summary>The test service: locks and jumps of the clock.</summary>
internal sealed class TestCalls(Core core, TimeSkipper skipper)
{
    public void AddTo(Router router)
    {
        router.Add<LockTimeSkippingRequest, LockTimeSkippingResponse>(Paths.Test("LockTimeSkipping"), (_, _) =>
        {
            skipper.Lock();
            return ValueTask.FromResult(new LockTimeSkippingResponse());
        });
        router.Add<UnlockTimeSkippingRequest, UnlockTimeSkippingResponse>(Paths.Test("UnlockTimeSkipping"), (_, _) =>
        {
            DemandUnlock();
            return ValueTask.FromResult(new UnlockTimeSkippingResponse());
        });
        router.Add<SleepRequest, SleepResponse>(Paths.Test("Sleep"), async (r, call) =>
        {
            await SleepAsync(core.Clock.NowMs + Instants.ToMs(r.Duration), call.Ct);
            return new SleepResponse();
        });
        router.Add<SleepUntilRequest, SleepResponse>(Paths.Test("SleepUntil"), async (r, call) =>
        {
            await SleepAsync(Instants.ToMs(r.Timestamp), call.Ct);
            return new SleepResponse();
        });
        router.Add<SleepRequest, SleepResponse>(Paths.Test("UnlockTimeSkippingWithSleep"), async (r, call) =>
        {
            DemandUnlock();
            try
            {
                await SleepAsync(core.Clock.NowMs + Instants.ToMs(r.Duration), call.Ct);
            }
            finally
            {
                skipper.Lock();
            }
            return new SleepResponse();
        });
        router.Add<Empty, GetCurrentTimeResponse>(Paths.Test("GetCurrentTime"), (_, _) =>
            ValueTask.FromResult(new GetCurrentTimeResponse { Time = core.Clock.Now }));
    }

    private void DemandUnlock()
    {
        if (!skipper.TryUnlock())
            throw Faults.Precondition("Time skipping is not locked");
    }

    private Task SleepAsync(long untilMs, CancellationToken ct)
    {
        var rung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        core.Alarms.Set(untilMs, new Alarm("", "", 0, () => rung.TrySetResult()));
        return rung.Task.WaitAsync(ct);
    }
}
