using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Economics;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Queues.Olist;

/// <summary>An Olist directory as it stood on a date.</summary>
/// <param name="Until">The first instant that does not exist any more: midnight after the date, Brazilian time.</param>
/// <param name="Faults">Rows that could not be read, as "file:line: why".</param>
public sealed record OlistShop(DateTimeOffset Until, ShopSeed Seed, IReadOnlyList<Signal> Signals, IReadOnlyList<string> Faults);

/// <summary>
/// Imports the Brazilian marketplace data set of Olist: orders, items, payments, customers, products and reviews as CSV
/// files, taken back to a date. Whatever happened later does not exist: statuses come from timestamps, never from the status
/// column, which tells the end of the story. Rules: <c>docs/olist.md</c>.
/// </summary>
public static class OlistImport
{
    /// <param name="folder">Directory with the olist_*.csv files.</param>
    /// <param name="until">Last day that exists.</param>
    /// <exception cref="FormatException">A file or column is missing; the message names it.</exception>
    public static OlistShop Read(string folder, DateOnly until, CancellationToken ct)
    {
        var end = OlistTime.MidnightAfter(until);
        var files = new OlistFiles(folder, end, ct);
        var categories = files.Categories();
        var products = files.Products(categories);
        var items = files.Items();
        var payments = files.Payments();
        var reviews = files.Reviews();
        var people = files.Customers();
        var orders = new List<OlistOrder>();
        foreach (var row in files.Orders())
        {
            if (row.PurchasedAt >= end) continue;
            var order = new OlistOrder(row, items.GetValueOrDefault(row.Id) ?? [], payments.GetValueOrDefault(row.Id) ?? [], reviews.GetValueOrDefault(row.Id) ?? [], end);
            // Item rows of many lost orders were never kept. Before the loss was known such an order cannot be told as it stood.
            if (order.Items.Count == 0 && !order.IsGone) continue;
            orders.Add(order);
        }
        var byCustomer = orders.ToLookup(o => people[o.Row.CustomerId].UniqueId, StringComparer.Ordinal);
        var seed = new ShopSeed(
            [.. byCustomer.Select(own => OlistValues.Customer(people[own.First().Row.CustomerId], own))],
            [.. orders.Select(order => OlistValues.Order(order, people[order.Row.CustomerId], products))],
            [.. OlistValues.Products(orders, products)]);
        var signals = orders.SelectMany(order => OlistSignals.Of(order, people[order.Row.CustomerId])).OrderBy(s => s.OccurredAt).ThenBy(s => s.Id, StringComparer.Ordinal);
        return new OlistShop(end, seed, [.. signals], files.Faults);
    }
}

/// <summary>The data set's clock: wall time without a zone, taken as UTC−3.</summary>
internal static class OlistTime
{
    private static readonly TimeSpan Brasilia = TimeSpan.FromHours(-3);

    public static DateTimeOffset MidnightAfter(DateOnly day) => new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), Brasilia).ToUniversalTime();

    public static bool TryParse(string text, out DateTimeOffset at)
    {
        at = default;
        if (!DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var wall)) return false;
        at = new DateTimeOffset(wall, Brasilia).ToUniversalTime();
        return true;
    }
}
