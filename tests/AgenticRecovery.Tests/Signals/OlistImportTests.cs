using System.Text.Json;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Queues.Olist;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Tests.Signals;

public sealed class OlistImportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("olist").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void What_happens_after_the_date_does_not_exist()
    {
        // Bought on the 1st, approved on the 2nd, handed over on the 5th, delivered on the 9th.
        Write(order: "o1,c1,delivered,2017-03-01 10:00:00,2017-03-02 11:00:00,2017-03-05 09:00:00,2017-03-09 15:00:00,2017-03-20 00:00:00");

        Assert.Empty(Read(2017, 2, 28).Seed.Orders);
        Assert.Equal(OrderStatus.AwaitingPayment, Only(Read(2017, 3, 1)).Status);
        Assert.Equal(OrderStatus.Open, Only(Read(2017, 3, 4)).Status);
        Assert.Equal(OrderStatus.Shipped, Only(Read(2017, 3, 8)).Status);
        Assert.Equal(OrderStatus.Delivered, Only(Read(2017, 3, 9)).Status);
        Assert.Null(Only(Read(2017, 3, 8)).DeliveredAt);
    }

    [Fact]
    public void Another_end_of_the_story_changes_nothing_before_it()
    {
        Write(order: "o1,c1,delivered,2017-03-01 10:00:00,2017-03-02 11:00:00,2017-03-05 09:00:00,2017-03-09 15:00:00,2017-03-20 00:00:00",
            review: "r1,o1,5,,Tudo certo,2017-03-10 00:00:00,2017-03-11 08:00:00");
        var kept = Read(2017, 3, 4);
        Write(order: "o1,c1,canceled,2017-03-01 10:00:00,2017-03-02 11:00:00,,,2017-03-20 00:00:00",
            review: "r1,o1,1,,Nunca chegou,2017-03-18 00:00:00,2017-03-19 08:00:00");
        var lost = Read(2017, 3, 4);

        Assert.Equal(JsonSerializer.Serialize(kept.Seed), JsonSerializer.Serialize(lost.Seed));
        Assert.Equal(kept.Signals.Select(s => s.Id), lost.Signals.Select(s => s.Id));
    }

    [Fact]
    public void A_cancellation_is_not_known_before_the_survey_or_the_estimated_day()
    {
        Write(order: "o1,c1,canceled,2017-03-01 10:00:00,2017-03-02 11:00:00,,,2017-03-20 00:00:00",
            review: "r1,o1,1,,Cadê o meu pedido,2017-03-10 00:00:00,2017-03-12 08:00:00");

        Assert.Equal(OrderStatus.Open, Only(Read(2017, 3, 8)).Status);
        var known = Read(2017, 3, 10);
        Assert.Equal(OrderStatus.Cancelled, Only(known).Status);
        Assert.Equal(SignalKind.OrderCancelled, Assert.Single(known.Signals).Kind);
        // Asked on the 10th, answered on the 12th: the text exists two days later.
        Assert.Contains(Read(2017, 3, 12).Signals, s => s.Kind == SignalKind.ReviewLow && s.Text == "Cadê o meu pedido" && s.Language == "pt-BR");
    }

    [Fact]
    public void An_order_is_late_in_the_way_it_is_stuck()
    {
        Write(order: "o1,c1,shipped,2017-03-01 10:00:00,2017-03-03 11:00:00,2017-03-12 09:00:00,,2017-03-20 00:00:00");

        // 24 h without approval on the 2nd; shipping limit on the 7th; the estimated day ends on the 21st.
        Assert.Empty(Read(2017, 3, 1).Signals);
        Assert.Equal(SignalKind.PaymentReview, Assert.Single(Read(2017, 3, 2).Signals).Kind);
        Assert.Empty(Read(2017, 3, 4).Signals);
        Assert.Equal(SignalKind.DispatchLate, Assert.Single(Read(2017, 3, 8).Signals).Kind);
        Assert.Empty(Read(2017, 3, 13).Signals);
        Assert.Equal(SignalKind.ParcelLate, Assert.Single(Read(2017, 3, 22).Signals).Kind);
    }

    [Fact]
    public void Amounts_are_goods_and_freight_in_real()
    {
        Write(order: "o1,c1,delivered,2017-03-01 10:00:00,2017-03-01 10:10:00,,,2017-03-20 00:00:00");

        // 2 × 21.99 + 2 × 11.85 = 67.68
        var order = Only(Read(2017, 3, 2));
        Assert.Equal(new Money(67_68, new Currency("BRL")), order.Total);
        Assert.Equal(2, Assert.Single(order.Lines).Quantity);
        Assert.Equal("electronics", order.Lines[0].Category);
    }

    [Fact]
    public void A_missing_column_is_named_with_its_nearest()
    {
        Write(order: "o1,c1,delivered,2017-03-01 10:00:00,,,,2017-03-20 00:00:00");
        var path = Path.Combine(_folder, "olist_customers_dataset.csv");
        File.WriteAllText(path, File.ReadAllText(path).Replace("customer_city", "customer_citi"));

        var fault = Assert.Throws<FormatException>(() => Read(2017, 3, 2));

        Assert.Equal("olist_customers_dataset.csv: column 'customer_city' is missing (did you mean customer_citi?)", fault.Message);
    }

    [SharedDataFact("data", "olist", "dev", "olist_orders_dataset.csv")]
    public void The_real_directory_becomes_a_shop_without_a_look_ahead()
    {
        var folder = SharedMaterial.PathOf("data", "olist", "dev");
        var shop = OlistImport.Read(folder, new DateOnly(2017, 12, 31), CancellationToken.None);

        Assert.True(shop.Seed.Orders.Count > 3_900, $"{shop.Seed.Orders.Count} orders");
        Assert.Empty(shop.Faults);
        Assert.Equal(shop.Signals.Count, shop.Signals.Select(s => s.Id).Distinct().Count());
        Assert.All(shop.Signals, s => Assert.True(s.OccurredAt < shop.Until));
        foreach (var kind in new[] { SignalKind.PaymentReview, SignalKind.DispatchLate, SignalKind.ParcelLate, SignalKind.OrderUnavailable, SignalKind.OrderCancelled, SignalKind.ReviewLow })
            Assert.Contains(shop.Signals, s => s.Kind == kind);

        var early = OlistImport.Read(folder, new DateOnly(2017, 6, 30), CancellationToken.None);
        foreach (var order in early.Seed.Orders)
        {
            Assert.True(order.PlacedAt < early.Until);
            Assert.True(order.DeliveredAt is null || order.DeliveredAt < early.Until);
            Assert.All(order.Shipments, s => Assert.True(s.LastScanAt < early.Until));
        }
    }

    private static Order Only(OlistShop shop) => Assert.Single(shop.Seed.Orders);

    private OlistShop Read(int year, int month, int day) => OlistImport.Read(_folder, new DateOnly(year, month, day), CancellationToken.None);

    private void Write(string order, string review = "")
    {
        const string seller = "ea8482cd71df3c1969d7b9473ff13abc";
        var item = $"o1,1,prod01,{seller},2017-03-07 11:00:00,21.99,11.85\no1,2,prod01,{seller},2017-03-07 11:00:00,21.99,11.85";
        File.WriteAllText(Path.Combine(_folder, "olist_orders_dataset.csv"), "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date\n" + Long(order));
        File.WriteAllText(Path.Combine(_folder, "olist_order_items_dataset.csv"), "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value\n" + Long(item));
        File.WriteAllText(Path.Combine(_folder, "olist_order_payments_dataset.csv"), "order_id,payment_sequential,payment_type,payment_installments,payment_value\n" + Long("o1,1,credit_card,1,67.68"));
        File.WriteAllText(Path.Combine(_folder, "olist_customers_dataset.csv"), "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state\nc1,57b2a98a409812fe9618067b6b8ebe4f,35182,timoteo,MG\n");
        File.WriteAllText(Path.Combine(_folder, "olist_products_dataset.csv"), "product_id,product_category_name\nprod01,telefonia\n");
        File.WriteAllText(Path.Combine(_folder, "product_category_name_translation.csv"), "product_category_name,product_category_name_english\ntelefonia,telephony\n");
        File.WriteAllText(Path.Combine(_folder, "olist_order_reviews_dataset.csv"), "review_id,order_id,review_score,review_comment_title,review_comment_message,review_creation_date,review_answer_timestamp\n" + Long(review));
    }

    // Ids in the data are long; the importer shortens them for display.
    private static string Long(string rows) => rows.Replace("o1,", "o1aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,");
}
