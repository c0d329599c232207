using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticRecovery.Connectors;
using AgenticRecovery.Connectors.Retail;
using AgenticRecovery.Connectors.Sandbox;

namespace AgenticRecovery.Host.Cli;

/// <summary>Opens the shop of a database: the sandbox, or the retail shop of a file. The database remembers which.</summary>
internal static class Shops
{
    private const string Mark = "shop";

    public static async Task<IShop> OpenAsync(App app, Action<IDisposable> own, CancellationToken ct)
    {
        var options = app.Options;
        var known = app.Store.Imports.HashOf(Mark);
        var wanted = options.Shop ?? known ?? "sandbox";
        if (known is not null && known != wanted)
            throw new BadInputException($"{options.Database} belongs to the shop '{known}'; use another --db for '{wanted}'.");
        IShop shop;
        if (wanted.StartsWith("tau2:", StringComparison.Ordinal))
        {
            var retail = RetailShop.Open(options.Beside("shop"), RetailSemantics.Tau2, app.Clock);
            own(retail);
            if (known is null)
                await retail.ImportAsync(ReadJson(wanted["tau2:".Length..]), ct);
            shop = retail;
        }
        else
        {
            var sandbox = SandboxShop.Open(options.Beside("shop"), app.Clock);
            own(sandbox);
            shop = sandbox;
        }

        if (known is null)
            await app.Store.Imports.MarkAsync(Mark, wanted, 0, app.Clock.GetUtcNow(), ct);
        return shop;
    }

    private static JsonObject ReadJson(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject
                ?? throw new BadInputException($"{path}: expected an object with users, orders and products.");
        }
        catch (JsonException e)
        {
            throw new BadInputException($"{path}:{e.LineNumber + 1}: {e.Message}", e);
        }
    }
}
