using System.Security.Cryptography;

namespace AgenticRecovery.Agents.Training;

/// <param name="Lines">Sentences trained on.</param>
/// <param name="CorpusHash">First 16 hex digits of SHA-256 over them.</param>
/// <param name="Sha256">Of the weights file.</param>
/// <param name="IsShipped">True when the file is byte for byte the one that ships.</param>
/// <param name="HeldOut">Models trained on four fifths, on the fifth they had not seen; copies of one phrasing are never in both.</param>
/// <param name="Unseen">Per data file: what a model trained without any data file says of it.</param>
public sealed record TriageTrained(
    int Lines, string CorpusHash, int Seed, int Bytes, string Sha256, bool IsShipped, TriageScore HeldOut, TriageScore? HeldOutData, IReadOnlyList<UnseenScore> Unseen)
{
    /// <summary>The weights file.</summary>
    public required byte[] Weights { get; init; }
}

public sealed record UnseenScore(string File, TriageScore Score);

/// <summary>Trains the triage classifier on the shipped corpus and, where given, on files of labelled utterances.</summary>
public static class TriageTraining
{
    /// <param name="files">Rows "utterance,intent" (see <see cref="IntentTable"/>); trained on as well. Without any, the shipped weights come out.</param>
    public static TriageTrained Run(IReadOnlyList<string> files, int seed)
    {
        var own = TriageCorpus.Shipped();
        var data = files.Select(file => (File: file, Rows: IntentTable.Read(file))).ToList();
        IReadOnlyList<TriageExample> corpus = [.. own, .. data.SelectMany(part => part.Rows)];
        var (weights, heldOut) = TriageTrainer.Train(corpus, seed, out var heldOutData);
        return new TriageTrained(
            corpus.Count, TriageCorpus.HashOf(corpus), seed, weights.Length, Convert.ToHexStringLower(SHA256.HashData(weights)),
            weights.AsSpan().SequenceEqual(TriageWeights.Shipped.ToBytes()), heldOut, data.Count == 0 ? null : heldOutData,
            [.. data.Select(part => new UnseenScore(Path.GetFileName(part.File), ScoreShipped(part.Rows)))])
        {
            Weights = weights,
        };
    }

    /// <summary>The shipped weights on sentences they never saw.</summary>
    public static TriageScore ScoreShipped(IReadOnlyList<TriageExample> rows) => TriageTrainer.Score(
        [.. rows.Select(row => TriageWeights.Shipped.Chances(TextFeatures.Of(row.Text)))], [.. rows.Select(row => (int)row.Mode)]);
}
