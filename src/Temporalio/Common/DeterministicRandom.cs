using System.Buffers.Binary;
using System.Numerics;

namespace Temporalio.Common;

/// <summary>
/// Random numbers that depend on the seed alone. The generator is PCG-64-MCG (128-bit state, XSL-RR output) seeded from
/// 64 bits by a PCG-32 stream, as in the Rust crate rand_pcg, which the native core of other SDKs uses.
/// </summary>
public class DeterministicRandom : Random
{
    private static readonly UInt128 Multiplier = new(0x2360ED051FC65DA4, 0x4385DF649FCCF645);

    private UInt128 state;

    public DeterministicRandom(ulong seed)
        : base(0)
    {
        Span<byte> expanded = stackalloc byte[16];
        for (var at = 0; at < expanded.Length; at += 4)
        {
            seed = unchecked((seed * 6364136223846793005) + 11634580027462260723);
            var mixed = unchecked((uint)(((seed >> 18) ^ seed) >> 27));
            BinaryPrimitives.WriteUInt32LittleEndian(expanded[at..], BitOperations.RotateRight(mixed, (int)(seed >> 59)));
        }
        // A multiplicative generator needs an odd state.
        state = BinaryPrimitives.ReadUInt128LittleEndian(expanded) | 1;
    }

    public override int Next() => Next(0, int.MaxValue);

    /// <summary>0 up to but without <paramref name="maxValue"/>.</summary>
    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return Next(0, maxValue);
    }

    /// <summary><paramref name="minValue"/> up to but without <paramref name="maxValue"/>, unless both are equal.</summary>
    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        if (minValue == maxValue)
        {
            return minValue;
        }
        var range = unchecked((uint)(maxValue - minValue));
        // Multiplying instead of taking a remainder. Where the low half could carry, a second draw decides whether it does:
        // Canon's method, as in version 0.10 of the Rust crate rand, so that official SDKs draw the same numbers.
        var product = (ulong)(uint)NextUInt64() * range;
        var drawn = (uint)(product >> 32);
        var low = (uint)product;
        if (low > unchecked(0u - range))
        {
            var more = (uint)(((ulong)(uint)NextUInt64() * range) >> 32);
            if ((ulong)low + more > uint.MaxValue)
            {
                drawn++;
            }
        }
        return unchecked(minValue + (int)drawn);
    }

    public override void NextBytes(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        Span<byte> drawn = stackalloc byte[8];
        for (var at = 0; at < buffer.Length; at += 8)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(drawn, NextUInt64());
            drawn[..Math.Min(8, buffer.Length - at)].CopyTo(buffer.AsSpan(at));
        }
    }

    /// <summary>0 up to but without 1, in steps of 2^-52.</summary>
    public override double NextDouble() => (NextUInt64() >> 12) * (1.0 / (1L << 52));

    protected override double Sample() => NextDouble();

    private ulong NextUInt64()
    {
        state = unchecked(state * Multiplier);
        var folded = (ulong)(state >> 64) ^ (ulong)state;
        return BitOperations.RotateRight(folded, (int)(uint)(state >> 122));
    }
}
