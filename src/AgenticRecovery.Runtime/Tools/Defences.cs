namespace AgenticRecovery.Tools;

/// <summary>
/// Which walls against texts that give orders stand. In the product all of them do, and no setting takes one down; only an
/// eval does, to measure what they cost ordinary customers.
/// </summary>
/// <param name="Taint">Arguments of money and address moves need a trusted origin.</param>
/// <param name="Detector">Texts that look like orders to a machine bring a person.</param>
/// <param name="AllowList">A mode's tools only.</param>
/// <param name="Guard">Every message is checked.</param>
internal sealed record Defences(bool Taint, bool Detector, bool AllowList, bool Guard)
{
    public static Defences All { get; } = new(true, true, true, true);

    public static Defences None { get; } = new(false, false, false, false);
}
