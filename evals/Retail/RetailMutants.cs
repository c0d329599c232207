using AgenticRecovery.Cases;
using AgenticRecovery.Connectors.Retail;

namespace AgenticRecovery.Evals.Retail;

/// <summary>
/// Wrong writes made of right ones, one change each: a random variant, another method, the other reason, a garbled address,
/// another customer's order, an extra item, a dropped item. Seeded by request and write, so they are the same every time.
/// </summary>
internal sealed class RetailMutants(int seed, IReadOnlyList<Product> products, IReadOnlyList<Order> allOrders)
{
    public async Task<IReadOnlyList<(string Kind, RetailWrite Write)>> OfAsync(string request, RetailWrite write, RetailShop shop, CancellationToken ct)
    {
        var order = write.Order is { } id ? await shop.FindOrderAsync(id, ct) : null;
        var customer = (write.Customer ?? order?.Customer) is { } owner ? await shop.FindCustomerAsync(owner, ct) : null;
        if (customer is null)
            return [];
        var random = new SeededChoice($"{seed}|{request}|{write.Key}");
        var mutants = new List<(string, RetailWrite)>();
        void Add(string kind, Move? move, OrderId? other = null)
        {
            if (move is not null)
                mutants.Add((kind, write with { Move = move, Order = other ?? write.Order }));
        }

        Add("variant", OtherVariant(write.Move, order, random));
        Add("method", OtherMethod(write.Move, order, customer, random));
        Add("reason", write.Move is Move.CancelOrder cancel ? new Move.CancelOrder(cancel.Reason == "no longer needed" ? "ordered by mistake" : "no longer needed") : null);
        Add("address", Garbled(write.Move, random));
        if (order is not null && random.Of(allOrders.Where(o => o.Customer != customer.Id && o.Status == order.Status).ToList()) is { } others)
            Add("order", write.Move, others.Id);
        Add("extra", Extra(write.Move, order, random));
        Add("dropped", Dropped(write.Move, random));
        return mutants;
    }

    private Move? OtherVariant(Move move, Order? order, SeededChoice random)
    {
        if (order is null || SwapsOf(move) is not { Count: > 0 } swaps)
            return null;
        var at = random.Below(swaps.Count);
        var to = VariantFor(order, swaps[at].Line, swaps[at].To, random);
        return to is null ? null : With(move, [.. swaps.Select((swap, i) => i == at ? swap with { To = to.Value } : swap)]);
    }

    private static Move? OtherMethod(Move move, Order? order, Customer customer, SeededChoice random)
    {
        var now = move switch
        {
            Move.EditItems m => m.Method,
            Move.Exchange m => m.Method,
            Move.ReturnForRefund m => m.To,
            Move.ChangePaymentMethod m => m.To,
            _ => null,
        };
        if (now is null || order is null || random.Of(customer.PaymentMethods.Where(m => m.Id != now).ToList()) is not { } other)
            return null;
        return move switch
        {
            Move.EditItems m => m with { Method = other.Id },
            Move.Exchange m => m with { Method = other.Id },
            Move.ReturnForRefund m => m with { To = other.Id },
            Move.ChangePaymentMethod => new Move.ChangePaymentMethod(other.Id),
            _ => null,
        };
    }

    // One digit of the house number or of the postal code becomes another.
    private static Move? Garbled(Move move, SeededChoice random) => move switch
    {
        Move.ChangeAddress m => new Move.ChangeAddress(Garbled(m.To, random)),
        Move.ChangeProfileAddress m => new Move.ChangeProfileAddress(Garbled(m.To, random)),
        _ => null,
    };

    private static Address Garbled(Address to, SeededChoice random) =>
        random.Below(2) == 0 ? to with { Street = OtherDigit(to.Street, random) } : to with { PostalCode = OtherDigit(to.PostalCode, random) };

    private static string OtherDigit(string text, SeededChoice random)
    {
        var places = Enumerable.Range(0, text.Length).Where(i => char.IsAsciiDigit(text[i])).ToList();
        if (places.Count == 0)
            return text + " 9";
        var at = places[random.Below(places.Count)];
        return text[..at] + (char)('0' + ((text[at] - '0' + 1 + random.Below(9)) % 10)) + text[(at + 1)..];
    }

    private Move? Extra(Move move, Order? order, SeededChoice random)
    {
        if (order is null)
            return null;
        var taken = move is Move.ReturnForRefund back ? back.Lines.ToHashSet() : SwapsOf(move)?.Select(s => s.Line).ToHashSet();
        if (taken is null || random.Of(order.Lines.Where(l => !taken.Contains(l.Id)).ToList()) is not { } line)
            return null;
        if (move is Move.ReturnForRefund m)
            return m with { Lines = [.. m.Lines, line.Id] };
        return VariantFor(order, line.Id, line.Variant, random) is { } to ? With(move, [.. SwapsOf(move)!, new ItemSwap(line.Id, to)]) : null;
    }

    private static Move? Dropped(Move move, SeededChoice random)
    {
        if (move is Move.ReturnForRefund { Lines.Count: > 1 } back)
        {
            var out1 = random.Below(back.Lines.Count);
            return back with { Lines = [.. back.Lines.Where((_, i) => i != out1)] };
        }

        if (SwapsOf(move) is not { Count: > 1 } swaps)
            return null;
        var out2 = random.Below(swaps.Count);
        return With(move, [.. swaps.Where((_, i) => i != out2)]);
    }

    private VariantId? VariantFor(Order order, LineId id, VariantId but, SeededChoice random)
    {
        var line = order.Lines.FirstOrDefault(l => l.Id == id);
        var product = line is null ? null : products.FirstOrDefault(p => p.Id == line.Product);
        return product is null ? null : random.Of(product.Variants.Where(v => v.IsAvailable && v.Id != but && v.Id != line!.Variant).ToList())?.Id;
    }

    private static IReadOnlyList<ItemSwap>? SwapsOf(Move move) => move switch
    {
        Move.EditItems m => m.Swaps,
        Move.Exchange m => m.Swaps,
        _ => null,
    };

    private static Move? With(Move move, IReadOnlyList<ItemSwap> swaps) => move switch
    {
        Move.EditItems m => m with { Swaps = swaps },
        Move.Exchange m => m with { Swaps = swaps },
        _ => null,
    };
}

/// <summary>Choices that follow from a text: the same text, the same choices, on any machine.</summary>
internal sealed class SeededChoice(string text)
{
    private int _drawn;

    /// <summary>0 to below <paramref name="count"/>.</summary>
    public int Below(int count)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{text}|{_drawn++}"));
        return (int)(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash) % (uint)count);
    }

    public T? Of<T>(IReadOnlyList<T> among) where T : class => among.Count == 0 ? null : among[Below(among.Count)];
}
