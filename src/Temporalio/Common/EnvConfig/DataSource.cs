using System.Text;

namespace Temporalio.Common.EnvConfig;

/// <summary>Bytes, given directly or by the path of a file.</summary>
public sealed class DataSource
{
    private DataSource(string? path, byte[]? data)
    {
        Path = path;
        Data = data;
    }

    public byte[]? Data { get; }

    public string? Path { get; }

    public static DataSource FromBytes(byte[] data) => new(null, data);

    /// <summary>Reads a "path" or "data" entry; null for null or neither.</summary>
    public static DataSource? FromDictionary(IReadOnlyDictionary<string, string>? dictionary)
    {
        if (dictionary is null)
        {
            return null;
        }
        if (dictionary.TryGetValue("path", out var path))
        {
            return FromPath(path);
        }
        return dictionary.TryGetValue("data", out var data) ? FromUTF8String(data) : null;
    }

    public static DataSource FromPath(string path) => new(path, null);

    public static DataSource FromUTF8String(string content) => FromBytes(Encoding.UTF8.GetBytes(content));

    /// <summary>Reads the file when there is one; throws as reading files does.</summary>
    public byte[]? GetBytes() => Data ?? (Path is null ? null : File.ReadAllBytes(Path));

    public Dictionary<string, string>? ToDictionary() => Path is not null
        ? new() { ["path"] = Path }
        : Data is not null ? new() { ["data"] = Encoding.UTF8.GetString(Data) } : null;
}
