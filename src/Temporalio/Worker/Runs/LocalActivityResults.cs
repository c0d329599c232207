namespace Temporalio.Worker;

/// <summary>Outcomes on their way from the threads of local activities to their workflow.</summary>
internal sealed class LocalActivityResults
{
    private readonly System.Threading.Channels.Channel<(LocalActivityOperation Operation, LocalActivityOutcome Outcome)> channel =
        System.Threading.Channels.Channel.CreateUnbounded<(LocalActivityOperation, LocalActivityOutcome)>();

    public void Add(LocalActivityOperation operation, LocalActivityOutcome outcome) => channel.Writer.TryWrite((operation, outcome));

    /// <summary>Null when nothing came in time.</summary>
    public async Task<(LocalActivityOperation Operation, LocalActivityOutcome Outcome)?> NextAsync(TimeSpan within)
    {
        if (channel.Reader.TryRead(out var result))
            return result;
        using var limit = new CancellationTokenSource(within);
        try
        {
            return await channel.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return null;
        }
    }
}
