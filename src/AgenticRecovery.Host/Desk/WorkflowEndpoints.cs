using AgenticRecovery.Host.Cli;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace AgenticRecovery.Host.Desk;

/// <summary>Read-only pages about the workflows behind the cases, for engineers: what runs, and what happened in it.</summary>
internal static class WorkflowEndpoints
{
    /// <summary>Rows of one list; a narrower query finds the rest.</summary>
    public const int Most = 200;

    public static void Map(IEndpointRouteBuilder web)
    {
        var desk = web.MapGroup("").RequireAuthorization().ExcludeFromDescription();
        desk.MapGet("/workflows", ListAsync);
        desk.MapGet("/workflow", ShowAsync);
    }

    private static async Task<IResult> ListAsync(App app, string? q, CancellationToken ct)
    {
        var found = new List<WorkflowExecution>();
        try
        {
            await foreach (var one in app.Client.ListWorkflowsAsync(q ?? "", new WorkflowListOptions { Limit = Most, Rpc = Rpc(ct) }))
                found.Add(one);
            return new RazorComponentResult<WorkflowsPage>(new { App = app, Query = q, Found = found });
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.InvalidArgument)
        {
            return new RazorComponentResult<WorkflowsPage>(new { App = app, Query = q, Found = found, Fault = e.Message }) { StatusCode = StatusCodes.Status400BadRequest };
        }
        catch (RpcException e)
        {
            return Unreachable(app, e);
        }
    }

    private static async Task<IResult> ShowAsync(App app, string? id, string? run, CancellationToken ct)
    {
        try
        {
            var described = await app.Client.Connection.WorkflowService.DescribeWorkflowExecutionAsync(
                new DescribeWorkflowExecutionRequest
                {
                    Namespace = app.Client.Options.Namespace,
                    Execution = new() { WorkflowId = id ?? "", RunId = run ?? "" },
                },
                Rpc(ct));
            var named = described.WorkflowExecutionInfo.Execution;
            var history = await app.Client.GetWorkflowHandle(named.WorkflowId, named.RunId).FetchHistoryAsync(new WorkflowHistoryEventFetchOptions { Rpc = Rpc(ct) });
            return new RazorComponentResult<WorkflowPage>(new { App = app, Run = described, Lines = WorkflowStory.Of(history.Events) });
        }
        catch (RpcException e) when (e.Code is RpcException.StatusCode.NotFound or RpcException.StatusCode.InvalidArgument)
        {
            return new RazorComponentResult<ProblemPage>(new
            {
                App = app,
                Title = "No such workflow",
                Text = $"There is no workflow '{id}'{(run is null ? "" : $" with run '{run}'")}. The workflow of a case has the case's id.",
            })
            { StatusCode = StatusCodes.Status404NotFound };
        }
        catch (RpcException e)
        {
            return Unreachable(app, e);
        }
    }

    private static IResult Unreachable(App app, RpcException e) => DeskEndpoints.Problem(
        app, StatusCodes.Status503ServiceUnavailable, "The Temporal service does not answer", $"It said {e.Code}: {e.Message}. Cases are safe; look again in a moment.");

    private static RpcOptions Rpc(CancellationToken ct) => new() { CancellationToken = ct };
}
