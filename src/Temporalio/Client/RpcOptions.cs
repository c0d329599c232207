namespace Temporalio.Client;

/// <summary>How one call to the service is made.</summary>
public class RpcOptions : ICloneable
{
    /// <summary>Keys end in "-bin". Replaces entries of the connection that have the same key.</summary>
    public IReadOnlyCollection<KeyValuePair<string, byte[]>>? BinaryMetadata { get; set; }

    /// <summary>Cancelling throws <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken? CancellationToken { get; set; }

    /// <summary>Replaces entries of the connection that have the same key.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>>? Metadata { get; set; }

    /// <summary>Whether passing faults are tried again. Null is yes for calls of the client, no for calls of a service.</summary>
    public bool? Retry { get; set; }

    /// <summary>Limit of each attempt.</summary>
    public TimeSpan? Timeout { get; set; }

    public virtual object Clone() => MemberwiseClone();

    /// <summary>These options, cancelled by the token too. The source, when there is one, is to be disposed.</summary>
    protected internal Tuple<RpcOptions, CancellationTokenSource?> WithAdditionalCancellationToken(
        CancellationToken? cancellationToken)
    {
        if (cancellationToken is not { } additional)
        {
            return Tuple.Create<RpcOptions, CancellationTokenSource?>(this, null);
        }
        var copy = (RpcOptions)Clone();
        if (CancellationToken is not { } own)
        {
            copy.CancellationToken = additional;
            return Tuple.Create<RpcOptions, CancellationTokenSource?>(copy, null);
        }
        var source = CancellationTokenSource.CreateLinkedTokenSource(own, additional);
        copy.CancellationToken = source.Token;
        return Tuple.Create<RpcOptions, CancellationTokenSource?>(copy, source);
    }
}
