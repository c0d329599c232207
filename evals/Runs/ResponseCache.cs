using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Evals.Runs;

/// <summary>
/// Answers of models on disk, by trial and question: what was paid for is not asked again after a crash, and a repeat of
/// a case is asked anew. Safe for use by several threads.
/// </summary>
public sealed class ResponseCache : IDisposable
{
    private readonly ConcurrentDictionary<string, Answer> _known = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly string _path;
    private FileStream? _file;

    public ResponseCache(string path)
    {
        _path = path;
        if (!File.Exists(path))
            return;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var from = 0;
        while (Array.IndexOf(bytes, (byte)'\n', from) is var end && end >= 0)
        {
            var answer = JsonSerializer.Deserialize<Answer>(bytes.AsSpan(from, end - from), Json)!;
            _known[answer.Key] = answer;
            from = end + 1;
        }

        stream.SetLength(from);
    }

    public int Count => _known.Count;

    public ChatResponse? Find(string key) => _known.TryGetValue(key, out var answer)
        ? new ChatResponse(answer.Message)
        {
            ModelId = answer.Model,
            FinishReason = answer.Finish is { } finish ? new ChatFinishReason(finish) : null,
            Usage = answer.Usage,
        }
        : null;

    /// <summary>On disk when this returns; the first answer to a question stands.</summary>
    public void Add(string key, ChatResponse response)
    {
        var message = response.Messages is [var only]
            ? only
            : new ChatMessage(ChatRole.Assistant, [.. response.Messages.SelectMany(m => m.Contents)]);
        var answer = new Answer(key, message, response.ModelId, response.FinishReason?.Value, response.Usage);
        if (!_known.TryAdd(key, answer))
            return;
        var line = JsonSerializer.SerializeToUtf8Bytes(answer, Json);
        lock (_gate)
        {
            _file ??= new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read);
            _file.Write(line);
            _file.Write("\n"u8);
            _file.Flush();
        }
    }

    public void Dispose() => _file?.Dispose();

    private sealed record Answer(string Key, ChatMessage Message, string? Model, string? Finish, UsageDetails? Usage);

    private static readonly JsonSerializerOptions Json = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };
}
