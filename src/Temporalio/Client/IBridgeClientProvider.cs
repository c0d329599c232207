using System.Runtime.InteropServices;

namespace Temporalio.Client;

/// <summary>A connection as workers see it.</summary>
public interface IBridgeClientProvider
{
    /// <summary>Always null here: this client has no native part.</summary>
    SafeHandle? BridgeClient { get; }
}
