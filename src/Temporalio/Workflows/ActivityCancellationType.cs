namespace Temporalio.Workflows;

/// <summary>How a workflow waits after it has asked an activity to stop.</summary>
public enum ActivityCancellationType
{
    /// <summary>Asks, and resolves the call as cancelled at once.</summary>
    TryCancel = 0,

    /// <summary>Asks, and waits until the activity has ended.</summary>
    WaitCancellationCompleted = 1,

    /// <summary>Does not ask; resolves the call as cancelled at once.</summary>
    Abandon = 2,
}
