using System.Text;
using System.Text.RegularExpressions;
using AgenticRecovery.Connectors;
using AgenticRecovery.Host.Samples;
using AgenticRecovery.Queues;

namespace AgenticRecovery.Benchmarks.Load;

/// <summary>
/// A queue of any length: the sample shop and queue many times over, each copy with customers, orders, parcels and
/// signals of its own. So every kind of signal, message and state comes in the share it has in the sample.
/// </summary>
internal static partial class MadeUpQueue
{
    /// <summary>Cases of one copy: 98 entries, of which 2 are duplicates and 1 joins a case that is open.</summary>
    public const int CasesPerCopy = 95;

    public static Task<(ShopSeed Shop, IReadOnlyList<QueueEntry> Queue)> MakeAsync(int cases, int seed, TimeProvider clock, CancellationToken ct) =>
        MakeAsync(cases, seed, null, clock, ct);

    /// <summary>Writes the queue as JSONL, so that it can be read as any other file is; returns the shops of the copies, made when asked for.</summary>
    public static IEnumerable<ShopSeed> Write(string file, int cases, int seed, TimeProvider clock)
    {
        var (shopText, queueText, at) = (TextOf(ShippedSamples.Shop()), TextOf(ShippedSamples.Queue()), clock.GetUtcNow());
        var copies = Copies(cases);
        var lines = Enumerable.Range(0, copies)
            .SelectMany(copy => RelativeTimes.Shift(Own(queueText, copy), at).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .ToArray();
        new Random(seed).Shuffle(lines);
        File.WriteAllLines(file, lines);
        return Enumerable.Range(0, copies).Select(copy => Enough(SampleShop.Load(Bytes(Own(shopText, copy)), at), copies));
    }

    /// <param name="only">Sample orders (SO-7001) whose entries are taken; null for all entries.</param>
    public static async Task<(ShopSeed Shop, IReadOnlyList<QueueEntry> Queue)> MakeAsync(int cases, int seed, IReadOnlySet<string>? only, TimeProvider clock, CancellationToken ct)
    {
        var (shopText, queueText) = (TextOf(ShippedSamples.Shop()), TextOf(ShippedSamples.Queue()));
        var at = clock.GetUtcNow();
        var (customers, orders) = (new List<Cases.Customer>(), new List<Cases.Order>());
        IReadOnlyList<Cases.Product> products = [];
        var queue = new List<QueueEntry>();
        var copies = Copies(cases);
        for (var copy = 0; copy < copies; copy++)
        {
            var shop = SampleShop.Load(Bytes(Own(shopText, copy)), at);
            customers.AddRange(shop.Customers);
            orders.AddRange(shop.Orders);
            products = Enough(shop, copies).Products;
            queue.AddRange((await SampleQueue.LoadAsync(Bytes(Own(queueText, copy)), $"queue-{copy}", at, clock, ct)).Where(e => only is null || IsOf(e, only)));
        }

        var mixed = queue.ToArray();
        new Random(seed).Shuffle(mixed);
        return (new ShopSeed(customers, orders, products), mixed);
    }

    /// <summary>The order of the sample that an order of a copy is made from.</summary>
    public static string SampleOf(string order) => order[..^4];

    private static int Copies(int cases) => (cases + CasesPerCopy - 1) / CasesPerCopy;

    /// <summary>With stock for all copies: they share the products.</summary>
    private static ShopSeed Enough(ShopSeed shop, int copies) =>
        shop with { Products = [.. shop.Products.Select(p => p with { Variants = [.. p.Variants.Select(v => v with { Stock = v.Stock * copies })] })] };

    private static bool IsOf(QueueEntry entry, IReadOnlySet<string> orders) =>
        entry.Received is Signals.Received.Accepted { Signal.Order: { } order } && orders.Contains(SampleOf(order.Value));

    private static string Own(string text, int copy) => Email().Replace(Ids().Replace(text, $"${{0}}{copy:0000}"), $".{copy}@");

    private static string TextOf(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>Customers (C-1001), orders and their lines (SO-7001), payment methods (pm-1001), disputes (dp-501) and signals (psp-30007).</summary>
    [GeneratedRegex(@"\b(C-1\d{3}|SO-7\d{3}|pm-1\d{3}|dp-5\d\d|[a-z]+-30\d{3})\b")]
    private static partial Regex Ids();

    [GeneratedRegex(@"(?<=[a-z])@(?=example)")]
    private static partial Regex Email();
}
