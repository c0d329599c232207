using Temporalio.Activities;
using Temporalio.Api.Common.V1;

namespace Temporalio.Worker.Interceptors;

/// <summary>One activity call. Arguments are decoded and complete.</summary>
public record ExecuteActivityInput(ActivityDefinition Activity, object?[] Args, IReadOnlyDictionary<string, Payload>? Headers);

/// <summary>One heartbeat, before its details are converted.</summary>
public record HeartbeatInput(object?[] Details);
