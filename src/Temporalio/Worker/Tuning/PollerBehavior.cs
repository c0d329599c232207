namespace Temporalio.Worker.Tuning;

/// <summary>How many polls a worker keeps open at once.</summary>
public abstract class PollerBehavior
{
    private PollerBehavior()
    {
    }

    /// <summary>Always up to so many.</summary>
    public sealed class SimpleMaximum : PollerBehavior
    {
        public SimpleMaximum(int maximum) => Maximum = maximum;

        public int Maximum { get; }
    }

    /// <summary>Between the bounds, as the service advises.</summary>
    public sealed class Autoscaling : PollerBehavior
    {
        public Autoscaling(int minimum = 1, int maximum = 100, int initial = 5)
        {
            Minimum = minimum;
            Maximum = maximum;
            Initial = initial;
        }

        public int Minimum { get; }

        public int Maximum { get; }

        public int Initial { get; }
    }
}
