using System.Net;
using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Server;

/// <summary>What callers may send by mistake or malice, and the code, words and details they get as from the Temporal service.</summary>
public sealed class BadInputTests
{
    private const string prefix = "/temporal.api.workflowservice.v1.WorkflowService/";

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    [InlineData(null)]
    public async Task Another_content_type_is_refused_before_anything_is_read(string? type)
    {
        await using var service = await RawServer.StartAsync(new DevServerOptions { Port = 0 });
        using var http = new HttpClient();
        using var request = Post(service, "StartWorkflowExecution", [0, 0, 0, 0, 0]);
        request.Content!.Headers.ContentType = type is null ? null : new(type);

        using var response = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        await service.StartWorkflowAsync("still-here");
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused_by_its_head_alone()
    {
        await using var service = await RawServer.StartAsync(new DevServerOptions { Port = 0 });
        using var http = new HttpClient();
        // 128 MB and one byte are announced, five bytes are sent.
        using var request = Post(service, "StartWorkflowExecution", [0, 8, 0, 0, 1]);
        request.Content!.Headers.ContentType = new("application/grpc");

        using var response = await http.SendAsync(request);

        Assert.Equal("8", response.Headers.GetValues("grpc-status").Single());
        Assert.Contains("larger%20than%20max", response.Headers.GetValues("grpc-message").Single().Replace(" ", "%20", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_of_a_newer_protocol_are_ignored()
    {
        await using var service = await RawServer.StartAsync();
        var known = new DescribeNamespaceRequest { Namespace = "default" }.ToByteArray();
        // Field 15,000 as text "new": tag 15000 << 3 | 2 = 120,002, as a varint c2 a9 07.
        byte[] withNews = [.. known, 0xc2, 0xa9, 0x07, 3, (byte)'n', (byte)'e', (byte)'w'];

        var reply = await service.CallAsync<DescribeNamespaceResponse>("DescribeNamespace", DescribeNamespaceRequest.Parser.ParseFrom(withNews));

        Assert.Equal("default", reply.NamespaceInfo.Name);
    }

    [Fact]
    public async Task A_namespace_that_is_not_there_is_not_found_by_every_method_that_names_one()
    {
        await using var service = await RawServer.StartAsync();
        var router = service.Server.Frontend.Router;
        var asked = 0;
        foreach (var path in router.Paths.Where(p => p.StartsWith(prefix, StringComparison.Ordinal) && !p.EndsWith("/RegisterNamespace", StringComparison.Ordinal)))
        {
            var request = router.Find(path).Parser.ParseFrom(ByteString.Empty);
            if (request.Descriptor.FindFieldByName("namespace") is not { } field || request.Descriptor.FindFieldByName("task_token") is not null)
                continue;
            field.Accessor.SetValue(request, "elsewhere");
            var fault = await RawServer.FaultAsync(() => service.CallAsync<IMessage>(path[prefix.Length..], request));
            Assert.True(fault.Code == RpcException.StatusCode.NotFound, $"{path}: {fault.Code} {fault.Message}");
            Assert.Equal("Namespace elsewhere is not found.", fault.Message);
            Assert.Equal("elsewhere", Detail<NamespaceNotFoundFailure>(fault).Namespace);
            asked++;
        }

        Assert.True(asked > 30, $"only {asked} methods were asked");
    }

    [Fact]
    public async Task A_late_a_second_and_a_stale_completion_are_not_found()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Activity("1"));
        var activity = await service.ActivityAsync();
        await service.CompleteActivityAsync(activity);
        var second = await RawServer.FaultAsync(() => service.CompleteActivityAsync(activity));
        var task = await service.TaskAsync();
        await service.AnswerAsync(task, Commands.Complete());
        var late = await RawServer.FaultAsync(() => service.AnswerAsync(task, Commands.Complete()));

        Assert.All([second, late], fault => Assert.Equal(RpcException.StatusCode.NotFound, fault.Code));
        Assert.Equal("invalid activityID or activity already timed out or invoking workflow is completed", second.Message);
        Assert.Equal("workflow execution already completed", late.Message);
        Assert.NotNull(Detail<NotFoundFailure>(second));
        Assert.Equal(1, (await service.HistoryAsync("w")).Count(e => e.EventType == EventType.ActivityTaskCompleted));
    }

    [Fact]
    public async Task A_token_that_is_none_or_missing_is_an_invalid_argument()
    {
        await using var service = await RawServer.StartAsync();
        Task Answer(ByteString token) => service.CallAsync<RespondActivityTaskCompletedResponse>(
            "RespondActivityTaskCompleted", new RespondActivityTaskCompletedRequest { Namespace = "default", TaskToken = token });

        var garbage = await RawServer.FaultAsync(() => Answer(ByteString.CopyFrom(0xff, 0xff, 0xff)));
        var missing = await RawServer.FaultAsync(() => Answer(ByteString.Empty));

        Assert.Equal((RpcException.StatusCode.InvalidArgument, "Error deserializing task token."), (garbage.Code, garbage.Message));
        Assert.Equal((RpcException.StatusCode.InvalidArgument, "Task token not set on request."), (missing.Code, missing.Message));
    }

    [Fact]
    public async Task A_token_of_another_run_is_not_found()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Activity("1"));
        var activity = await service.ActivityAsync();
        await service.CallAsync<TerminateWorkflowExecutionResponse>("TerminateWorkflowExecution",
            new TerminateWorkflowExecutionRequest { Namespace = "default", WorkflowExecution = RawServer.Of("w") });
        await service.StartWorkflowAsync("w");

        var stale = await RawServer.FaultAsync(() => service.CompleteActivityAsync(activity));

        Assert.Equal(RpcException.StatusCode.NotFound, stale.Code);
        Assert.Equal("WorkflowExecutionStarted WorkflowTaskScheduled", await service.StoryAsync("w"));
    }

    private static T Detail<T>(RpcException fault)
        where T : IMessage<T>, new() => fault.GrpcStatus.Value!.Details.Single().Unpack<T>();

    private static HttpRequestMessage Post(RawServer service, string method, byte[] body) =>
        new(HttpMethod.Post, $"http://{service.Server.TargetHost}{prefix}{method}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
}
