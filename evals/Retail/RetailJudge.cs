using AgenticRecovery.Activities;
using AgenticRecovery.Agents;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors.Retail;
using AgenticRecovery.Economics;
using AgenticRecovery.Policy;
using AgenticRecovery.Tools;
using AgenticRecovery.Triage.Guarding;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Evals.Retail;

/// <summary>
/// Asks the policy book and the guard of the product about a write that a recorded model wants, in the state the shop is in
/// then. Facts come from the same code as in a running case; that the customer said yes is taken for granted.
/// </summary>
/// <param name="seed">A shop that nothing changes, for orders as they stood at first.</param>
internal sealed class RetailJudge(RetailShop seed, PolicyBook book, IReadOnlyList<Product> products)
{
    private static readonly CaseId Case = new("case-replay");
    private readonly CatalogueWords _words = new(products);
    private readonly Dictionary<CustomerId, (Customer Customer, IReadOnlyList<Order> Orders)> _known = [];

    /// <param name="words">What the customer had written by then.</param>
    /// <param name="now">The shop in the state of the run.</param>
    public async Task<(Decision Decision, MatchFinding? Match)> DecideAsync(RetailWrite write, IReadOnlyList<string> words, RetailShop now, DateTimeOffset at, CancellationToken ct)
    {
        var text = string.Join("\n\n", words);
        var order = write.Order is { } id ? await now.FindOrderAsync(id, ct) : null;
        var customer = await CustomerAsync(text, order?.Customer ?? write.Customer, ct);
        var isIdentified = customer is not null;
        var match = customer is { } known
            ? RequestGuard.Review(new RequestContext { Text = text, IsConversation = words.Count > 1, LastMessage = words.Count > 1 ? words[^1] : null, Customer = known.Customer, Orders = known.Orders, Products = products, Words = _words }, write.Move, write.Order)
            : null;
        var current = customer is null ? null : await now.FindCustomerAsync(customer.Value.Customer.Id, ct);
        var trusted = new TrustedReads(await OrdersAsync(now, current, ct), current, products, []);
        var proposal = new Proposal(new ProposalId("replay"), Case, write.Move, Money.Zero(Currency.Usd), Money.Zero(Currency.Usd), "recorded", "model:recorded")
        {
            Order = write.Order,
            Customer = current?.Id,
        };
        var isTainted = Taint.Of(write.Move, write.Order, trusted, [new QuotedText("customer", "text", at, text) { IsIdentified = isIdentified }]) is TaintFinding.Tainted;
        var isOthersProfile = write.Customer is { } profile && current?.Id != profile;
        var facts = SituationFacts.Of(new Situation
        {
            At = at,
            Move = write.Move,
            Amount = proposal.Amount,
            Cost = proposal.Cost,
            IsPerson = false,
            IsTainted = isTainted || isOthersProfile,
            Order = order,
            Customer = current,
            Products = products,
            Identified = isIdentified,
            Asked = true,
            Confirmed = isIdentified,
            RequestMatch = match is null ? null : RequestReview.Word(match.Match),
            History = Nothing(order),
            ShopCanDo = true,
        });
        return (book.Decide(proposal, facts), match);
    }

    private async Task<(Customer Customer, IReadOnlyList<Order> Orders)?> CustomerAsync(string text, CustomerId? owner, CancellationToken ct)
    {
        foreach (var candidate in await CandidatesAsync(text, owner, ct))
            if (Identity.Proves(text, candidate))
            {
                if (!_known.TryGetValue(candidate.Id, out var known))
                    _known[candidate.Id] = known = (candidate, await OrdersAsync(seed, candidate, ct));
                return known;
            }

        return null;
    }

    private async Task<List<Customer>> CandidatesAsync(string text, CustomerId? owner, CancellationToken ct)
    {
        var candidates = new List<Customer>();
        var claims = Identity.Find(text);
        foreach (var email in claims.Emails)
            if (await seed.FindCustomerByEmailAsync(email, ct) is { } byEmail)
                candidates.Add(byEmail);
        if (claims.UserId is { } userId && await seed.FindCustomerAsync(new CustomerId(userId), ct) is { } byId)
            candidates.Add(byId);
        if (claims is { Name: { } name, PostalCode: { } zip })
            candidates.AddRange(await seed.FindCustomersByNameAsync(name, zip, ct));
        if (owner is { } id && await seed.FindCustomerAsync(id, ct) is { } own)
            candidates.Add(own);
        return candidates;
    }

    private static async Task<List<Order>> OrdersAsync(RetailShop shop, Customer? customer, CancellationToken ct)
    {
        var orders = new List<Order>();
        foreach (var id in customer?.Orders ?? [])
            if (await shop.FindOrderAsync(id, ct) is { } order)
                orders.Add(order);
        return orders;
    }

    private static CaseHistory Nothing(Order? order) => new()
    {
        ContactsLast24h = 0,
        ContactsPerCase = 0,
        ConcessionsLast180d = 0,
        ConcessionsAmount180d = Money.Zero(Currency.Usd),
        ConcessionsInCase = 0,
        RefundsLast30d = Money.Zero(Currency.Usd),
        ApologiesLast60d = 0,
        PaymentLinksLastHour = 0,
        CaseSpent = Money.Zero(Currency.Usd),
        CaseWrites = 0,
        OrderEdited = order?.Attributes.ContainsKey("edited") == true,
        OrderExchanged = false,
    };
}
