using System.Text.Json.Nodes;
using AgenticRecovery.Books;
using YamlDotNet.RepresentationModel;

namespace AgenticRecovery.Tests.Policy;

/// <summary>The schema of a policy book against the shipped books, and against slips that an editor should underline.</summary>
public sealed class SchemaTests
{
    private static readonly JsonNode Schema = PolicySchema.Document();

    [Fact]
    public void The_shipped_books_meet_the_schema()
    {
        foreach (var name in PolicyBookReader.ShippedNames)
            Assert.Empty(SmallSchema.Faults(Schema, Json(PolicyBookReader.Shipped(name)!)));
    }

    [Theory]
    [InlineData("  - { id: a, alow: FullRefund }", "alow")]
    [InlineData("  - { id: a, allow: FullRefnd }", "allow")]
    [InlineData("  - { id: a, allow: FullRefund, forbid: Reassure }", "rules/0")]
    [InlineData("  - { id: a, approve: FullRefund, by: { people: 1 } }", "role")]
    [InlineData("  - { id: a, approve: FullRefund, by: { role: finance, people: 9 } }", "people")]
    [InlineData("  - { id: a, approve: FullRefund, within: soon, by: { role: finance } }", "within")]
    [InlineData("  - { id: a, allow: FullRefund, with: [mesage:x] }", "with")]
    [InlineData("  - { id: a, allow: FullRefund }\nbudgets:\n  - { id: b, over: concessions, per: brnd, limit: 5 }", "per")]
    [InlineData("  - { id: a, allow: FullRefund }\nexamples:\n  - { move: FullRefund, facts: { amonut: 5 }, expect: allow }", "amonut")]
    [InlineData("  - { id: a, allow: FullRefund }\nexamples:\n  - { move: FullRefund, expect: alow }", "expect")]
    public void A_slip_breaks_the_schema_where_it_stands(string rules, string place)
    {
        var faults = SmallSchema.Faults(Schema, Json("book: t\nversion: 1\ncurrency: EUR\nrules:\n" + rules + "\n"));

        Assert.Contains(faults, fault => fault.Contains(place, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_key_of_the_schema_is_one_the_reader_takes()
    {
        // Rules: every key at once, apart from the four effects of which there is one.
        var read = PolicyBookReader.Read("""
            book: t
            about: everything
            version: 1
            currency: EUR
            rates: { USD: 1.1 }
            calendar: { zone: Europe/Berlin, opens: "09:00", closes: "17:00", closed: [2026-12-25] }
            roles: [finance]
            freshness: { order.status: 24h }
            rules:
              - { id: a, approve: FullRefund, when: amount > 0, because: b, law: true, by: { role: finance, people: 2 }, within: 4h business, with: [message:x] }
            budgets:
              - { id: b, over: concessions, per: [brand, day], limit: 5.00, pace: { slack: 0.1, slope: 2, most: 3 }, because: c }
            situations: { s: { amount: 5.00 } }
            examples:
              - { name: n, in: s, move: FullRefund, facts: { customer.abuse: 0.1 }, expect: approval, rule: a, role: finance }
            """, "t.yaml");

        Assert.Empty(read.Faults);
        Assert.Empty(SmallSchema.Faults(Schema, Json(read.Source)));
        Assert.Equal(Keys(Schema), Json(read.Source).AsObject().Select(entry => entry.Key).Order());
    }

    private static IEnumerable<string> Keys(JsonNode schema) => schema["properties"]!.AsObject().Select(entry => entry.Key).Order();

    private static JsonNode Json(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Json(stream.Documents[0].RootNode)!;
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(entry => KeyValuePair.Create(((YamlScalarNode)entry.Key).Value!, Json(entry.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: { } text } when decimal.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new InvalidOperationException(),
    };
}
