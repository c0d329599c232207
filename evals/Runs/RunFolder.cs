using System.Text;
using System.Text.Json;
using AgenticRecovery.Store;

namespace AgenticRecovery.Evals.Runs;

/// <summary>
/// A run on disk: <c>run.json</c> says what it is, <c>trials.jsonl</c> has one graded trial a line, <c>responses.jsonl</c>
/// the answers of models. All are only ever appended to, so a run killed in the middle is gone on with where it stopped.
/// Safe for use by several threads.
/// </summary>
public sealed class RunFolder : IDisposable
{
    private const string HeadFile = "run.json";
    private const string TrialsFile = "trials.jsonl";

    private readonly Lock _gate = new();
    private readonly FileStream _trials;
    private readonly Dictionary<string, TrialLine> _done;

    private RunFolder(string path, RunHead head, FileStream trials, IEnumerable<TrialLine> done)
    {
        (Path, Head, _trials) = (path, head, trials);
        _done = done.DistinctBy(t => t.Key).ToDictionary(t => t.Key, StringComparer.Ordinal);
        Responses = new ResponseCache(System.IO.Path.Combine(path, "responses.jsonl"));
    }

    public string Path { get; }
    public RunHead Head { get; }
    public ResponseCache Responses { get; }

    /// <summary>Trials that are finished, in the order of the plan.</summary>
    public IReadOnlyList<TrialLine> Done
    {
        get
        {
            lock (_gate)
                return [.. Head.Planned.Where(_done.ContainsKey).Select(key => _done[key])];
        }
    }

    /// <summary>Begins a run, or goes on with one of the same configuration.</summary>
    /// <exception cref="EvalInputException">The folder holds another run, or one that is being worked on.</exception>
    public static RunFolder Open(string path, RunHead head)
    {
        Directory.CreateDirectory(path);
        var headFile = System.IO.Path.Combine(path, HeadFile);
        if (!File.Exists(headFile))
            WriteWhole(headFile, StoreJson.Write(head));
        else if (ReadHead(path) is var known && known.Hash != head.Hash)
            throw new EvalInputException(headFile, $"expected a run of the same configuration, found {Different(known, head)}; choose another folder");
        FileStream trials;
        try
        {
            trials = new FileStream(System.IO.Path.Combine(path, TrialsFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (IOException e)
        {
            throw new EvalInputException($"{path}: the run is being worked on by another process ({e.Message})", e);
        }

        var (lines, whole) = Lines(trials);
        // A line that a killed run left half written is cut off; its trial runs again.
        trials.SetLength(whole);
        trials.Position = whole;
        return new RunFolder(path, head, trials, lines);
    }

    /// <summary>A run as it stands, finished or not.</summary>
    /// <exception cref="EvalInputException">There is no run in the folder.</exception>
    public static RunReading Read(string path)
    {
        var head = ReadHead(path);
        var file = System.IO.Path.Combine(path, TrialsFile);
        if (!File.Exists(file))
            return new RunReading(head, []);
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var byKey = Lines(stream).Trials.DistinctBy(t => t.Key).ToDictionary(t => t.Key, StringComparer.Ordinal);
        return new RunReading(head, [.. head.Planned.Where(byKey.ContainsKey).Select(key => byKey[key])]);
    }

    /// <summary>Keeps a trial; it is on disk when this returns. A trial that is known stays as it is.</summary>
    public void Add(TrialLine trial)
    {
        lock (_gate)
        {
            if (!_done.TryAdd(trial.Key, trial))
                return;
            _trials.Write(Encoding.UTF8.GetBytes(StoreJson.Write(trial) + "\n"));
            _trials.Flush();
        }
    }

    public void Dispose()
    {
        Responses.Dispose();
        _trials.Dispose();
    }

    private static RunHead ReadHead(string path)
    {
        var file = System.IO.Path.Combine(path, HeadFile);
        if (!File.Exists(file))
            throw new EvalInputException(path, $"expected the folder of a run (a file {HeadFile} in it), found none; 'recovery eval run SUITE --out {path}' makes one");
        try
        {
            return StoreJson.Read<RunHead>(File.ReadAllText(file, Encoding.UTF8));
        }
        catch (JsonException e)
        {
            throw new EvalInputException($"{file}: expected the head of a run: {e.Message}", e);
        }
    }

    private static (List<TrialLine> Trials, long Whole) Lines(FileStream stream)
    {
        stream.Position = 0;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var (trials, from) = (new List<TrialLine>(), 0);
        while (Array.IndexOf(bytes, (byte)'\n', from) is var end && end >= 0)
        {
            trials.Add(JsonSerializer.Deserialize<TrialLine>(bytes.AsSpan(from, end - from), StoreJson.Options)!);
            from = end + 1;
        }

        return (trials, from);
    }

    private static void WriteWhole(string file, string text)
    {
        File.WriteAllText(file + ".new", text);
        File.Move(file + ".new", file);
    }

    private static string Different(RunHead known, RunHead now) =>
        known.Format != now.Format ? $"files of format {known.Format}, this program writes {now.Format}"
        : known.Suite != now.Suite ? $"one of suite '{known.Suite}'"
        : known.Model != now.Model ? $"one of model '{known.Model}'"
        : known.PolicyHash != now.PolicyHash ? $"one under policy {known.PolicyHash[..12]}"
        : known.Repeats != now.Repeats ? $"one with {known.Repeats} repeats"
        : known.Seed != now.Seed ? $"one with seed {known.Seed}"
        : known.PromptsHash != now.PromptsHash ? "one with other prompts"
        : "one of another version of the suite or its dataset";
}

/// <param name="Trials">Those that are finished, in the order of the plan.</param>
public sealed record RunReading(RunHead Head, IReadOnlyList<TrialLine> Trials)
{
    public bool IsFinished => Trials.Count == Head.Planned.Count;
}
