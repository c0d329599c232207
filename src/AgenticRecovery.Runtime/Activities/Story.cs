using AgenticRecovery.Cases;
using AgenticRecovery.Store;

namespace AgenticRecovery.Activities;

/// <summary>Writes lines of a case's story within a unit of work. Plain words; no message bodies, names or addresses.</summary>
internal static class Story
{
    /// <param name="key">What makes the line one and the same when the step runs again.</param>
    public static void Tell(
        this RecoveryStore store, Sql sql, CaseId id, DateTimeOffset at, string kind, string key, string text,
        params (string Name, string Value)[] refs) =>
        store.Timeline.Add(sql, new StoryLine(id, at, kind, text)
        {
            Key = $"{kind}/{key}",
            Refs = refs.ToDictionary(r => r.Name, r => r.Value, StringComparer.Ordinal),
        });
}
