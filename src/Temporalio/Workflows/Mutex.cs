namespace Temporalio.Workflows;

/// <summary>A mutex for use inside one workflow. It has no owner: any code of the workflow may release it.</summary>
public class Mutex
{
    private readonly Semaphore semaphore = new(1);

    public Mutex()
    {
    }

    public Task WaitOneAsync(CancellationToken? cancellationToken = null) => semaphore.WaitAsync(cancellationToken);

    /// <summary>False when the time-out came first.</summary>
    public Task<bool> WaitOneAsync(TimeSpan timeout, CancellationToken? cancellationToken = null) => semaphore.WaitAsync(timeout, cancellationToken);

    public Task<bool> WaitOneAsync(int millisecondsTimeout, CancellationToken? cancellationToken = null) =>
        semaphore.WaitAsync(millisecondsTimeout, cancellationToken);

    /// <exception cref="InvalidOperationException">When it is not held.</exception>
    public void ReleaseMutex() => semaphore.Release();
}
