namespace Temporalio.Converters;

/// <summary>Names the <see cref="ITemporalTransferTypeConverter"/> of a type; it needs a public parameterless constructor.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class TemporalTransferTypeConverterAttribute : Attribute
{
    public TemporalTransferTypeConverterAttribute(Type converterType) => ConverterType = converterType;

    public Type ConverterType { get; }
}
