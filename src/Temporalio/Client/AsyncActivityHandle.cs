using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>An activity that is completed from outside its worker.</summary>
public record AsyncActivityHandle(ITemporalClient Client, AsyncActivityHandle.Reference Activity)
    : IWithSerializationContext<AsyncActivityHandle>
{
    /// <summary>Null is the converter of the client, without a context.</summary>
    public DataConverter? DataConverterOverride { get; init; }

    public Task CompleteAsync(object? result = null, AsyncActivityCompleteOptions? options = null) =>
        Client.OutboundInterceptor.CompleteAsyncActivityAsync(new(Activity, result, options, DataConverterOverride));

    public Task FailAsync(Exception exception, AsyncActivityFailOptions? options = null) =>
        Client.OutboundInterceptor.FailAsyncActivityAsync(new(Activity, exception, options, DataConverterOverride));

    /// <summary>
    /// Throws <see cref="Exceptions.AsyncActivityCanceledException"/> when the service asks the activity to stop.
    /// </summary>
    public Task HeartbeatAsync(AsyncActivityHeartbeatOptions? options = null) =>
        Client.OutboundInterceptor.HeartbeatAsyncActivityAsync(new(Activity, options, DataConverterOverride));

    public Task ReportCancellationAsync(AsyncActivityReportCancellationOptions? options = null) =>
        Client.OutboundInterceptor.ReportCancellationAsyncActivityAsync(new(Activity, options, DataConverterOverride));

    public AsyncActivityHandle WithSerializationContext(ISerializationContext context) => this with
    {
        DataConverterOverride = (DataConverterOverride ?? Client.Options.DataConverter).WithSerializationContext(context),
    };

    /// <summary>Which activity.</summary>
    public abstract record Reference
    {
        private protected Reference()
        {
        }
    }

    /// <summary>An activity by the token of its task.</summary>
    public record TaskTokenReference(byte[] TaskToken) : Reference;

    /// <summary>An activity by its ids; without a run id that of the latest run.</summary>
    public record IdReference(string WorkflowId, string? RunId, string ActivityId) : Reference;
}
