namespace Temporalio.Converters;

/// <summary>Maps a type to another one that travels in its place.</summary>
public interface ITemporalTransferTypeConverter
{
    Type TransferType { get; }

    object? FromTransferType(object? transferType);

    object? ToTransferType(object? value);
}
