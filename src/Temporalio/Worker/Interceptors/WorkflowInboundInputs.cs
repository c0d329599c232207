using System.Reflection;
using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>The run method of a workflow and what it is called with.</summary>
public record ExecuteWorkflowInput(object Instance, MethodInfo RunMethod, object?[] Args);

/// <summary>A signal on its way to its handler.</summary>
public record HandleSignalInput(
    string Signal, WorkflowSignalDefinition Definition, object?[] Args, IReadOnlyDictionary<string, Payload>? Headers);

/// <summary>A query on its way to its handler.</summary>
public record HandleQueryInput(
    string Id, string Query, WorkflowQueryDefinition Definition, object?[] Args, IReadOnlyDictionary<string, Payload>? Headers);

/// <summary>An update on its way to its validator or its handler.</summary>
public record HandleUpdateInput(
    string Id, string Update, WorkflowUpdateDefinition Definition, object?[] Args, IReadOnlyDictionary<string, Payload>? Headers);
