namespace Temporalio.Worker.Interceptors;

/// <summary>Calls from the worker into an activity.</summary>
public abstract class ActivityInboundInterceptor
{
    private readonly ActivityInboundInterceptor? next;

    protected ActivityInboundInterceptor(ActivityInboundInterceptor next) => this.next = next;

    /// <summary>The innermost link, which has no next.</summary>
    internal ActivityInboundInterceptor()
    {
    }

    protected ActivityInboundInterceptor Next => next ?? throw new InvalidOperationException("No next interceptor");

    public virtual void Init(ActivityOutboundInterceptor outbound) => Next.Init(outbound);

    public virtual Task<object?> ExecuteActivityAsync(ExecuteActivityInput input) => Next.ExecuteActivityAsync(input);
}
