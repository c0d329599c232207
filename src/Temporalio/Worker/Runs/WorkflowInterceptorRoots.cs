using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>The innermost inbound link: calls the workflow's own methods.</summary>
internal sealed class WorkflowInboundRoot(WorkflowInstance workflow) : WorkflowInboundInterceptor
{
    public override void Init(WorkflowOutboundInterceptor outbound) => workflow.SetOutbound(outbound);

    public override Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input) =>
        TaskResult.UnwrapAsync(CompiledMethod.Invoke(input.RunMethod, input.Instance, input.Args));

    public override Task HandleSignalAsync(HandleSignalInput input) => input.Definition.InvokeAsync(workflow.Instance, input.Args);

    public override object? HandleQuery(HandleQueryInput input) => input.Definition.Invoke(workflow.Instance, input.Args);

    public override void ValidateUpdate(HandleUpdateInput input) => input.Definition.Validate(workflow.Instance, input.Args);

    public override Task<object?> HandleUpdateAsync(HandleUpdateInput input) =>
        TaskResult.UnwrapAsync(input.Definition.InvokeAsync(workflow.Instance, input.Args));
}

/// <summary>The innermost outbound link: makes commands.</summary>
internal sealed class WorkflowOutboundRoot(WorkflowInstance workflow) : WorkflowOutboundInterceptor
{
    public override Task CancelExternalWorkflowAsync(CancelExternalWorkflowInput input) => workflow.CancelExternalAsync(input);

    public override ContinueAsNewException CreateContinueAsNewException(CreateContinueAsNewExceptionInput input) => new(input);

    public override Task DelayAsync(DelayAsyncInput input) => workflow.DelayAsync(input);

    public override Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input) => workflow.ScheduleActivityAsync<TResult>(input);

    public override Task<TResult> ScheduleLocalActivityAsync<TResult>(ScheduleLocalActivityInput input) =>
        workflow.ScheduleLocalActivityAsync<TResult>(input);

    public override Task SignalChildWorkflowAsync(SignalChildWorkflowInput input) => workflow.SignalChildAsync(input);

    public override Task SignalExternalWorkflowAsync(SignalExternalWorkflowInput input) => workflow.SignalExternalAsync(input);

    public override Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(StartChildWorkflowInput input) =>
        workflow.StartChildWorkflowAsync<TWorkflow, TResult>(input);
}
