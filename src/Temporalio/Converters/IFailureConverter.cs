using Temporalio.Api.Failure.V1;

namespace Temporalio.Converters;

/// <summary>Turns exceptions into failures and back.</summary>
public interface IFailureConverter
{
    Exception ToException(Failure failure, IPayloadConverter payloadConverter);

    Failure ToFailure(Exception exception, IPayloadConverter payloadConverter);
}
