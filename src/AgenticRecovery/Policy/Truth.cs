namespace AgenticRecovery.Policy;

/// <summary>Three-valued truth (Kleene): <c>and</c> is the smaller, <c>or</c> the larger, <c>not</c> mirrors.</summary>
public enum Truth : byte
{
    False = 0,
    Unknown = 1,
    True = 2,
}

public static class TruthTables
{
    public static Truth And(this Truth a, Truth b) => a < b ? a : b;

    public static Truth Or(this Truth a, Truth b) => a > b ? a : b;

    public static Truth Not(this Truth a) => (Truth)(2 - (byte)a);

    public static Truth Of(bool value) => value ? Truth.True : Truth.False;
}
