namespace Temporalio.Worker;

/// <summary>What worker options must and must not say. Every broken rule is an ArgumentException.</summary>
internal static class WorkerOptionRules
{
    public static void Check(TemporalWorkerOptions options)
    {
        if (string.IsNullOrEmpty(options.TaskQueue))
            throw new ArgumentException("Task queue must be present");
        if (options.Activities.Count == 0 && options.Workflows.Count == 0)
            throw new ArgumentException("Must have at least one workflow or activity");
        var hasMaxima = options.MaxConcurrentActivities is not null || options.MaxConcurrentLocalActivities is not null
            || options.MaxConcurrentWorkflowTasks is not null;
        if (options.Tuner is not null && hasMaxima)
            throw new ArgumentException("Cannot set both Tuner and MaxConcurrent options");
        if (options.DeploymentOptions is not { } deployment)
            return;
        if (deployment.Version is null)
            throw new ArgumentException("DeploymentOptions must have a Version");
        if (!deployment.UseWorkerVersioning || deployment.DefaultVersioningBehavior != Common.VersioningBehavior.Unspecified)
            return;
        var without = options.Workflows.FirstOrDefault(w =>
            w.DynamicOptionsGetter is null && w.VersioningBehavior is null or Common.VersioningBehavior.Unspecified);
        if (without is not null)
            throw new ArgumentException($"Workflow {without.Name} must have a versioning behavior, or the worker a default one");
    }
}
