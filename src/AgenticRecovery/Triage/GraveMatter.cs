namespace AgenticRecovery.Triage;

/// <summary>What no machine answers, however plain the order behind it is: somebody was hurt, the law is named, or data is asked about.</summary>
public enum GraveMatter
{
    Injury,
    Law,
    Privacy,
}
