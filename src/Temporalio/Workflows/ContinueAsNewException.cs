using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Workflows;

/// <summary>Thrown from a workflow to end this run and begin the next with a fresh history.</summary>
public class ContinueAsNewException : TemporalException
{
    internal ContinueAsNewException(CreateContinueAsNewExceptionInput input)
        : base("Continue as new") => Input = input;

    internal CreateContinueAsNewExceptionInput Input { get; }
}
