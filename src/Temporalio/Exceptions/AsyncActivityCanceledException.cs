namespace Temporalio.Exceptions;

/// <summary>Thrown by a heartbeat from outside when the service asks the activity to stop.</summary>
public class AsyncActivityCanceledException : TemporalException
{
    public AsyncActivityCanceledException()
        : base("Activity cancelled")
    {
    }
}
