using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>A failure raised by application code; the only one users make themselves.</summary>
public class ApplicationFailureException : FailureException
{
    public ApplicationFailureException(
        string message,
        string? errorType = null,
        bool nonRetryable = false,
        IReadOnlyCollection<object?>? details = null,
        TimeSpan? nextRetryDelay = null,
        ApplicationErrorCategory category = ApplicationErrorCategory.Unspecified)
        : this(message, null, errorType, nonRetryable, details, nextRetryDelay, category)
    {
    }

    public ApplicationFailureException(
        string message,
        Exception? inner,
        string? errorType = null,
        bool nonRetryable = false,
        IReadOnlyCollection<object?>? details = null,
        TimeSpan? nextRetryDelay = null,
        ApplicationErrorCategory category = ApplicationErrorCategory.Unspecified)
        : base(message, inner)
    {
        ErrorType = errorType;
        NonRetryable = nonRetryable;
        Details = new OutboundFailureDetails(details);
        NextRetryDelay = nextRetryDelay;
        Category = category;
    }

    protected internal ApplicationFailureException(Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        var said = failure.ApplicationFailureInfo
            ?? throw new ArgumentException("Failure has no application failure info", nameof(failure));
        ErrorType = said.Type.Length == 0 ? null : said.Type;
        NonRetryable = said.NonRetryable;
        Details = new InboundFailureDetails(converter, said.Details?.Payloads_);
        NextRetryDelay = said.NextRetryDelay?.ToTimeSpan();
        Category = said.Category;
    }

    public ApplicationErrorCategory Category { get; protected init; }

    public IFailureDetails Details { get; protected init; }

    public string? ErrorType { get; protected init; }

    /// <summary>Replaces the interval of the retry policy for the next attempt.</summary>
    public TimeSpan? NextRetryDelay { get; protected init; }

    public bool NonRetryable { get; protected init; }
}
