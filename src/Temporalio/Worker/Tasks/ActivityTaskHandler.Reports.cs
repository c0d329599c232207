using System.Diagnostics;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>Telling the service how activities ended.</summary>
internal sealed partial class ActivityTaskHandler
{
    private async Task ReportAsync(PollActivityTaskQueueResponse task, ActivityOutcome outcome)
    {
        try
        {
            switch (outcome)
            {
                case ActivityOutcome.Completed completed:
                    await worker.Service.RespondActivityTaskCompletedAsync(
                        new()
                        {
                            TaskToken = task.TaskToken,
                            Namespace = worker.Namespace,
                            Identity = worker.Identity,
                            DeploymentOptions = worker.Deployment,
                            Result = new Payloads { Payloads_ = { completed.Result } },
                        },
                        WorkerContext.Retrying);
                    break;
                case ActivityOutcome.Failed failed:
                    await worker.Service.RespondActivityTaskFailedAsync(
                        new()
                        {
                            TaskToken = task.TaskToken,
                            Namespace = worker.Namespace,
                            Identity = worker.Identity,
                            DeploymentOptions = worker.Deployment,
                            Failure = failed.Failure,
                        },
                        WorkerContext.Retrying);
                    break;
                case ActivityOutcome.Cancelled cancelled:
                    await worker.Service.RespondActivityTaskCanceledAsync(
                        new()
                        {
                            TaskToken = task.TaskToken,
                            Namespace = worker.Namespace,
                            Identity = worker.Identity,
                            DeploymentOptions = worker.Deployment,
                            Details = cancelled.Failure.CanceledFailureInfo?.Details,
                        },
                        WorkerContext.Retrying);
                    break;
                default:
                    throw new UnreachableException();
            }
        }
        catch (RpcException e)
        {
            // The service retries the activity when its time is up, as if the worker had vanished.
            worker.Logger.LogOutcomeRefused(e, task.ActivityType.Name, task.WorkflowExecution?.WorkflowId);
        }
    }
}
