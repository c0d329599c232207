using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;

namespace Temporalio.Client.Wire;

/// <summary>
/// Answers one unary call without a socket. <paramref name="fullMethod"/> is "/package.Service/Method". Messages are
/// handed over as they are and must not be changed by either side afterwards. A fault is thrown as
/// <c>RpcException</c>.
/// </summary>
internal delegate ValueTask<IMessage> InProcessHandler(
    string fullMethod,
    IMessage request,
    IReadOnlyDictionary<string, string> metadata,
    CancellationToken ct);

/// <summary>Temporal services living in this very process, by the "host:port" a client would connect to.</summary>
internal static class InProcessServices
{
    private static readonly ConcurrentDictionary<string, InProcessHandler> Handlers =
        new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Throws when another handler already answers at this address. Dispose to take it away.</summary>
    public static IDisposable Register(string targetHost, InProcessHandler handler)
    {
        if (!Handlers.TryAdd(targetHost, handler))
        {
            throw new InvalidOperationException($"A service is already registered at {targetHost}");
        }
        return new Registration(targetHost, handler);
    }

    public static bool TryGet(string targetHost, [NotNullWhen(true)] out InProcessHandler? handler) =>
        Handlers.TryGetValue(targetHost, out handler);

    private sealed class Registration(string targetHost, InProcessHandler handler) : IDisposable
    {
        public void Dispose() => Handlers.TryRemove(new KeyValuePair<string, InProcessHandler>(targetHost, handler));
    }
}
