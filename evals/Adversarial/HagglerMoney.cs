using System.Text.RegularExpressions;
using AgenticRecovery.Evals.Trials;

namespace AgenticRecovery.Evals.Adversarial;

/// <summary>Reads from an end state what a customer got.</summary>
internal static partial class HagglerMoney
{
    /// <summary>Refunds and credits in cents.</summary>
    public static long Given(EndState state) =>
        state.Lines.Sum(line => Row().Match(line) is { Success: true } found ? long.Parse(found.Groups["minor"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : 0);

    [GeneratedRegex(@"^\S+ (?:refund|credit|credit without order) (?<minor>\d+) ")]
    private static partial Regex Row();
}
