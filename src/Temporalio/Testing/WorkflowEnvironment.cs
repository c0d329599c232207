using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>A service to test workflows against, with a client for it.</summary>
public class WorkflowEnvironment : IAsyncDisposable
{
    private ILogger<WorkflowEnvironment>? logger;

    /// <summary>An environment around a client of a service that someone else runs.</summary>
    public WorkflowEnvironment(ITemporalClient client) => Client = client;

    public ITemporalClient Client { get; protected init; }

    /// <summary>False here: <see cref="DelayAsync(TimeSpan, CancellationToken?)"/> waits for real.</summary>
    public virtual bool SupportsTimeSkipping => false;

    protected ILogger<WorkflowEnvironment> Logger => logger ??= Client.Options.LoggerFactory.CreateLogger<WorkflowEnvironment>();

    /// <summary>The embedded service with real time. A target host "127.0.0.1:0" opens a port; without one only this process reaches it.</summary>
    public static async Task<WorkflowEnvironment> StartLocalAsync(WorkflowEnvironmentStartLocalOptions? options = null)
    {
        var copy = (WorkflowEnvironmentStartLocalOptions)(options ?? new()).Clone();
        var attributes = copy.SearchAttributes?.ToDictionary(a => a.Name, a => a.ValueType) ?? [];
        var service = await EmbeddedServices.StartAsync(new(
            copy.Namespace, copy.DevServerOptions.DatabaseFilename, copy.TargetHost is not null, false, attributes, copy.LoggerFactory));
        copy.TargetHost = service.TargetHost;
        return new EmbeddedEnvironment(await ConnectAsync(service, copy), service);
    }

    /// <summary>The embedded service with time that jumps over idle spans while results are awaited.</summary>
    public static async Task<WorkflowEnvironment> StartTimeSkippingAsync(WorkflowEnvironmentStartTimeSkippingOptions? options = null)
    {
        var copy = (WorkflowEnvironmentStartTimeSkippingOptions)(options ?? new()).Clone();
        var service = await EmbeddedServices.StartAsync(new(
            copy.Namespace, null, copy.TargetHost is not null, true, new Dictionary<string, IndexedValueType>(), copy.LoggerFactory));
        copy.TargetHost = service.TargetHost;
        var skipping = new TimeSkipping();
        copy.Interceptors = [.. copy.Interceptors ?? [], new TimeSkippingClientInterceptor(skipping)];
        var client = await ConnectAsync(service, copy);
        // Time stands still until a result is awaited.
        await client.Connection.TestService.LockTimeSkippingAsync(new());
        return new TimeSkippingEnvironment(client, service, skipping);
    }

    public Task DelayAsync(int millisecondsDelay, CancellationToken? cancellationToken = null) =>
        DelayAsync(TimeSpan.FromMilliseconds(millisecondsDelay), cancellationToken);

    public virtual Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        Task.Delay(delay, cancellationToken ?? CancellationToken.None);

    /// <summary>UTC; of the service where it skips time, else of this machine.</summary>
    public virtual Task<DateTime> GetCurrentTimeAsync() => Task.FromResult(TimeProvider.System.GetUtcNow().UtcDateTime);

    public void WithAutoTimeSkippingDisabled(Action func) => WithAutoTimeSkippingDisabled(() =>
    {
        func();
        return true;
    });

    public T WithAutoTimeSkippingDisabled<T>(Func<T> func) => WithTimeStanding(func);

    public Task WithAutoTimeSkippingDisabledAsync(Func<Task> func) => WithAutoTimeSkippingDisabledAsync(async () =>
    {
        await func();
        return true;
    });

    public virtual Task<T> WithAutoTimeSkippingDisabledAsync<T>(Func<Task<T>> func) => func();

    public virtual Task ShutdownAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await ShutdownAsync();
        GC.SuppressFinalize(this);
    }

    private protected virtual T WithTimeStanding<T>(Func<T> func) => func();

    private static async Task<TemporalClient> ConnectAsync(IEmbeddedService service, TemporalClientConnectOptions options)
    {
        try
        {
            return await TemporalClient.ConnectAsync(options);
        }
        catch (Exception)
        {
            await service.DisposeAsync();
            throw;
        }
    }

    private class EmbeddedEnvironment(ITemporalClient client, IEmbeddedService service) : WorkflowEnvironment(client)
    {
        public override async Task ShutdownAsync() => await service.DisposeAsync();
    }

    private sealed class TimeSkippingEnvironment(ITemporalClient client, IEmbeddedService service, TimeSkipping skipping)
        : EmbeddedEnvironment(client, service)
    {
        public override bool SupportsTimeSkipping => true;

        public override async Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
            await Client.Connection.TestService.UnlockTimeSkippingWithSleepAsync(
                new() { Duration = Duration.FromTimeSpan(delay) }, new RpcOptions { CancellationToken = cancellationToken });

        public override async Task<DateTime> GetCurrentTimeAsync() =>
            (await Client.Connection.TestService.GetCurrentTimeAsync(new Empty())).Time.ToDateTime();

        public override Task<T> WithAutoTimeSkippingDisabledAsync<T>(Func<Task<T>> func) => skipping.DisabledAsync(func);

        private protected override T WithTimeStanding<T>(Func<T> func) => skipping.Disabled(func);
    }
}
