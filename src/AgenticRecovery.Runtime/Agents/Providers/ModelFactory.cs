using System.Globalization;
using AgenticRecovery.Activities;
using AgenticRecovery.Cases;
using AgenticRecovery.Store;
using Microsoft.Extensions.Configuration;

namespace AgenticRecovery.Agents;

/// <summary>
/// Makes models by name. "playbook-v1" is embedded; "openai:NAME", "anthropic:NAME", "replay:FILE", "replay-nearest:FILE" and
/// "replay-case:ID@DATABASE" say the provider; any other name is looked up under Models:NAME in the configuration.
/// </summary>
public sealed class ModelFactory(IConfiguration configuration, HttpClient http, TimeProvider clock)
{
    /// <param name="names">One or more names with commas between them; the later ones are fallbacks.</param>
    /// <exception cref="ArgumentException">A name that is unknown, or whose key is missing; the message says what to set.</exception>
    public IReadOnlyList<Model> Create(string names) =>
        [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(One)];

    private Model One(string name)
    {
        if (name is PlaybookModel.Name or "playbook")
            return new Model(PlaybookModel.Name, new PlaybookModel(), ModelPrice.Free);
        var section = configuration.GetSection($"Models:{name}");
        var colon = name.IndexOf(':');
        var provider = section["Provider"] ?? (colon > 0 ? name[..colon] : null);
        var model = section["Model"] ?? (colon > 0 ? name[(colon + 1)..] : name);
        var timeout = TimeSpan.FromSeconds(double.TryParse(section["TimeoutSeconds"], CultureInfo.InvariantCulture, out var seconds) ? seconds : 60);
        var price = new ModelPrice(Price(section, "PriceInput"), Price(section, "PriceCachedInput"), Price(section, "PriceOutput"));
        return provider switch
        {
            "openai" => new Model(name, new OpenAiChatClient(
                Address(name, section["BaseAddress"] ?? configuration["OPENAI_BASE_URL"] ?? "https://api.openai.com/v1"),
                Key(name, section, "OPENAI_API_KEY"), model, timeout, clock), price),
            "anthropic" => new Model(name, new AnthropicChatClient(
                http, Address(name, section["BaseAddress"] ?? configuration["ANTHROPIC_BASE_URL"] ?? "https://api.anthropic.com/"),
                Key(name, section, "ANTHROPIC_API_KEY"), model, timeout, clock), price),
            "replay-case" => new Model(name, RecordedOf(name, model), ModelPrice.Free),
            "replay" => new Model(name, ReplayChatClient.FromFile(Recording(name, model), ReplayMatch.Strict), ModelPrice.Free),
            "replay-nearest" => new Model(name, ReplayChatClient.FromFile(Recording(name, model), ReplayMatch.Nearest), ModelPrice.Free),
            _ => throw new ArgumentException($"Model '{name}' is not known. Use {PlaybookModel.Name}, openai:NAME, anthropic:NAME, replay:FILE, replay-nearest:FILE, replay-case:ID@DATABASE, or set Models:{name}:Provider."),
        };
    }

    private static string Recording(string name, string file) =>
        File.Exists(file) ? file : throw new ArgumentException($"Model '{name}': there is no recording '{file}'; expected a file with one transcript a line.");

    /// <summary>The models of one case of a database; the moment differs when it is replayed, so the nearest answer counts.</summary>
    private ReplayChatClient RecordedOf(string name, string model)
    {
        var at = model.LastIndexOf('@');
        if (at <= 0 || !File.Exists(model[(at + 1)..]))
            throw new ArgumentException($"Model '{name}': expected replay-case:ID@DATABASE with a database that exists, found '{model}'.");
        using var store = RecoveryStore.Open(model[(at + 1)..], clock);
        var id = new CaseId(model[..at]);
        if (store.Cases.Find(id) is null)
            throw new ArgumentException($"Model '{name}': the database has no case '{id}'; 'recovery case list --db {model[(at + 1)..]}' shows them.");
        return new ReplayChatClient(RecordedCase.Of(store, id), ReplayMatch.Nearest);
    }

    private string Key(string name, IConfigurationSection section, string variable)
    {
        var from = section["KeyVariable"] ?? variable;
        return configuration[from] is { Length: > 0 } key ? key : throw new ArgumentException($"Model '{name}' needs a key in {from}.");
    }

    private static Uri Address(string name, string text) =>
        Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new ArgumentException($"Model '{name}': '{text}' is no http address.");

    private static decimal Price(IConfigurationSection section, string name) =>
        decimal.TryParse(section[name], CultureInfo.InvariantCulture, out var price) ? price : 0;
}
