using System.Diagnostics;
using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>How a span shows that something failed.</summary>
internal static class SpanFaults
{
    /// <summary>An application failure its author calls benign is recorded, but the span is no error.</summary>
    public static void Record(this Activity? span, Exception exception)
    {
        if (exception is not ApplicationFailureException { Category: ApplicationErrorCategory.Benign })
            span?.SetStatus(ActivityStatusCode.Error, exception.Message);
        span?.AddException(exception);
    }

    /// <summary>Whether it ends a workflow or an update; anything else fails the workflow task, which is tried again.</summary>
    public static bool EndsTheWork(Exception exception) => exception is FailureException or OperationCanceledException;
}
