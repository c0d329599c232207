using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Temporalio.Exceptions;

namespace Temporalio.Client.Wire;

/// <summary>The outcome of a call as told by headers: in the trailers, or in the headers of a reply without a body.</summary>
internal static class GrpcStatusHeaders
{
    private const string Status = "grpc-status";
    private const string Message = "grpc-message";
    private const string Details = "grpc-status-details-bin";

    /// <summary>Null when the headers tell no outcome; an exception with code OK never comes out.</summary>
    public static bool TryRead(HttpHeaders headers, out RpcException? fault)
    {
        fault = null;
        if (First(headers, Status) is not { } status)
        {
            return false;
        }
        if (status == "0")
        {
            return true;
        }
        var code = int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 16
            ? (RpcException.StatusCode)number
            : RpcException.StatusCode.Unknown;
        fault = new(code, PercentDecode(First(headers, Message) ?? string.Empty), FromBase64(First(headers, Details)));
        return true;
    }

    /// <summary>What an answer that is not gRPC means. Source: gRPC's "HTTP to gRPC Status Code Mapping".</summary>
    public static RpcException ForHttpStatus(HttpStatusCode status)
    {
        var code = status switch
        {
            HttpStatusCode.BadRequest => RpcException.StatusCode.Internal,
            HttpStatusCode.Unauthorized => RpcException.StatusCode.Unauthenticated,
            HttpStatusCode.Forbidden => RpcException.StatusCode.PermissionDenied,
            HttpStatusCode.NotFound => RpcException.StatusCode.Unimplemented,
            HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout => RpcException.StatusCode.Unavailable,
            _ => RpcException.StatusCode.Unknown,
        };
        return new(code, $"Service answered with HTTP status {(int)status} instead of gRPC", rawStatus: null);
    }

    /// <summary>Sequences that are no valid escapes stay as they are.</summary>
    public static string PercentDecode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }
        var bytes = new List<byte>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '%' && at + 2 < text.Length
                && byte.TryParse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped))
            {
                bytes.Add(escaped);
                at += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text, at, 1));
            }
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static string? First(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>Padding may be missing, as gRPC allows. Null when it is no base64 at all.</summary>
    private static byte[]? FromBase64(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, bytes, out var written) ? bytes[..written] : null;
    }
}
