namespace Temporalio.Worker;

/// <summary>Counts tasks in progress, so that shutdown can wait for the last one.</summary>
internal sealed class TaskCount
{
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // One more than the tasks, until shutdown takes its own count away.
    private int count = 1;

    public void Enter() => Interlocked.Increment(ref count);

    public void Leave()
    {
        if (Interlocked.Decrement(ref count) == 0)
            drained.TrySetResult();
    }

    /// <summary>Call once; completes when all tasks have left.</summary>
    public Task DrainAsync()
    {
        Leave();
        return drained.Task;
    }
}
