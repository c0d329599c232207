using AgenticRecovery.Cases;

namespace AgenticRecovery.Agents.Training;

/// <param name="Accuracy">Share of held-out sentences with the right mode.</param>
/// <param name="MacroF1">Mean F1 over the modes that occur.</param>
/// <param name="CalibrationError">Mean gap between chance and truth over ten bins, weighted by their size.</param>
public sealed record TriageScore(int Count, double Accuracy, double MacroF1, double CalibrationError);

/// <summary>
/// Trains the triage classifier: softmax regression by plain gradient steps, on fresh copies of the
/// corpus in each round (words drawn, polite openings, typing errors), so that it leans on no single word. The same corpus and seed give the same bytes.
/// </summary>
public static class TriageTrainer
{
    public const int Seed = 20261121;
    private const int Folds = 5;
    private const int Epochs = 24;
    private const double Rate = 4;
    private const double Shrink = 2e-6;
    private const double Slack = 0.006;

    /// <summary>The weights file, and how well models trained on four fifths did on the fifth they had not seen.</summary>
    public static (byte[] Weights, TriageScore HeldOut) Train(IReadOnlyList<TriageExample> corpus, int seed) => Train(corpus, seed, out _);

    /// <param name="heldOutData">The same for the lines that came from data files; of no lines where there are none.</param>
    public static (byte[] Weights, TriageScore HeldOut) Train(IReadOnlyList<TriageExample> corpus, int seed, out TriageScore heldOutData)
    {
        var (scores, truths, isData) = CrossScores(corpus, seed);
        var temperature = Fit(scores, truths);
        var chances = scores.Select(row => TriageWeights.Softmax([.. row.Select(score => score / temperature)])).ToList();
        var heldOut = Score(chances, truths);
        heldOutData = isData.Contains(true)
            ? Score([.. chances.Where((_, at) => isData[at])], [.. truths.Where((_, at) => isData[at])])
            : new TriageScore(0, 0, 0, 0);
        var (weights, biases) = Descend(corpus, seed);
        return (Quantise(weights, biases, (float)temperature, seed, TriageCorpus.HashOf(corpus)).ToBytes(), heldOut);
    }

    /// <summary>Scores chances against truths; a mode that never occurs does not count.</summary>
    internal static TriageScore Score(IReadOnlyList<double[]> chances, IReadOnlyList<int> truths)
    {
        var modes = TriageWeights.Modes.Count;
        int[] hit = new int[modes], said = new int[modes], real = new int[modes];
        double[] sure = new double[10], right = new double[10], size = new double[10];
        for (var at = 0; at < truths.Count; at++)
        {
            var top = Array.IndexOf(chances[at], chances[at].Max());
            said[top]++;
            real[truths[at]]++;
            var isRight = top == truths[at];
            hit[top] += isRight ? 1 : 0;
            var bin = Math.Min(9, (int)(chances[at][top] * 10));
            (sure[bin], right[bin], size[bin]) = (sure[bin] + chances[at][top], right[bin] + (isRight ? 1 : 0), size[bin] + 1);
        }
        var f1 = Enumerable.Range(0, modes).Where(mode => real[mode] > 0).Average(mode => 2.0 * hit[mode] / (said[mode] + real[mode]));
        return new TriageScore(truths.Count, (double)hit.Sum() / truths.Count, f1, Enumerable.Range(0, 10).Sum(bin => Math.Abs(sure[bin] - right[bin])) / truths.Count);
    }

    private static (List<double[]> Scores, List<int> Truths, List<bool> IsData) CrossScores(IReadOnlyList<TriageExample> corpus, int seed)
    {
        var scores = new List<double[]>();
        var truths = new List<int>();
        var isData = new List<bool>();
        var spoiler = new TriageSpoiler(new Random(seed));
        for (var fold = 0; fold < Folds; fold++)
        {
            // Every fifth sentence, so that each mode and language is in every part; copies of one phrasing stay together.
            var (weights, biases) = Descend([.. corpus.Where((example, at) => FoldOf(example, at) != fold)], seed + fold);
            foreach (var example in corpus.Where((example, at) => FoldOf(example, at) == fold))
            {
                isData.Add(example.Phrasing is not null);
                scores.Add(Forward(weights, biases, TextFeatures.Of(spoiler.Fill(example.Text))));
                truths.Add((int)example.Mode);
            }
        }
        return (scores, truths, isData);
    }

    private static int FoldOf(TriageExample example, int at) => example.Phrasing is { } phrasing ? TextFeatures.Word(phrasing) % Folds : at % Folds;

    /// <summary>
    /// The sharpest temperature whose mean surprise on unseen sentences is within <see cref="Slack"/> of the smallest: the shipped
    /// weights know a quarter more sentences than each of the five models it is fitted on, so they may be surer.
    /// </summary>
    private static double Fit(List<double[]> scores, List<int> truths)
    {
        var surprises = Enumerable.Range(20, 281).Select(step => step * 0.01).Select(temperature => (temperature, surprise:
            scores.Select((row, at) => -Math.Log(Math.Max(1e-9, TriageWeights.Softmax([.. row.Select(score => score / temperature)])[truths[at]]))).Sum())).ToList();
        var most = surprises.Min(pair => pair.surprise) * (1 + Slack);
        return surprises.First(pair => pair.surprise <= most).temperature;
    }

    private static (double[][] Weights, double[] Biases) Descend(IReadOnlyList<TriageExample> corpus, int seed)
    {
        var modes = TriageWeights.Modes.Count;
        var random = new Random(seed);
        var spoiler = new TriageSpoiler(random);
        // A line with choices stands for many sentences and is drawn more often.
        var samples = corpus.SelectMany(example => Enumerable.Repeat(example, example.Text.Contains('(') ? 4 : 1)).ToArray();
        var counts = samples.GroupBy(example => (int)example.Mode).ToDictionary(group => group.Key, group => group.Count());
        var weights = Enumerable.Range(0, modes).Select(_ => new double[TextFeatures.Buckets]).ToArray();
        var biases = new double[modes];
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(samples);
            var rate = Rate / (1 + (0.15 * epoch));
            foreach (var example in samples)
            {
                var mode = (int)example.Mode;
                var features = TextFeatures.Of(spoiler.Copy(example));
                var chances = TriageWeights.Softmax(Forward(weights, biases, features));
                var share = 1 / Math.Sqrt(features.Length);
                // Rare modes pull harder, by the root of how rare they are.
                var pull = Math.Sqrt((double)samples.Length / modes / counts[mode]);
                for (var row = 0; row < modes; row++)
                {
                    var step = rate * pull * ((row == mode ? 1 : 0) - chances[row]);
                    biases[row] += step * 0.01;
                    var line = weights[row];
                    foreach (var feature in features)
                        line[feature] += (step * share * 0.1) - (rate * Shrink * line[feature]);
                }
            }
        }
        return (weights, biases);
    }

    private static double[] Forward(double[][] weights, double[] biases, int[] features)
    {
        var scores = new double[weights.Length];
        var share = features.Length == 0 ? 0 : 1 / Math.Sqrt(features.Length);
        for (var row = 0; row < scores.Length; row++)
        {
            var line = weights[row];
            var sum = 0.0;
            foreach (var feature in features)
                sum += line[feature];
            scores[row] = (sum * share) + biases[row];
        }
        return scores;
    }

    private static TriageWeights Quantise(double[][] weights, double[] biases, float temperature, int seed, string corpusHash)
    {
        var bytes = new sbyte[weights.Length * TextFeatures.Buckets];
        var scales = new float[weights.Length];
        for (var row = 0; row < weights.Length; row++)
        {
            var scale = weights[row].Max(Math.Abs) / 127;
            scales[row] = (float)scale;
            for (var at = 0; at < TextFeatures.Buckets; at++)
                bytes[(row * TextFeatures.Buckets) + at] = (sbyte)Math.Round(weights[row][at] / scale);
        }
        return new TriageWeights(bytes, scales, [.. biases.Select(bias => (float)bias)], temperature, seed, corpusHash);
    }
}
