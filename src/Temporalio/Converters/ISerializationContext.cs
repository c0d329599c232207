using Temporalio.Activities;

namespace Temporalio.Converters;

/// <summary>For whom a value is converted.</summary>
public interface ISerializationContext
{
    /// <summary>A context that belongs to a workflow, or to an activity that may have one.</summary>
    public interface IHasWorkflow : ISerializationContext
    {
        string Namespace { get; }

        string? WorkflowId { get; }
    }

    /// <summary>Values of an activity.</summary>
    public sealed record Activity : IHasWorkflow
    {
        public Activity(
            string Namespace,
            string? ActivityId,
            string? WorkflowId,
            string? WorkflowType,
            string? ActivityType,
            string? ActivityTaskQueue,
            bool IsLocal)
        {
            this.Namespace = Namespace;
            this.ActivityId = ActivityId;
            this.WorkflowId = WorkflowId;
            this.WorkflowType = WorkflowType;
#pragma warning disable CS0618 // The obsolete properties are still filled, as callers of them expect.
            this.ActivityType = ActivityType;
            this.ActivityTaskQueue = ActivityTaskQueue;
#pragma warning restore CS0618
            this.IsLocal = IsLocal;
        }

        public Activity(ActivityInfo info)
            : this(
                info.Namespace,
                info.ActivityId,
                info.WorkflowId,
                info.WorkflowType,
                info.ActivityType,
                info.TaskQueue,
                info.IsLocal)
        {
        }

        public string? ActivityId { get; init; }

        [Obsolete("Not known in every context")]
        public string? ActivityTaskQueue { get; init; }

        [Obsolete("Not known in every context")]
        public string? ActivityType { get; init; }

        public bool IsLocal { get; init; }

        public string Namespace { get; init; }

        public string? WorkflowId { get; init; }

        public string? WorkflowType { get; init; }

        public void Deconstruct(
            out string Namespace,
            out string? ActivityId,
            out string? WorkflowId,
            out string? WorkflowType,
            out string? ActivityType,
            out string? ActivityTaskQueue,
            out bool IsLocal)
        {
            Namespace = this.Namespace;
            ActivityId = this.ActivityId;
            WorkflowId = this.WorkflowId;
            WorkflowType = this.WorkflowType;
#pragma warning disable CS0618 // See the constructor.
            ActivityType = this.ActivityType;
            ActivityTaskQueue = this.ActivityTaskQueue;
#pragma warning restore CS0618
            IsLocal = this.IsLocal;
        }
    }

    /// <summary>Values of a workflow.</summary>
    public sealed record Workflow(string Namespace, string WorkflowId) : IHasWorkflow;
}
