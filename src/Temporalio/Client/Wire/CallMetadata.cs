using System.Collections.Concurrent;
using System.Collections.Frozen;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Temporalio.Client.Wire;

/// <summary>The headers that go with calls of one connection. Never changes.</summary>
internal sealed class CallMetadata
{
    private const string ClientName = "temporal-dotnet";

    private static readonly string ClientVersion = typeof(CallMetadata).Assembly.GetName().Version!.ToString();
    private static readonly ConcurrentDictionary<MessageDescriptor, IFieldAccessor?> NamespaceFields = new();

    private readonly FrozenDictionary<string, string> common;

    public CallMetadata(
        string? apiKey,
        IReadOnlyCollection<KeyValuePair<string, string>> texts,
        IReadOnlyCollection<KeyValuePair<string, byte[]>> binaries)
    {
        var entries = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["client-name"] = ClientName,
            ["client-version"] = ClientVersion,
        };
        if (apiKey is not null)
        {
            entries["authorization"] = $"Bearer {apiKey}";
        }
        Add(entries, texts, binaries);
        common = entries.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Within the process the namespace is read from the request, so the headers need not be made anew.</summary>
    public IReadOnlyDictionary<string, string> For(IMessage request, RpcOptions? options, bool withNamespace)
    {
        var name = withNamespace ? NamespaceOf(request) : null;
        if (name is null && options?.Metadata is null && options?.BinaryMetadata is null)
        {
            return common;
        }
        var entries = new Dictionary<string, string>(common, StringComparer.OrdinalIgnoreCase);
        if (name is not null)
        {
            entries["temporal-namespace"] = name;
        }
        Add(entries, options?.Metadata ?? [], options?.BinaryMetadata ?? []);
        return entries;
    }

    private static void Add(
        Dictionary<string, string> entries,
        IReadOnlyCollection<KeyValuePair<string, string>> texts,
        IReadOnlyCollection<KeyValuePair<string, byte[]>> binaries)
    {
        foreach (var (name, value) in texts)
        {
            entries[name] = value;
        }
        foreach (var (name, value) in binaries)
        {
            entries[name] = name.EndsWith("-bin", StringComparison.OrdinalIgnoreCase)
                ? Convert.ToBase64String(value).TrimEnd('=')
                : throw new ArgumentException($"Name of binary metadata must end in -bin: {name}");
        }
    }

    private static string? NamespaceOf(IMessage request)
    {
        var field = NamespaceFields.GetOrAdd(request.Descriptor, static descriptor =>
            descriptor.FindFieldByName("namespace") is { FieldType: FieldType.String } found ? found.Accessor : null);
        return field?.GetValue(request) is string { Length: > 0 } name ? name : null;
    }
}
