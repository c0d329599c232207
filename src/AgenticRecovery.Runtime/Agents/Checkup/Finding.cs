namespace AgenticRecovery.Agents.Checkup;

public enum FindingState
{
    Ok,
    /// <summary>It works, but not as it should.</summary>
    Warning,
    Failed,
    /// <summary>Not looked at, because something before it failed.</summary>
    Skipped,
}

/// <summary>One thing that was tried.</summary>
/// <param name="What">What was tried, such as "openai:gpt-x: tool call".</param>
/// <param name="Found">What came of it.</param>
/// <param name="Do">What to do about it; null where nothing is to be done.</param>
public sealed record Finding(string What, FindingState State, string Found, string? Do = null);
