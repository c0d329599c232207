using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Client;

public class RetryTests
{
    private static readonly RpcRetryOptions Quick = new()
    {
        InitialInterval = TimeSpan.FromMilliseconds(1),
        MaxInterval = TimeSpan.FromMilliseconds(2),
        MaxRetries = 3,
    };

    [Fact]
    public async Task A_passing_fault_is_tried_again_until_the_service_answers()
    {
        var failures = 2;
        await using var stub = await WireTests.StubAsync(context => failures-- > 0
            ? GrpcStub.FailAsync(context, 14, "starting")
            : GrpcStub.ReplyAsync(context, new DescribeNamespaceResponse { FailoverVersion = 7 }));
        var options = stub.Options();
        options.RpcRetry = Quick;
        var connection = await TemporalConnection.ConnectAsync(options);

        var reply = await connection.WorkflowService.DescribeNamespaceAsync(new(), new() { Retry = true });

        Assert.Equal(7, reply.FailoverVersion);
        Assert.Equal(1 + 3, stub.Calls); // The greeting, two faults, the answer.
    }

    [Fact]
    public async Task Without_retry_a_passing_fault_is_thrown_at_once()
    {
        await using var stub = await WireTests.StubAsync(context => GrpcStub.FailAsync(context, 14, "starting"));
        var connection = await stub.ConnectAsync();

        await Assert.ThrowsAsync<RpcException>(() => connection.WorkflowService.DescribeNamespaceAsync(new()));

        Assert.Equal(1 + 1, stub.Calls);
    }

    [Fact]
    public async Task Retries_end_and_the_last_fault_is_thrown()
    {
        await using var stub = await WireTests.StubAsync(context => GrpcStub.FailAsync(context, 14, "gone"));
        var options = stub.Options();
        options.RpcRetry = Quick;
        var connection = await TemporalConnection.ConnectAsync(options);

        var fault = await Assert.ThrowsAsync<RpcException>(
            () => connection.WorkflowService.DescribeNamespaceAsync(new(), new() { Retry = true }));

        Assert.Equal("gone", fault.Message);
        Assert.Equal(1 + 3, stub.Calls); // The greeting and three attempts.
    }

    [Fact]
    public async Task Cancelling_ends_the_pause_between_retries()
    {
        using var cancelled = new CancellationTokenSource();
        await using var stub = await WireTests.StubAsync(context =>
        {
            cancelled.Cancel();
            return GrpcStub.FailAsync(context, 14, "down");
        });
        var options = stub.Options();
        options.RpcRetry = new() { InitialInterval = TimeSpan.FromHours(1), MaxInterval = TimeSpan.FromHours(1), MaxElapsedTime = null };
        var connection = await TemporalConnection.ConnectAsync(options);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.WorkflowService.DescribeNamespaceAsync(
            new(), new() { Retry = true, CancellationToken = cancelled.Token }));
    }
}
