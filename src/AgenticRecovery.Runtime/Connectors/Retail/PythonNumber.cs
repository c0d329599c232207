using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticRecovery.Connectors.Retail;

/// <summary>
/// A number as the original shop computes with it: an int, or a binary double. Only this sandbox mode uses it, because
/// the recorded end states carry the rounding of binary doubles; the product's own money is integer minor units.
/// </summary>
public readonly record struct PythonNumber(bool IsInteger, long Integer, double Float)
{
    public static readonly PythonNumber Zero = new(true, 0, 0);

    public double Value => IsInteger ? Integer : Float;

    public static PythonNumber Of(double value) => new(false, 0, value);

    public static PythonNumber Of(JsonNode? node)
    {
        var value = node?.AsValue() ?? throw new FormatException("A number is missing.");
        if (value.TryGetValue<JsonElement>(out var element))
        {
            var raw = element.GetRawText();
            return raw.AsSpan().IndexOfAny('.', 'e', 'E') < 0 && long.TryParse(raw, CultureInfo.InvariantCulture, out var whole)
                ? new(true, whole, 0)
                : Of(element.GetDouble());
        }

        return value.TryGetValue<long>(out var integer) ? new(true, integer, 0) : Of(value.GetValue<double>());
    }

    public JsonNode ToJson() => IsInteger ? JsonValue.Create(Integer) : JsonValue.Create(Float);

    public static PythonNumber operator +(PythonNumber a, PythonNumber b) =>
        a.IsInteger && b.IsInteger ? new(true, a.Integer + b.Integer, 0) : Of(a.Value + b.Value);

    public static PythonNumber operator -(PythonNumber a, PythonNumber b) =>
        a.IsInteger && b.IsInteger ? new(true, a.Integer - b.Integer, 0) : Of(a.Value - b.Value);

    public PythonNumber Abs() => IsInteger ? new(true, Math.Abs(Integer), 0) : Of(Math.Abs(Float));

    /// <summary><c>round(x, 2)</c>: the exact binary value rounded half to even. "F2" formats exactly; <see cref="Math.Round(double, int)"/> does not.</summary>
    public PythonNumber ToCents() => IsInteger || !double.IsFinite(Float)
        ? this
        : Of(double.Parse(Float.ToString("F2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    /// <summary>The shortest digits that read back as the same number, laid out as <c>repr</c> does.</summary>
    public override string ToString()
    {
        if (IsInteger)
            return Integer.ToString(CultureInfo.InvariantCulture);
        if (!double.IsFinite(Float))
            return double.IsNaN(Float) ? "nan" : Float > 0 ? "inf" : "-inf";

        var shortest = Float.ToString("E16", CultureInfo.InvariantCulture);
        var text = Float.ToString("R", CultureInfo.InvariantCulture);
        var exponent = int.Parse(shortest.AsSpan(shortest.IndexOf('E', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
        var digits = Digits(text);
        var sign = double.IsNegative(Float) ? "-" : "";
        if (Float == 0)
            return sign + "0.0";
        if (exponent is < -4 or >= 16)
        {
            var mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";
            return $"{sign}{mantissa}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent):00}";
        }

        if (exponent < 0)
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        return digits.Length <= exponent + 1
            ? $"{sign}{digits.PadRight(exponent + 1, '0')}.0"
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }

    private static string Digits(string text)
    {
        var digits = new StringBuilder();
        foreach (var c in text)
        {
            if (c == 'E')
                break;
            if (char.IsAsciiDigit(c))
                digits.Append(c);
        }

        var trimmed = digits.ToString().TrimStart('0').TrimEnd('0');
        return trimmed.Length == 0 ? "0" : trimmed;
    }
}
