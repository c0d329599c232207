using System.Globalization;

namespace Temporalio.Client.Wire;

/// <summary>The grpc-timeout header: at most eight digits and a unit.</summary>
internal static class GrpcDeadline
{
    private const long MaxDigits = 99_999_999;

    /// <summary>Rounded up to whole units, so that the service never gives up before the caller.</summary>
    public static string Format(TimeSpan timeout)
    {
        var milliseconds = Math.Max(1, (long)Math.Ceiling(timeout.TotalMilliseconds));
        if (milliseconds <= MaxDigits)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{milliseconds}m");
        }
        var seconds = Math.Min(MaxDigits, (long)Math.Ceiling(timeout.TotalSeconds));
        return string.Create(CultureInfo.InvariantCulture, $"{seconds}S");
    }
}
