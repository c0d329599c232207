namespace Temporalio.Worker;

/// <summary>The order in which one activation hands things to a workflow; equal ones in the order they came. As in the official core.</summary>
internal enum JobOrder
{
    Start = 0,
    Patch = 1,
    Seed = 2,
    SignalOrUpdate = 3,
    Resolution = 4,
    LocalResolution = 5,
    Query = 6,
}

/// <summary>One thing to tell the workflow.</summary>
internal readonly record struct Job(JobOrder Order, Action Apply);
