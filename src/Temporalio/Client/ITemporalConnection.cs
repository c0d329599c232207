namespace Temporalio.Client;

/// <summary>A connection to a Temporal service. Shared by clients and workers; safe for use from many threads.</summary>
public interface ITemporalConnection : IBridgeClientProvider
{
    /// <summary>Setting it before a lazy connection is made throws <see cref="InvalidOperationException"/>.</summary>
    string? ApiKey { get; set; }

    /// <summary>False only for a lazy connection not used yet.</summary>
    bool IsConnected { get; }

    OperatorService OperatorService { get; }

    TemporalConnectionOptions Options { get; }

    /// <summary>Setting it before a lazy connection is made throws <see cref="InvalidOperationException"/>.</summary>
    IReadOnlyCollection<KeyValuePair<string, byte[]>> RpcBinaryMetadata { get; set; }

    /// <summary>Setting it before a lazy connection is made throws <see cref="InvalidOperationException"/>.</summary>
    IReadOnlyCollection<KeyValuePair<string, string>> RpcMetadata { get; set; }

    TestService TestService { get; }

    WorkflowService WorkflowService { get; }

    /// <summary>Asks the health service about one service, by default the workflow service.</summary>
    Task<bool> CheckHealthAsync(RpcService? service = null, RpcOptions? options = null);

    /// <summary>Does nothing when connected already.</summary>
    Task ConnectAsync();
}
