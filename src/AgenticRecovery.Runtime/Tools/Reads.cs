using System.Text.Json;
using AgenticRecovery.Agents;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Tools;

/// <summary>Single reads within a scope; a thing of another customer is answered like one that does not exist.</summary>
internal sealed class Reads(ReadSources sources, ReadScope scope)
{
    public async Task<string> OrderAsync(ToolArguments given, Func<Order, string> show, CancellationToken ct)
    {
        if (scope.Customer is not { } customer)
            return ReadTools.Error("The customer is not identified yet. Use find_customer first.");
        var id = new OrderId(given.Text("order_id")!);
        return await sources.Shop.FindOrderAsync(id, ct) is { } order && order.Customer == customer
            ? show(ForeignWords.Without(order))
            : ReadTools.Error($"This customer has no order '{id}'.");
    }

    public async Task<string> CustomerAsync(ToolArguments given, CancellationToken ct)
    {
        var id = new CustomerId(given.Text("customer_id")!);
        return scope.Customer == id && await sources.Shop.FindCustomerAsync(id, ct) is { } customer
            ? AgentJson.Write(customer)
            : ReadTools.Error($"'{id}' is not the customer of this case.");
    }

    public async Task<string> FindAsync(ToolArguments given, CancellationToken ct)
    {
        if (given.Text("email") is { } email)
            return Within(await sources.Shop.FindCustomerByEmailAsync(email, ct), "No customer has this e-mail address.");
        if (given.Text("name") is not { } name || given.Text("postal_code") is not { } postalCode)
            return ReadTools.Error("Give an e-mail address, or a full name and a postal code.");
        var found = await sources.Shop.FindCustomersByNameAsync(name, postalCode, ct);
        return found.Count == 1
            ? Within(found[0], "")
            : ReadTools.Error(found.Count == 0 ? "No customer has this name and postal code." : $"{found.Count} customers have this name and postal code; ask for the e-mail address.");
    }

    public async Task<string> ProductAsync(ToolArguments given, CancellationToken ct)
    {
        var id = new ProductId(given.Text("product_id")!);
        return await sources.Shop.FindProductAsync(id, ct) is { } product ? AgentJson.Write(ForeignWords.Without(product)) : ReadTools.Error($"There is no product '{id}'.");
    }

    public async Task<string> TicketsAsync(ToolArguments given, CancellationToken ct) =>
        scope.Customer is { } customer && customer.Value == given.Text("customer_id")
            ? JsonSerializer.Serialize(Quoting.Render(await sources.Tickets(customer, ct)))
            : ReadTools.Error("That is not the customer of this case.");

    public async Task<string> EarlierAsync(ToolArguments given, CancellationToken ct) =>
        scope.Customer is { } customer && customer.Value == given.Text("customer_id")
            ? AgentJson.Write<List<EarlierCase>>([.. await sources.EarlierCases(customer, ct)])
            : ReadTools.Error("That is not the customer of this case.");

    public async Task<string> QuoteAsync(ToolArguments given, CancellationToken ct)
    {
        Dictionary<string, object?>? arguments;
        try
        {
            arguments = JsonSerializer.Deserialize<Dictionary<string, object?>>(given.Text("arguments_json")!);
        }
        catch (JsonException fault)
        {
            return ReadTools.Error($"arguments_json is no JSON: {fault.Message}");
        }
        var order = await sources.Shop.FindOrderAsync(new OrderId(given.Text("order_id")!), ct);
        if (order is null || order.Customer != scope.Customer)
            return ReadTools.Error("This customer has no such order.");
        var tool = given.Text("tool")!;
        if (arguments is not null && MoveTools.ByTool.TryGetValue(tool, out var known))
        {
            arguments.TryAdd("why", "quote");
            if (known.ActsOnOrder)
                arguments["order_id"] = order.Id.Value;
        }
        return MoveReader.Read(tool, arguments, order) switch
        {
            MoveReading.Readable readable => await sources.Quote(readable.Move, order, ct) is { } price
                ? AgentJson.Write(price)
                : ReadTools.Error("This move has no price on this order."),
            MoveReading.Unreadable unreadable => ReadTools.Error(unreadable.Reason),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private string Within(Customer? found, string otherwise) => found switch
    {
        null => ReadTools.Error(otherwise),
        _ when scope.Customer is { } known && known != found.Id => ReadTools.Error("That is not the customer of this case."),
        _ => AgentJson.Write(found),
    };
}
