using AgenticRecovery.Cases;
using AgenticRecovery.Store;
using Temporalio.Activities;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;

namespace AgenticRecovery.Activities;

/// <summary>
/// Keeps the words of exceptions out of workflow history and logs: a shop or a model may repeat a name or an address in
/// them. What leaves is the kind of the failure, which retry policies go by, and the id of the note with the words.
/// </summary>
internal sealed class FailureWall(RecoveryStore store, TimeProvider clock) : IWorkerInterceptor
{
    public ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) => new Activity(nextInterceptor, store, clock);

    private sealed class Activity(ActivityInboundInterceptor next, RecoveryStore store, TimeProvider clock) : ActivityInboundInterceptor(next)
    {
        public override async Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
        {
            try
            {
                return await base.ExecuteActivityAsync(input);
            }
            catch (Exception e) when (e is not (OperationCanceledException or FailureException))
            {
                throw new ApplicationFailureException($"{input.Activity.Name} failed: {await KeepAsync(e)}", errorType: e.GetType().Name);
            }
        }

        /// <summary>
        /// What may be said of the fault. The store's own faults name files and limits, never people, and are said as they
        /// are: a note of them could not be kept.
        /// </summary>
        private async Task<string> KeepAsync(Exception fault)
        {
            if (fault is StoreException)
                return fault.Message;
            var of = new CaseId(ActivityExecutionContext.Current.Info.WorkflowId!);
            try
            {
                return await store.Notes.PutAsync(of, fault.Message, clock.GetUtcNow(), CancellationToken.None);
            }
            catch (StoreException e)
            {
                return $"{fault.GetType().Name}, and its words could not be kept: {e.Message}";
            }
        }
    }
}
