using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>What the service says about one workflow run when asked for it.</summary>
public class WorkflowExecutionDescription : WorkflowExecution
{
    private readonly DataConverter dataConverter;

    /// <param name="dataConverter">Already in the context of the workflow.</param>
    protected internal WorkflowExecutionDescription(DescribeWorkflowExecutionResponse rawDescription, DataConverter dataConverter)
        : base(rawDescription.WorkflowExecutionInfo, dataConverter, null)
    {
        RawDescription = rawDescription;
        this.dataConverter = dataConverter;
    }

    internal DescribeWorkflowExecutionResponse RawDescription { get; }

    public Task<string?> GetStaticDetailsAsync() =>
        EncodedValues.DetailsAsync(RawDescription.ExecutionConfig?.UserMetadata, dataConverter);

    public Task<string?> GetStaticSummaryAsync() =>
        EncodedValues.SummaryAsync(RawDescription.ExecutionConfig?.UserMetadata, dataConverter);
}
