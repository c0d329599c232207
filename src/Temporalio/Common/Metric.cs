namespace Temporalio.Common;

/// <summary>One measured thing.</summary>
public abstract class Metric
{
    private protected Metric(string name, string? unit, string? description)
    {
        Name = name;
        Unit = unit;
        Description = description;
    }

    public string? Description { get; }

    public string Name { get; }

    public string? Unit { get; }
}

/// <summary>One measured thing whose values are <typeparamref name="T"/>.</summary>
public abstract class Metric<T> : Metric
    where T : struct
{
    private protected Metric(string name, string? unit, string? description)
        : base(name, unit, description)
    {
    }
}
