using System.Data.Common;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Store;

/// <summary>Reading columns as the values of the core.</summary>
internal static class Columns
{
    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? NumberOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static DateTimeOffset Instant(this DbDataReader row, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static DateTimeOffset? InstantOrNull(this DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static Money Money(this DbDataReader row, int minor, int currency) =>
        new(row.GetInt64(minor), new Currency(row.GetString(currency)));

    public static T Enum<T>(this DbDataReader row, int column) where T : struct, Enum => System.Enum.Parse<T>(row.GetString(column));

    public static T? EnumOrNull<T>(this DbDataReader row, int column) where T : struct, Enum =>
        row.IsDBNull(column) ? null : System.Enum.Parse<T>(row.GetString(column));

    public static long Ms(this DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    public static object? Ms(this DateTimeOffset? at) => at?.ToUnixTimeMilliseconds();
}
