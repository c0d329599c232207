using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Temporalio.DevServer.Rpc;

/// <summary>The circumstances of one call.</summary>
internal sealed record Call(IReadOnlyDictionary<string, string> Metadata, DateTimeOffset? DeadlineAt, CancellationToken Ct)
{
    /// <summary>How long a long poll may wait: the service's limit, or a little less than the caller does.</summary>
    public TimeSpan Patience(TimeSpan limit)
    {
        if (DeadlineAt is not { } deadline)
            return limit;
        var left = deadline - TimeProvider.System.GetUtcNow();
        left = left > TimeSpan.FromSeconds(2) ? left - TimeSpan.FromSeconds(1) : left * 0.8;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < limit ? left : limit;
    }
}

/// <summary>One method of a gRPC service.</summary>
/// <param name="Namespace">The field of its requests that names an existing namespace; null when there is none.</param>
internal sealed record Method(MessageParser Parser, Func<IMessage, Call, ValueTask<IMessage>> Handle, FieldDescriptor? Namespace);

/// <summary>All methods by "/package.Service/Method".</summary>
internal sealed class Router
{
    private readonly Dictionary<string, Method> methods = [];

    public void Add<TRequest, TReply>(string path, Func<TRequest, Call, ValueTask<TReply>> handle)
        where TRequest : IMessage<TRequest>, new()
        where TReply : IMessage
    {
        var ns = path.EndsWith("/RegisterNamespace", StringComparison.Ordinal) ? null : new TRequest().Descriptor.FindFieldByName("namespace");
        methods.Add(path, new Method(new MessageParser<TRequest>(() => new TRequest()), async (request, call) => await handle((TRequest)request, call), ns));
    }

    public IReadOnlyCollection<string> Paths => methods.Keys;

    /// <summary>Throws UNIMPLEMENTED for anything else.</summary>
    public Method Find(string path)
    {
        if (methods.TryGetValue(path, out var method))
            return method;
        var parts = path.Split('/');
        var service = parts.Length > 1 ? parts[1] : "";
        var name = parts.Length > 2 ? parts[2] : "";
        var isServiceKnown = methods.Keys.Any(k => k.StartsWith($"/{service}/", StringComparison.Ordinal));
        throw new RpcFault(RpcCode.Unimplemented, isServiceKnown ? $"unknown method {name} for service {service}" : $"unknown service {service}");
    }
}
