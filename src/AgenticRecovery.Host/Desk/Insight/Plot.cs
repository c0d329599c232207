using System.Globalization;

namespace AgenticRecovery.Host.Desk.Insight;

/// <summary>Places in a drawing. Horizontal ones are percents, so that text never scales with the plot.</summary>
public static class Plot
{
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    public static string Percent(double share) => Number(share * 100) + "%";

    /// <summary>A round number at or above the largest value, for the top of an axis: 1, 2, 2.5 or 5 times a power of ten.</summary>
    public static double Top(double largest)
    {
        if (largest <= 0)
            return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(largest)));
        return new[] { 1, 2, 2.5, 5, 10 }.Select(step => step * power).First(top => top >= largest - 1e-9);
    }

    /// <summary>The same for counts, so that each of four steps is whole: 4, 8 or 20 times a power of ten.</summary>
    public static double TopOfCounts(double largest)
    {
        for (var power = 1.0; ; power *= 10)
        {
            foreach (var step in new[] { 4, 8, 20 })
            {
                if (step * power >= largest)
                    return step * power;
            }
        }
    }

    /// <summary>A line through values at even distances, in a 100 × 100 box whose top is <paramref name="top"/>.</summary>
    public static string Path(IReadOnlyList<double> values, double top) => "M" + string.Join(' ', values.Select((v, i) =>
        $"{Number(values.Count == 1 ? 50 : 100.0 * i / (values.Count - 1))} {Number(100 - (100 * Math.Clamp(v, 0, top) / top))}"));

    /// <summary>Rectangles that fill a box of 1 × 1 with areas in proportion to the weights, as square as they come (squarified).</summary>
    public static IReadOnlyList<(double X, double Y, double Width, double Height)> Tiles(IReadOnlyList<double> weights, double aspect)
    {
        var total = weights.Sum();
        var areas = weights.Select(w => w / total * aspect).ToList();
        var tiles = new List<(double, double, double, double)>();
        double x = 0, y = 0, width = aspect, height = 1;
        for (var i = 0; i < areas.Count;)
        {
            var side = Math.Min(width, height);
            var n = 1;
            while (i + n < areas.Count && Worst(areas.GetRange(i, n + 1), side) <= Worst(areas.GetRange(i, n), side))
                n++;
            var row = areas.GetRange(i, n);
            var thick = row.Sum() / side;
            var at = 0.0;
            foreach (var area in row)
            {
                var length = area / thick;
                tiles.Add(width >= height ? (x / aspect, y + at, thick / aspect, length) : ((x + at) / aspect, y, length / aspect, thick));
                at += length;
            }

            if (width >= height)
                (x, width) = (x + thick, width - thick);
            else
                (y, height) = (y + thick, height - thick);
            i += n;
        }

        return tiles;
    }

    private static double Worst(List<double> row, double side)
    {
        var sum = row.Sum();
        return Math.Max(side * side * row.Max() / (sum * sum), sum * sum / (side * side * row.Min()));
    }
}
