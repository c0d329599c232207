using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Extensions.Hosting;
using Temporalio.Worker;

namespace Temporalio.Tests.Client;

public class HostingTests
{
    [Fact]
    public void The_client_of_a_host_is_lazy_and_has_the_options_given()
    {
        var services = new ServiceCollection();
        services.AddTemporalClient("localhost:1", "shop").Configure(options => options.Identity = "me");
        using var provider = services.BuildServiceProvider();

        var client = provider.GetRequiredService<ITemporalClient>();

        Assert.False(client.Connection.IsConnected);
        Assert.Equal(("shop", "localhost:1", "me"), (client.Options.Namespace, client.Connection.Options.TargetHost, client.Connection.Options.Identity));
    }

    [Fact]
    public void The_same_queue_and_version_cannot_be_added_twice()
    {
        var services = new ServiceCollection();
        services.AddHostedTemporalWorker("q");
        services.AddHostedTemporalWorker("q", new WorkerDeploymentOptions(new("shop", "1"), useWorkerVersioning: true));

        Assert.Throws<InvalidOperationException>(() => services.AddHostedTemporalWorker("q"));
        Assert.Throws<ArgumentException>(() => services.AddHostedTemporalWorker("other", new WorkerDeploymentOptions()));
    }

    [Fact]
    public void A_worker_without_a_client_does_not_start()
    {
        var services = new ServiceCollection();
        services.AddHostedTemporalWorker("q").AddWorkflow<CaseWorkflow>();
        using var provider = services.BuildServiceProvider();

        Assert.Throws<InvalidOperationException>(() => provider.GetServices<IHostedService>().ToList());
    }

    [Fact]
    public async Task Each_call_of_a_scoped_activity_has_an_instance_of_its_own_that_is_disposed_after()
    {
        var services = new ServiceCollection();
        services.AddHostedTemporalWorker("localhost:1", "shop", "q", new WorkerDeploymentOptions(new WorkerDeploymentVersion("d", "b"), false))
            .AddScopedActivities<Till>().AddWorkflow<CaseWorkflow>();
        await using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptionsMonitor<TemporalWorkerServiceOptions>>().Get("q!!__temporal__!!d.b");
        var activity = options.Activities.Single();

        var one = (Till)(await activity.InvokeAsync([]))!;
        var two = (Till)(await activity.InvokeAsync([]))!;

        Assert.Equal(("q", "OpenTill", "localhost:1"), (options.TaskQueue, activity.Name, options.ClientOptions!.TargetHost));
        Assert.NotSame(one, two);
        Assert.Equal((false, true), (one.WasDisposedWhenCalled, one.IsDisposed));
    }

    public sealed class Till : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public bool WasDisposedWhenCalled { get; private set; }

        [Activity]
        public async Task<Till> OpenTillAsync()
        {
            await Task.Yield();
            WasDisposedWhenCalled = IsDisposed;
            return this;
        }

        public void Dispose() => IsDisposed = true;
    }
}
