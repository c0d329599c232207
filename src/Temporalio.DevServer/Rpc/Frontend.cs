using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Store;

namespace Temporalio.DevServer.Rpc;

/// <summary>All methods of the service, and the one place where a fault becomes a status.</summary>
internal sealed partial class Frontend
{
    private readonly Core core;

    public Frontend(Core core)
    {
        this.core = core;
        var starts = new StartCalls(core);
        starts.AddTo(Router);
        new TaskCalls(core).AddTo(Router);
        new ActivityCalls(core).AddTo(Router);
        new ControlCalls(core).AddTo(Router);
        new HistoryCalls(core).AddTo(Router);
        new QueryCalls(core).AddTo(Router);
        var updates = new UpdateCalls(core);
        updates.AddTo(Router);
        new MultiCalls(core, starts, updates).AddTo(Router);
        new ResetCalls(core).AddTo(Router);
        new ListCalls(core).AddTo(Router);
        new ScheduleCalls(core).AddTo(Router);
        new DescribeCalls(core).AddTo(Router);
        new SystemCalls(core).AddTo(Router);
        if (core.Skipper is { } skipper)
            new TestCalls(core, skipper).AddTo(Router);
    }

    public Router Router { get; } = new();

    /// <summary>Runs a call; whatever goes wrong comes out as an <see cref="RpcFault"/>.</summary>
    public async ValueTask<IMessage> InvokeAsync(Method method, IMessage request, Call call)
    {
        try
        {
            // Before anything else of the request is looked at, as the Temporal service does.
            if (method.Namespace?.Accessor.GetValue(request) is string { Length: > 0 } ns)
                core.Namespaces.Get(ns);
            return await method.Handle(request, call);
        }
        catch (RpcFault)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            throw new RpcFault(RpcCode.Cancelled, "context canceled");
        }
        catch (StoreFault fault)
        {
            throw Faults.Unavailable(fault);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The edge of a request: a defect answers this caller and is logged, the service goes on.
            LogDefect(core.Logger, fault);
            throw new RpcFault(RpcCode.Internal, $"internal error: {fault.GetType().Name}: {fault.Message}");
        }
    }

    [LoggerMessage(LogLevel.Error, "A request failed by a defect of the service")]
    private static partial void LogDefect(ILogger logger, Exception fault);
}
