using System.Globalization;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Queues.Olist;

/// <summary>Reads the CSV files of one directory. A row that cannot be read is noted in <see cref="Faults"/> and left out.</summary>
internal sealed class OlistFiles(string folder, DateTimeOffset until, CancellationToken ct)
{
    public static readonly Currency Real = new("BRL");
    private readonly List<string> _faults = [];

    public IReadOnlyList<string> Faults => _faults;

    public IEnumerable<OrderRow> Orders()
    {
        using var table = Open("olist_orders_dataset.csv", "order_id", "customer_id", "order_status", "order_purchase_timestamp", "order_approved_at",
            "order_delivered_carrier_date", "order_delivered_customer_date", "order_estimated_delivery_date");
        while (Next(table))
        {
            if (!OlistTime.TryParse(table["order_purchase_timestamp"], out var purchased) || !OlistTime.TryParse(table["order_estimated_delivery_date"], out var estimated))
            {
                Fault(table, "purchase or estimated date is no date");
                continue;
            }
            yield return new OrderRow(table["order_id"], table["customer_id"], table["order_status"], purchased, Optional(table, "order_approved_at"),
                Optional(table, "order_delivered_carrier_date"), Optional(table, "order_delivered_customer_date"), estimated);
        }
    }

    public Dictionary<string, List<ItemRow>> Items()
    {
        using var table = Open("olist_order_items_dataset.csv", "order_id", "product_id", "seller_id", "shipping_limit_date", "price", "freight_value");
        var items = new Dictionary<string, List<ItemRow>>(StringComparer.Ordinal);
        while (Next(table))
            if (OlistTime.TryParse(table["shipping_limit_date"], out var limit) && Amount(table["price"]) is { } price && Amount(table["freight_value"]) is { } freight)
                Add(items, table["order_id"], new ItemRow(table["product_id"], table["seller_id"], limit, price, freight));
            else Fault(table, "price, freight or shipping limit cannot be read");
        return items;
    }

    public Dictionary<string, List<PaymentRow>> Payments()
    {
        using var table = Open("olist_order_payments_dataset.csv", "order_id", "payment_type", "payment_value");
        var payments = new Dictionary<string, List<PaymentRow>>(StringComparer.Ordinal);
        while (Next(table))
            if (Amount(table["payment_value"]) is { } value) Add(payments, table["order_id"], new PaymentRow(table["payment_type"], value));
            else Fault(table, "payment_value is no amount");
        return payments;
    }

    public Dictionary<string, List<ReviewRow>> Reviews()
    {
        using var table = Open("olist_order_reviews_dataset.csv", "review_id", "order_id", "review_score", "review_comment_title", "review_comment_message",
            "review_creation_date", "review_answer_timestamp");
        var reviews = new Dictionary<string, List<ReviewRow>>(StringComparer.Ordinal);
        while (Next(table))
        {
            if (!int.TryParse(table["review_score"], NumberStyles.None, CultureInfo.InvariantCulture, out var score)
                || !OlistTime.TryParse(table["review_creation_date"], out var asked) || !OlistTime.TryParse(table["review_answer_timestamp"], out var answered))
            {
                Fault(table, "score or dates cannot be read");
                continue;
            }
            if (asked >= until) continue;
            var text = $"{table["review_comment_title"]}\n{table["review_comment_message"]}".Trim();
            Add(reviews, table["order_id"], new ReviewRow(table["review_id"], score, text, asked, answered));
        }
        return reviews;
    }

    public Dictionary<string, CustomerRow> Customers()
    {
        using var table = Open("olist_customers_dataset.csv", "customer_id", "customer_unique_id", "customer_zip_code_prefix", "customer_city", "customer_state");
        var customers = new Dictionary<string, CustomerRow>(StringComparer.Ordinal);
        while (Next(table))
            customers[table["customer_id"]] = new CustomerRow(table["customer_unique_id"], table["customer_zip_code_prefix"], table["customer_city"], table["customer_state"]);
        return customers;
    }

    public Dictionary<string, ProductRow> Products(IReadOnlyDictionary<string, string> english)
    {
        using var table = Open("olist_products_dataset.csv", "product_id", "product_category_name");
        var products = new Dictionary<string, ProductRow>(StringComparer.Ordinal);
        while (Next(table))
        {
            var category = table["product_category_name"];
            var name = english.GetValueOrDefault(category) ?? (category.Length > 0 ? category : "item");
            products[table["product_id"]] = new ProductRow(name.Replace('_', ' '), OlistCategories.Of(name));
        }
        return products;
    }

    /// <summary>Portuguese → English names of categories, from this folder or a sibling "shared"; empty without the file.</summary>
    public Dictionary<string, string> Categories()
    {
        const string file = "product_category_name_translation.csv";
        var english = new Dictionary<string, string>(StringComparer.Ordinal);
        var path = new[] { Path.Combine(folder, file), Path.Combine(folder, "..", "shared", file) }.FirstOrDefault(File.Exists);
        if (path is null) return english;
        using var table = CsvTable.Open(File.OpenRead(path), file);
        if (table.WhyNotAll("product_category_name", "product_category_name_english") is { } why) throw new FormatException(why);
        while (Next(table)) english[table["product_category_name"]] = table["product_category_name_english"];
        return english;
    }

    private CsvTable Open(string file, params string[] columns)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path)) throw new FormatException($"'{folder}' has no {file}.");
        var table = CsvTable.Open(File.OpenRead(path), file);
        return table.WhyNotAll(columns) is { } why ? throw new FormatException(why) : table;
    }

    private bool Next(CsvTable table)
    {
        ct.ThrowIfCancellationRequested();
        return table.Next();
    }

    private DateTimeOffset? Optional(CsvTable table, string column)
    {
        if (table[column].Length == 0) return null;
        if (OlistTime.TryParse(table[column], out var at)) return at;
        Fault(table, $"{column} is no date");
        return null;
    }

    private void Fault(CsvTable table, string why) => _faults.Add($"{table.File}:{table.Line}: {why}");

    private static Money? Amount(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && decimal.Round(amount, 2) == amount
            ? Money.FromDecimal(amount, Real)
            : null;

    private static void Add<T>(Dictionary<string, List<T>> groups, string key, T row)
    {
        if (!groups.TryGetValue(key, out var group)) groups[key] = group = [];
        group.Add(row);
    }
}
