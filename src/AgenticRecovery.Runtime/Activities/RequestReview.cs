using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Policy;
using AgenticRecovery.Tools;
using AgenticRecovery.Triage.Guarding;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Activities;

/// <summary>Compares a model's proposal with the words of the identified customer, whichever model proposed it.</summary>
public sealed class RequestReview(IShop shop)
{
    /// <summary>Rules of a book that rest on the comparison have ids that start with this; their reason then says what was found.</summary>
    public const string RulePrefix = "guard.";

    /// <summary>Null for a person's proposal, for a move that no customer asks for, and where no customer is known.</summary>
    public async Task<MatchFinding?> OfAsync(CaseNow now, Proposal proposal, TrustedReads trusted, CancellationToken ct)
    {
        var isModels = proposal.ProposedBy.StartsWith("model:", StringComparison.Ordinal);
        if (!isModels || now.Customer is not { } customer || !MoveTools.CustomerRequests.Contains(proposal.Move.Name))
            return null;
        // The reading knows English only; in other languages nothing is compared, and the book says what that means.
        var texts = now.Texts.Where(text => text.IsIdentified).Select(text => text.Text).ToList();
        if (texts.Count == 0 || !now.Language.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            return MatchFinding.Unread;
        var request = new RequestContext
        {
            Text = string.Join("\n\n", texts),
            IsConversation = texts.Count > 1,
            LastMessage = texts.Count > 1 ? texts[^1] : null,
            Customer = customer,
            Orders = await OrdersAsync(customer, trusted.OrdersAtFirst, ct),
            Products = trusted.Products,
        };
        return RequestGuard.Review(await WithProductsAsync(request, shop, ct), proposal.Move, proposal.Order);
    }

    /// <summary>The published word of the fact.</summary>
    public static string Word(RequestMatch match) => match switch
    {
        RequestMatch.Agrees => "agrees",
        RequestMatch.Open => "open",
        RequestMatch.Doubtful => "doubtful",
        RequestMatch.Against => "against",
        RequestMatch.Unread => "unread",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A decision that rests on the comparison says what was found, for whoever has to answer it.</summary>
    public static Decision Explained(Decision decision, MatchFinding? match) =>
        match is { Check.Length: > 0 } && decision.Rule.StartsWith(RulePrefix, StringComparison.Ordinal)
            ? decision with { Reason = $"{match.Reason} ({match.Check}) {decision.Reason}" }
            : decision;

    /// <summary>Fetches the products that the text speaks of, until the reading needs no more.</summary>
    public static async Task<RequestContext> WithProductsAsync(RequestContext request, IShop shop, CancellationToken ct)
    {
        while (RequestReader.Needs(request).Products is { Count: > 0 } missing)
        {
            var found = new List<Product>();
            foreach (var id in missing)
                if (await shop.FindProductAsync(id, ct) is { } product)
                    found.Add(product);
            if (found.Count == 0)
                break;
            request = request with { Products = [.. request.Products, .. found] };
        }

        return request;
    }

    private async Task<List<Order>> OrdersAsync(Customer customer, IReadOnlyList<Order> first, CancellationToken ct)
    {
        var orders = new List<Order>();
        foreach (var id in customer.Orders)
        {
            var order = first.FirstOrDefault(known => known.Id == id) ?? await shop.FindOrderAsync(id, ct);
            if (order is not null)
                orders.Add(order);
        }

        return orders;
    }
}
