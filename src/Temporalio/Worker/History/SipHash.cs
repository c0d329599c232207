using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Temporalio.Worker;

/// <summary>
/// The seed of a run's random numbers: SipHash-1-3 with zero keys over the run id as UTF-8 and one closing 0xff byte, which is how
/// the official core hashes a string. Same seed, same random numbers, on any SDK.
/// </summary>
internal static class SipHash
{
    public static ulong SeedOf(string runId)
    {
        var size = Encoding.UTF8.GetByteCount(runId) + 1;
        Span<byte> bytes = size <= 128 ? stackalloc byte[size] : new byte[size];
        Encoding.UTF8.GetBytes(runId, bytes);
        bytes[^1] = 0xff;
        return Hash13(bytes);
    }

    private static ulong Hash13(ReadOnlySpan<byte> bytes)
    {
        // The four words spell "somepseudorandomlygeneratedbytes" (SipHash paper, section 2.1); the keys are zero.
        ulong v0 = 0x736f6d6570736575, v1 = 0x646f72616e646f6d, v2 = 0x6c7967656e657261, v3 = 0x7465646279746573;
        var length = bytes.Length;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            v3 ^= word;
            Round(ref v0, ref v1, ref v2, ref v3);
            v0 ^= word;
        }
        var last = (ulong)length << 56;
        for (var i = 0; i < bytes.Length; i++)
            last |= (ulong)bytes[i] << (8 * i);
        v3 ^= last;
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= last;
        v2 ^= 0xff;
        for (var i = 0; i < 3; i++)
            Round(ref v0, ref v1, ref v2, ref v3);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v3;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
