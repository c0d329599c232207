using System.Text.Json;
using AgenticRecovery.Host.Accounts;
using AgenticRecovery.Host.Api;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Store;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgenticRecovery.Host.Serving;

/// <summary>The edge of a request: what went wrong becomes a status and words, and never a stack trace.</summary>
internal static partial class Faults
{
    public static Task AnswerAsync(HttpContext context, ILogger logs)
    {
        var feature = context.Features.Get<IExceptionHandlerFeature>()!;
        var (status, title, detail) = Explain(feature.Error);
        if (status == StatusCodes.Status500InternalServerError)
        {
            LogFault(logs, feature.Endpoint?.DisplayName ?? "no endpoint", feature.Error.GetType().Name);
            LogTrace(logs, feature.Error);
        }

        if (status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "2";
        return Access.IsForProgram(context)
            ? Problems.WriteAsync(context, status, title, detail)
            : Access.Page(context, status, title, detail);
    }

    /// <summary>Answers that the framework leaves empty, such as 405 and 415, get words as well.</summary>
    public static Task FillAsync(StatusCodeContext status)
    {
        var context = status.HttpContext;
        var code = context.Response.StatusCode;
        var (title, detail) = code switch
        {
            413 => ("Too large", "The request is larger than this address takes; nothing was done."),
            405 => ("Method not allowed", $"{context.Request.Method} is not known here; see /openapi/v1.json."),
            415 => ("Not JSON", "Expected Content-Type: application/json."),
            404 => ("Not found", "There is nothing at this address; see /openapi/v1.json."),
            _ => ($"Status {code}", "The request was not taken."),
        };
        return Access.IsForProgram(context) ? Problems.WriteAsync(context, code, title, detail) : Access.Page(context, code, title, detail);
    }

    private static (int Status, string Title, string Detail) Explain(Exception fault) => fault switch
    {
        BadInputException e => (400, "Not understood", e.Message),
        BadHttpRequestException { StatusCode: 413 } => (413, "Too large", "The request is larger than this address takes; nothing was done."),
        BadHttpRequestException { InnerException: JsonException json } => (400, "Not understood", $"The body is not JSON as expected: {Position(json)} See /openapi/v1.json."),
        BadHttpRequestException e => (e.StatusCode, "Not understood", e.Message),
        StoreUnavailableException => (503, "Busy", "The database is busy or its disk is full. Repeat in a moment; nothing was done."),
        _ => (500, "Something went wrong", "Something went wrong on our side; nothing was decided by this request. The console says more with --verbose."),
    };

    // The exception's own words repeat the text that was sent, which may be a customer's.
    private static string Position(JsonException json) => json.Path is null
        ? $"line {(json.LineNumber ?? 0) + 1}, byte {(json.BytePositionInLine ?? 0) + 1}."
        : $"at {json.Path}, line {(json.LineNumber ?? 0) + 1}, byte {(json.BytePositionInLine ?? 0) + 1}.";

    [LoggerMessage(LogLevel.Error, "{Endpoint} failed: {Fault}")]
    private static partial void LogFault(ILogger logs, string endpoint, string fault);

    [LoggerMessage(LogLevel.Information, "Trace of the failure above")]
    private static partial void LogTrace(ILogger logs, Exception fault);
}
