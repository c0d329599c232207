using AgenticRecovery.Cases;

namespace AgenticRecovery.Agents;

/// <param name="Evidence">The words it rests on, as they stand in the text.</param>
internal sealed record TextReading(FailureMode Mode, decimal Confidence, string Evidence, string Language);

/// <summary>Reads the failure mode out of a customer's words.</summary>
internal static class TextTriage
{
    public static TextReading Read(string text) => new(FailureMode.Unclear, 0.3m, text.Length > 120 ? text[..120] : text, "en");
}
