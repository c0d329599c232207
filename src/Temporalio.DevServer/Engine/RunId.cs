using System.Buffers.Binary;

namespace Temporalio.DevServer.Engine;

/// <summary>
/// Run ids are UUIDs of version 7 whose last 40 bits are the run's key, so a run is found by its id without an index.
/// </summary>
internal static class RunId
{
    private const long keyMask = (1L << 40) - 1;

    public static string For(long runKey, long nowMs)
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.Shared.NextBytes(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes, (nowMs << 16) | 0x7000L | (uint)(bytes[7] | ((bytes[6] & 0x0f) << 8)));
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        var low = BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], (low & ~keyMask) | runKey);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>False when the text is no run id of this service's form.</summary>
    public static bool TryKey(string runId, out long runKey)
    {
        runKey = 0;
        if (!Guid.TryParseExact(runId, "D", out var id))
            return false;
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        runKey = BinaryPrimitives.ReadInt64BigEndian(bytes[8..]) & keyMask;
        return true;
    }
}
