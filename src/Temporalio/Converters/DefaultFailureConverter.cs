using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Exceptions;

namespace Temporalio.Converters;

/// <summary>Failures as all Temporal SDKs write them.</summary>
public class DefaultFailureConverter : IFailureConverter
{
    private const string HiddenMessage = "Encoded failure";

    public DefaultFailureConverter()
        : this(new DefaultFailureConverterOptions())
    {
    }

    protected DefaultFailureConverter(DefaultFailureConverterOptions options) => Options = options;

    public DefaultFailureConverterOptions Options { get; }

    /// <summary>The failure given is left as it is.</summary>
    public virtual Exception ToException(Failure failure, IPayloadConverter payloadConverter)
    {
        var shown = Reveal(failure, payloadConverter);
        var inner = shown.Cause is { } cause ? ToException(cause, payloadConverter) : null;
        return shown.FailureInfoCase switch
        {
            Failure.FailureInfoOneofCase.ApplicationFailureInfo =>
                new ApplicationFailureException(shown, inner, payloadConverter),
            Failure.FailureInfoOneofCase.TimeoutFailureInfo => new TimeoutFailureException(shown, inner, payloadConverter),
            Failure.FailureInfoOneofCase.CanceledFailureInfo => new CanceledFailureException(shown, inner, payloadConverter),
            Failure.FailureInfoOneofCase.TerminatedFailureInfo => new TerminatedFailureException(shown, inner, null),
            Failure.FailureInfoOneofCase.ActivityFailureInfo => new ActivityFailureException(shown, inner),
            Failure.FailureInfoOneofCase.ChildWorkflowExecutionFailureInfo => new ChildWorkflowFailureException(shown, inner),
            _ => new FailureException(shown, inner),
        };
    }

    /// <summary>
    /// Exceptions that are no <see cref="FailureException"/> become retryable application failures named after their
    /// type. Throws <see cref="ArgumentException"/> for failures only a service can make and for details already converted.
    /// </summary>
    public virtual Failure ToFailure(Exception exception, IPayloadConverter payloadConverter)
    {
        if (exception is FailureException { Failure: { } received })
        {
            return received.Clone();
        }
        var failure = new Failure
        {
            Message = exception.Message,
            StackTrace = exception.StackTrace ?? string.Empty,
        };
        if (exception.InnerException is { } inner)
        {
            failure.Cause = ToFailure(inner, payloadConverter);
        }
        SetKind(failure, exception, payloadConverter);
        if (Options.EncodeCommonAttributes)
        {
            Hide(failure, payloadConverter);
        }
        return failure;
    }

    private static void SetKind(Failure failure, Exception exception, IPayloadConverter payloadConverter)
    {
        switch (exception)
        {
            case ApplicationFailureException app:
                failure.ApplicationFailureInfo = new()
                {
                    Type = app.ErrorType ?? string.Empty,
                    NonRetryable = app.NonRetryable,
                    Details = ToPayloads(app.Details, payloadConverter),
                    NextRetryDelay = app.NextRetryDelay is { } delay ? Duration.FromTimeSpan(delay) : null,
                    Category = app.Category,
                };
                break;
            case CanceledFailureException canceled:
                failure.CanceledFailureInfo = new() { Details = ToPayloads(canceled.Details, payloadConverter) };
                break;
            case WorkflowAlreadyStartedException:
                break;
            case FailureException:
                throw new ArgumentException($"{exception.GetType()} holds no failure to convert", nameof(exception));
            default:
                failure.ApplicationFailureInfo = new() { Type = exception.GetType().Name };
                break;
        }
    }

    private static Payloads? ToPayloads(IFailureDetails details, IPayloadConverter payloadConverter)
    {
        if (details is not OutboundFailureDetails outbound)
        {
            throw new ArgumentException($"Details of type {details.GetType()} cannot be converted", nameof(details));
        }
        return outbound.Details is { Count: > 0 } values
            ? new Payloads { Payloads_ = { payloadConverter.ToPayloads(values) } }
            : null;
    }

    private static void Hide(Failure failure, IPayloadConverter payloadConverter)
    {
        failure.EncodedAttributes = payloadConverter.ToPayload(new Dictionary<string, string>
        {
            ["message"] = failure.Message,
            ["stack_trace"] = failure.StackTrace,
        });
        failure.Message = HiddenMessage;
        failure.StackTrace = string.Empty;
    }

    private static Failure Reveal(Failure failure, IPayloadConverter payloadConverter)
    {
        if (failure.EncodedAttributes is not { } hidden)
        {
            return failure;
        }
        try
        {
            var attributes = payloadConverter.ToValue<JsonElement>(hidden);
            var shown = failure.Clone();
            if (attributes.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String)
            {
                shown.Message = message.GetString();
            }
            if (attributes.TryGetProperty("stack_trace", out var trace) && trace.ValueKind == JsonValueKind.String)
            {
                shown.StackTrace = trace.GetString();
            }
            return shown;
        }
        catch (Exception)
        {
            // Whatever a converter throws at attributes it cannot read, they stay hidden and the failure still arrives.
            return failure;
        }
    }

    /// <summary>Hides message and stack trace from the service, together with a codec that encrypts.</summary>
    public class WithEncodedCommonAttributes : DefaultFailureConverter
    {
        public WithEncodedCommonAttributes()
            : base(new DefaultFailureConverterOptions { EncodeCommonAttributes = true })
        {
        }
    }
}
