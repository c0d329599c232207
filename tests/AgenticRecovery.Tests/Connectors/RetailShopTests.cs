using System.Text.Json.Nodes;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Connectors.Retail;
using AgenticRecovery.Economics;
using AgenticRecovery.Tests.Store;

namespace AgenticRecovery.Tests.Connectors;

public sealed class RetailShopTests : IDisposable
{
    private const string Pending = "#W1", Delivered = "#W2";

    private readonly TempFolder folder = new();
    private RetailShop? shop;

    public void Dispose()
    {
        shop?.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Each_changed_item_takes_its_own_variant_in_tau_bench_and_the_last_one_in_tau2()
    {
        var arguments = """{"order_id":"#W1","item_ids":["s","p"],"new_item_ids":["m","q"],"payment_method_id":"card_1"}""";

        var tau = await (await OpenAsync(RetailSemantics.Tau)).CallAsync("modify_pending_order_items", Json(arguments), default);
        shop!.Dispose();
        var tau2 = await (await OpenAsync(RetailSemantics.Tau2)).CallAsync("modify_pending_order_items", Json(arguments), default);

        Assert.Contains("\"item_id\": \"m\", \"price\": 24.1,", tau.Text, StringComparison.Ordinal);
        Assert.Contains("\"item_id\": \"m\", \"price\": 9.3,", tau2.Text, StringComparison.Ordinal);
        // 24.1 - 20.0 + 9.3 - 8.1 in binary doubles, not rounded.
        Assert.Contains("\"amount\": 5.3000000000000025,", tau.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_an_edit_the_address_may_change_in_tau2_only()
    {
        var edit = Json("""{"order_id":"#W1","item_ids":["s"],"new_item_ids":["m"],"payment_method_id":"card_1"}""");
        var address = """{"order_id":"#W1","address1":"2 B","address2":"","city":"C","state":"S","country":"USA","zip":"2"}""";

        foreach (var (semantics, expected) in new[] { (RetailSemantics.Tau, "Error: non-pending order cannot be modified"), (RetailSemantics.Tau2, null) })
        {
            await OpenAsync(semantics);
            await shop!.CallAsync("modify_pending_order_items", edit.DeepClone().AsObject(), default);
            var answer = await shop.CallAsync("modify_pending_order_address", Json(address), default);
            Assert.Equal(expected is not null, answer.IsError);
            Assert.True(expected is null || answer.Text == expected, answer.Text);
            shop.Dispose();
        }
    }

    [Theory]
    [InlineData("get_order_details", """{"order_id":"#W9"}""", "Error: order not found", "Error: Order not found")]
    [InlineData("modify_pending_order_items", """{"order_id":"#W1","item_ids":["s"],"new_item_ids":["z"],"payment_method_id":"card_1"}""", "Error: new item z not found or available", "Error: Variant not found")]
    [InlineData("exchange_delivered_order_items", """{"order_id":"#W2","item_ids":["s","s","s"],"new_item_ids":["m","m","m"],"payment_method_id":"card_1"}""", "Error: s not found", "Error: Number of s not found.")]
    [InlineData("exchange_delivered_order_items", """{"order_id":"#W2","item_ids":["s"],"new_item_ids":["g"],"payment_method_id":"card_1"}""", "Error: new item g not found or available", "Error: New item g not found or available")]
    [InlineData("return_delivered_order_items", """{"order_id":"#W2","item_ids":["s"],"payment_method_id":"paypal_1"}""", "Error: payment method should be either the original payment method or a gift card", "Error: Payment method should be the original payment method")]
    [InlineData("cancel_pending_order", """{"order_id":"#W1","reason":"too late"}""", "Error: invalid reason", "Error: Invalid reason")]
    [InlineData("modify_pending_order_payment", """{"order_id":"#W1","payment_method_id":"gift_card_1"}""", "Error: insufficient gift card balance to pay for the order", "Error: Insufficient gift card balance to pay for the order")]
    [InlineData("refund_everything", "{}", "Unknown action refund_everything", "Error: Tool 'refund_everything' not found.")]
    public async Task Errors_are_worded_as_each_original_words_them(string tool, string arguments, string tau, string tau2)
    {
        var before = (await OpenAsync(RetailSemantics.Tau)).StateHash();
        Assert.Equal(new RetailAnswer(tau, true), await shop!.CallAsync(tool, Json(arguments), default));
        Assert.Equal(before, shop.StateHash());
        shop.Dispose();

        await OpenAsync(RetailSemantics.Tau2);
        Assert.Equal(new RetailAnswer(tau2, true), await shop.CallAsync(tool, Json(arguments), default));
    }

    [Fact]
    public async Task Arguments_logged_as_text_are_read_as_the_lists_they_are()
    {
        await OpenAsync(RetailSemantics.Tau);

        var answer = await shop!.CallAsync(
            "return_delivered_order_items", Json("""{"order_id":"#W2","item_ids":"[\"s\", \"p\"]","payment_method_id":"card_1"}"""), default);

        Assert.EndsWith("\"status\": \"return requested\", \"payment_history\": [{\"transaction_type\": \"payment\", \"amount\": 48.1, \"payment_method_id\": \"card_1\"}], \"return_items\": [\"p\", \"s\"], \"return_payment_method_id\": \"card_1\"}", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_found_without_accents_in_tau2_only()
    {
        var ask = """{"first_name":"ANA","last_name":"VAZQUEZ","zip":"1"}""";

        Assert.True((await (await OpenAsync(RetailSemantics.Tau)).CallAsync("find_user_id_by_name_zip", Json(ask), default)).IsError);
        shop!.Dispose();

        Assert.Equal("ana_1", (await (await OpenAsync(RetailSemantics.Tau2)).CallAsync("find_user_id_by_name_zip", Json(ask), default)).Text);
        Assert.Equal("ana_1", Assert.Single(await shop.FindCustomersByNameAsync("ana vázquez", "1", default)).Id.Value);
    }

    [Fact]
    public async Task Orders_customers_and_products_read_as_the_core_knows_them()
    {
        await OpenAsync(RetailSemantics.Tau);

        var order = (await shop!.FindOrderAsync(new OrderId(Delivered), default))!;
        var customer = (await shop.FindCustomerByEmailAsync("ANA@example.com", default))!;
        var product = (await shop.FindProductAsync(new ProductId("shirt"), default))!;

        Assert.Equal([("s", 2, Usd(20_00)), ("p", 1, Usd(8_10))], order.Lines.Select(l => (l.Id.Value, l.Quantity, l.UnitPrice)));
        Assert.Equal((OrderStatus.Delivered, Usd(48_10), Usd(48_10), Usd(0)), (order.Status, order.Total, order.Paid, order.Refunded));
        Assert.Equal("T9", Assert.Single(order.Shipments).TrackingNumber);
        Assert.Equal(Usd(5_00), customer.PaymentMethods.Single(m => m.Kind == "gift_card").Balance);
        Assert.Equal([("s", true), ("m", true), ("g", false)], product.Variants.Select(v => (v.Id.Value, v.IsAvailable)));
        Assert.Null(await shop.FindOrderAsync(new OrderId("#W9"), default));
    }

    [Fact]
    public async Task Every_capability_acts_once_per_key_and_shows()
    {
        (Move Move, string? Order)[] moves =
        [
            (new Move.EditItems([new ItemSwap(new LineId("s"), new VariantId("m"))], null), Pending),
            (new Move.ChangeAddress(Elsewhere), Pending),
            (new Move.ChangePaymentMethod(new PaymentMethodId("paypal_1")), Pending),
            (new Move.ChangeProfileAddress(Elsewhere), null),
            (new Move.CancelOrder("It is no longer needed."), Pending),
            (new Move.Exchange([new ItemSwap(new LineId("s"), new VariantId("m"))], null), Delivered),
            (new Move.ReturnForRefund([new LineId("s"), new LineId("s")], new PaymentMethodId("gift_card_1")), Delivered),
            (new Move.EscalateTo("finance", "look"), Delivered),
            (new Move.DoNothing(), Delivered),
            (new Move.Reassure("soon"), Delivered),
            (new Move.ProductGuidance("washing"), Delivered),
            (new Move.Explain("why"), Delivered),
            (new Move.Decline("no"), Delivered),
            (new Move.AskCustomer("which?"), Delivered),
            (new Move.Apologise("late"), Delivered),
        ];
        await OpenAsync(RetailSemantics.Tau);
        Assert.Equal(shop!.Capabilities.Order(StringComparer.Ordinal), moves.Select(m => m.Move.Name).Order(StringComparer.Ordinal));

        foreach (var (move, order) in moves)
        {
            await shop.ResetAsync(default);
            var write = new ShopWrite($"k/{move.Name}", order is null ? null : new OrderId(order), new CustomerId("ana_1"), move, StandingClock.Noon);
            Assert.False((await shop.VerifyAsync(write, default)).Holds);

            var first = Assert.IsType<ShopAnswer.Done>(await shop.ExecuteAsync(write, default));
            var state = shop.StateHash();
            var second = await shop.ExecuteAsync(write, default);

            Assert.Equal(first, second);
            Assert.Equal(state, shop.StateHash());
            Assert.True((await shop.VerifyAsync(write, default)).Holds, move.Name);
        }
    }

    [Fact]
    public async Task What_the_shop_refuses_changes_nothing_and_what_it_cannot_do_is_a_persons_task()
    {
        var before = (await OpenAsync(RetailSemantics.Tau)).StateHash();

        var refused = await ExecuteAsync(new Move.CancelOrder("no longer needed"), Delivered);
        var person = await ExecuteAsync(new Move.PartialRefund(Usd(5_00), "late"), Delivered);
        var unknown = await ExecuteAsync(new Move.CancelOrder("no longer needed"), "#W9");

        Assert.Equal(new ShopAnswer.Refused("non-pending order cannot be cancelled"), refused);
        Assert.Contains("by hand", Assert.IsType<ShopAnswer.NeedsPerson>(person).Instructions, StringComparison.Ordinal);
        Assert.Equal(new ShopAnswer.Refused("order not found"), unknown);
        Assert.Equal(before, shop!.StateHash());
    }

    [Fact]
    public async Task Changes_are_listed_and_undone()
    {
        var before = (await OpenAsync(RetailSemantics.Tau)).StateHash();
        await ExecuteAsync(new Move.ChangeProfileAddress(Elsewhere), Pending);

        var changed = shop!.Changed();
        await shop.ResetAsync(default);

        Assert.Equal("ana_1", Assert.Single(changed["users"]!.AsObject()).Key);
        Assert.Empty(changed["orders"]!.AsObject());
        Assert.Empty(shop.Changed()["users"]!.AsObject());
        Assert.Equal(before, shop.StateHash());
    }

    private static Address Elsewhere { get; } = new("Ana Vázquez", "9 New", null, "C", "S", "2", "USA");

    private static Money Usd(long minor) => new(minor, Currency.Usd);

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    private Task<ShopAnswer> ExecuteAsync(Move move, string order) => shop!.ExecuteAsync(
        new ShopWrite($"k/{move.Name}/{order}", new OrderId(order), null, move, StandingClock.Noon), default);

    private async Task<RetailShop> OpenAsync(RetailSemantics semantics)
    {
        shop = RetailShop.Open(folder[$"{Guid.NewGuid():N}.shop.db"], semantics, new StandingClock());
        await shop.ImportAsync(Json(
            """
            {
              "users": { "ana_1": {
                "name": { "first_name": "Ana", "last_name": "Vázquez" },
                "address": { "address1": "1 A", "address2": "", "city": "C", "country": "USA", "state": "S", "zip": "1" },
                "email": "ana@example.com",
                "payment_methods": {
                  "card_1": { "source": "credit_card", "brand": "visa", "last_four": "4242", "id": "card_1" },
                  "paypal_1": { "source": "paypal", "id": "paypal_1" },
                  "gift_card_1": { "source": "gift_card", "balance": 5, "id": "gift_card_1" } },
                "orders": ["#W1", "#W2"] } },
              "orders": {
                "#W1": { "order_id": "#W1", "user_id": "ana_1",
                  "address": { "address1": "1 A", "address2": "", "city": "C", "country": "USA", "state": "S", "zip": "1" },
                  "items": [
                    { "name": "Shirt", "product_id": "shirt", "item_id": "s", "price": 20.0, "options": { "size": "S" } },
                    { "name": "Pen", "product_id": "pen", "item_id": "p", "price": 8.1, "options": { "ink": "blue" } } ],
                  "fulfillments": [], "status": "pending",
                  "payment_history": [ { "transaction_type": "payment", "amount": 28.1, "payment_method_id": "card_1" } ] },
                "#W2": { "order_id": "#W2", "user_id": "ana_1",
                  "address": { "address1": "1 A", "address2": "", "city": "C", "country": "USA", "state": "S", "zip": "1" },
                  "items": [
                    { "name": "Shirt", "product_id": "shirt", "item_id": "s", "price": 20.0, "options": { "size": "S" } },
                    { "name": "Shirt", "product_id": "shirt", "item_id": "s", "price": 20.0, "options": { "size": "S" } },
                    { "name": "Pen", "product_id": "pen", "item_id": "p", "price": 8.1, "options": { "ink": "blue" } } ],
                  "fulfillments": [ { "tracking_id": ["T9"], "item_ids": ["s", "s", "p"] } ], "status": "delivered",
                  "payment_history": [ { "transaction_type": "payment", "amount": 48.1, "payment_method_id": "card_1" } ] } },
              "products": {
                "shirt": { "name": "Shirt", "product_id": "shirt", "variants": {
                  "s": { "item_id": "s", "options": { "size": "S" }, "available": true, "price": 20.0 },
                  "m": { "item_id": "m", "options": { "size": "M" }, "available": true, "price": 24.1 },
                  "g": { "item_id": "g", "options": { "size": "L" }, "available": false, "price": 24.1 } } },
                "pen": { "name": "Pen", "product_id": "pen", "variants": {
                  "p": { "item_id": "p", "options": { "ink": "blue" }, "available": true, "price": 8.1 },
                  "q": { "item_id": "q", "options": { "ink": "red" }, "available": true, "price": 9.3 } } } }
            }
            """), default);
        return shop;
    }
}
