namespace Temporalio.Worker.Interceptors;

/// <summary>Calls from an activity to the worker.</summary>
public abstract class ActivityOutboundInterceptor
{
    private readonly ActivityOutboundInterceptor? next;

    protected ActivityOutboundInterceptor(ActivityOutboundInterceptor next) => this.next = next;

    /// <summary>The innermost link, which has no next.</summary>
    internal ActivityOutboundInterceptor()
    {
    }

    protected ActivityOutboundInterceptor Next => next ?? throw new InvalidOperationException("No next interceptor");

    public virtual void Heartbeat(HeartbeatInput input) => Next.Heartbeat(input);
}
