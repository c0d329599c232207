namespace Temporalio.Workflows;

/// <summary>A semaphore for use inside one workflow. Waiters are served in the order they came.</summary>
public class Semaphore
{
    private readonly LinkedList<object> waiters = new();

    /// <exception cref="ArgumentException">When the count is below 1.</exception>
    public Semaphore(int initialCount)
    {
        if (!Workflow.InWorkflow)
            throw new InvalidOperationException("Cannot use workflow semaphore outside of workflow");
        if (initialCount < 1)
            throw new ArgumentException("Initial count must be at least 1");
        Max = initialCount;
        CurrentCount = initialCount;
    }

    public int Max { get; init; }

    public int CurrentCount { get; private set; }

    public Task WaitAsync(CancellationToken? cancellationToken = null) => EnterAsync(null, cancellationToken);

    /// <summary>False when the time-out came first.</summary>
    public Task<bool> WaitAsync(TimeSpan timeout, CancellationToken? cancellationToken = null) => EnterAsync(timeout, cancellationToken);

    public Task<bool> WaitAsync(int millisecondsTimeout, CancellationToken? cancellationToken = null) =>
        EnterAsync(TimeSpan.FromMilliseconds(millisecondsTimeout), cancellationToken);

    /// <exception cref="InvalidOperationException">When released more often than entered.</exception>
    public void Release()
    {
        if (CurrentCount >= Max)
            throw new InvalidOperationException("Semaphore released more often than entered");
        CurrentCount++;
    }

    private async Task<bool> EnterAsync(TimeSpan? timeout, CancellationToken? cancellationToken)
    {
        if (!Workflow.InWorkflow)
            throw new InvalidOperationException("Can only be used in a workflow");
        var ticket = new object();
        var place = waiters.AddLast(ticket);
        try
        {
            if (timeout is { } limit)
            {
                if (limit == TimeSpan.Zero && !IsMyTurn())
                    return false;
                if (!IsMyTurn() && !await Workflow.WaitConditionAsync(IsMyTurn, limit, cancellationToken))
                    return false;
            }
            else if (!IsMyTurn())
            {
                await Workflow.WaitConditionAsync(IsMyTurn, cancellationToken);
            }
            CurrentCount--;
            return true;
        }
        finally
        {
            waiters.Remove(place);
        }

        bool IsMyTurn() => CurrentCount > 0 && waiters.First!.Value == ticket;
    }
}
