namespace Temporalio.Converters;

/// <summary>Options of <see cref="DefaultFailureConverter"/>.</summary>
public class DefaultFailureConverterOptions : ICloneable
{
    /// <summary>Moves message and stack trace into a payload, so that a codec can hide them.</summary>
    public bool EncodeCommonAttributes { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
