using Temporalio.Exceptions;

namespace Temporalio.Activities;

/// <summary>Thrown by an activity whose result will be reported later, from outside, through its task token or ids.</summary>
public class CompleteAsyncException : TemporalException
{
    public CompleteAsyncException()
    {
    }
}
