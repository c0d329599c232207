using System.Text.Json;

namespace AgenticRecovery.Agents;

/// <summary>Reads a writer's answer.</summary>
public static class DraftReader
{
    /// <summary>Null when the answer is no JSON object with a subject and a body.</summary>
    public static Draft? Read(string answer)
    {
        var (start, end) = (answer.IndexOf('{'), answer.LastIndexOf('}'));
        if (start < 0 || end < start)
            return null;
        try
        {
            var draft = AgentJson.Read<Draft>(answer[start..(end + 1)]);
            return string.IsNullOrWhiteSpace(draft.Subject) || string.IsNullOrWhiteSpace(draft.Body) ? null : draft;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
