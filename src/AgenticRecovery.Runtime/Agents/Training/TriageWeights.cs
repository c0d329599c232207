using System.Text;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Agents.Training;

/// <summary>A linear model over <see cref="TextFeatures"/>, one row per failure mode, in bytes with one scale a row.</summary>
internal sealed class TriageWeights
{
    private const string Magic = "ARTW1";

    private readonly sbyte[] weights;
    private readonly float[] scales;
    private readonly float[] biases;

    public TriageWeights(sbyte[] weights, float[] scales, float[] biases, float temperature, int seed, string corpusHash)
    {
        (this.weights, this.scales, this.biases, Temperature, Seed, CorpusHash) = (weights, scales, biases, temperature, seed, corpusHash);
    }

    public static IReadOnlyList<FailureMode> Modes { get; } = Enum.GetValues<FailureMode>();

    /// <summary>Softens the chances until they are honest; fitted on held-out parts of the corpus.</summary>
    public float Temperature { get; }
    public int Seed { get; }

    /// <summary>First 16 hex digits of SHA-256 over the corpus it was trained on.</summary>
    public string CorpusHash { get; }

    /// <summary>The shipped weights.</summary>
    public static TriageWeights Shipped => ShippedOnce.Value;

    /// <summary>Chance of each mode, 0–1, in the order of <see cref="Modes"/>.</summary>
    public double[] Chances(int[] features)
    {
        var scores = new double[Modes.Count];
        var share = features.Length == 0 ? 0 : 1 / Math.Sqrt(features.Length);
        for (var mode = 0; mode < scores.Length; mode++)
        {
            var row = weights.AsSpan(mode * TextFeatures.Buckets, TextFeatures.Buckets);
            var sum = 0;
            foreach (var feature in features)
                sum += row[feature];
            scores[mode] = ((sum * scales[mode] * share) + biases[mode]) / Temperature;
        }
        return Softmax(scores);
    }

    public float Weight(int mode, int feature) => weights[(mode * TextFeatures.Buckets) + feature] * scales[mode];

    public static double[] Softmax(double[] scores)
    {
        var top = scores.Max();
        var sum = 0.0;
        for (var at = 0; at < scores.Length; at++)
            sum += scores[at] = Math.Exp(scores[at] - top);
        for (var at = 0; at < scores.Length; at++)
            scores[at] /= sum;
        return scores;
    }

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.ASCII, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(CorpusHash);
            writer.Write(Seed);
            writer.Write(Temperature);
            writer.Write(Modes.Count);
            writer.Write(TextFeatures.Buckets);
            foreach (var scale in scales)
                writer.Write(scale);
            foreach (var bias in biases)
                writer.Write(bias);
            writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes<sbyte>(weights));
        }
        return stream.ToArray();
    }

    public static TriageWeights Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.ASCII);
        if (reader.ReadString() != Magic)
            throw new InvalidDataException("No triage weights.");
        var (corpus, seed, temperature, modes, buckets) = (reader.ReadString(), reader.ReadInt32(), reader.ReadSingle(), reader.ReadInt32(), reader.ReadInt32());
        if (modes != Modes.Count || buckets != TextFeatures.Buckets)
            throw new InvalidDataException($"The weights are for {modes} modes and {buckets} features, not {Modes.Count} and {TextFeatures.Buckets}. Train again.");
        var scales = new float[modes];
        var biases = new float[modes];
        for (var at = 0; at < modes; at++)
            scales[at] = reader.ReadSingle();
        for (var at = 0; at < modes; at++)
            biases[at] = reader.ReadSingle();
        var bytes = reader.ReadBytes(modes * buckets);
        return bytes.Length == modes * buckets
            ? new TriageWeights([.. System.Runtime.InteropServices.MemoryMarshal.Cast<byte, sbyte>(bytes)], scales, biases, temperature, seed, corpus)
            : throw new InvalidDataException("The weights file is cut off.");
    }

    private static readonly Lazy<TriageWeights> ShippedOnce = new(() =>
        Read(typeof(TriageWeights).Assembly.GetManifestResourceStream("triage/weights.bin")
            ?? throw new InvalidOperationException("The triage weights are not embedded.")));
}
