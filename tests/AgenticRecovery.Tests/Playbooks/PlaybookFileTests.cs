using AgenticRecovery.Books;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Tests.Playbooks;

public sealed class PlaybookFileTests
{
    private const string Sound = """
        playbook: Unclear
        version: "1"
        queue: service
        owner: desk
        sla:
          firstTouch: { within: 30m, source: assumption }
          decision: { within: 4bh, cliff: promise, before: 24h, source: assumption }
        escalation: [desk]
        nothing: { odds: [1, 4], source: assumption, by: { ParcelLost: [0.4, 7.6] } }
        ladder:
          - { move: EscalateTo, odds: [6, 2], source: assumption }
        done: Reclassified
        answerWithin: 48h
        remindAfter: 24h
        onSilence: person
        """;

    [Fact]
    public void A_sound_playbook_is_read()
    {
        var playbook = Read(Sound, out var faults)!;

        Assert.Empty(faults);
        Assert.Equal(FailureMode.Unclear, playbook.Mode);
        Assert.Equal(new SlaTarget(WorkSpan.Parse("4bh"), Cliffs.Promise, WorkSpan.Parse("24h"), "assumption"), playbook.Sla.Decision);
        Assert.Null(playbook.Sla.Update);
        Assert.Equal(0.05m, playbook.NothingFor("ParcelLost").Mean);
        Assert.Equal("assumption", playbook.Sources["sla.firstTouch"]);
    }

    [Theory]
    [InlineData("playbook: Unclear", "playbook: Unclera", "p.yaml:1:11: unknown playbook 'Unclera' (did you mean Unclear?)")]
    [InlineData("EscalateTo", "EscalateT", "p.yaml:11:13: unknown move 'EscalateT' (did you mean EscalateTo?)")]
    [InlineData("done: Reclassified", "done: Reclasified", "p.yaml:12:7: unknown done 'Reclasified' (did you mean Reclassified?)")]
    [InlineData("within: 30m", "within: 30x", "p.yaml:6:25: 'within' must be a length such as 30m")]
    [InlineData("owner: desk", "ownr: desk", "p.yaml:4:1: unknown key 'ownr' (did you mean owner?)")]
    [InlineData("[6, 2]", "[6, -2]", "each entry of 'odds' must be a number from 0.01")]
    [InlineData("cliff: promise", "cliff: promis", "unknown cliff 'promis' (did you mean promise?)")]
    [InlineData("remindAfter: 24h", "remindAfter: 50h", "'remindAfter' must be shorter than 'answerWithin'")]
    [InlineData("answerWithin: 48h", "answerWithin: 2bd", "calendar time")]
    [InlineData("onSilence: person", "onSilence: CancelOrder", "unknown onSilence 'CancelOrder'")]
    [InlineData("EscalateTo", "Reassure", "Reassure speaks to the customer and has no message")]
    [InlineData("EscalateTo", "LimitedIncentive", "LimitedIncentive needs 'steps' and 'ceiling'")]
    [InlineData("escalation: [desk]", "escalation: [", "p.yaml:")]
    public void A_fault_names_its_place_and_the_nearest_name(string right, string wrong, string expected)
    {
        Assert.Null(Read(Sound.Replace(right, wrong), out var faults));

        Assert.Contains(faults, fault => fault.ToString().Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_template_with_an_unknown_placeholder_or_a_missing_language_is_refused()
    {
        Read(Sound + "\nmessages:\n  Explain:\n    en: \"S\\nHello {{customer.firstname}}\"\n", out var faults);

        Assert.Contains(faults, f => f.Message.Contains("unknown placeholder 'customer.firstname' (did you mean customer.firstName?)", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Message.Contains("the text for 'de' is missing", StringComparison.Ordinal));
    }

    [Fact]
    public void A_template_fills_drops_what_is_empty_and_never_leaves_a_hole()
    {
        const string template = "Order {{order.id}}\nIt comes{{#if date}} on {{date}}{{/if}}.";
        var values = new Dictionary<string, string> { ["order.id"] = "SO-1" };

        Assert.Equal("Order SO-1\nIt comes.", MessageTemplate.Fill(template, values));
        Assert.Equal("Order SO-1\nIt comes on Friday.", MessageTemplate.Fill(template, new Dictionary<string, string>(values) { ["date"] = "Friday" }));
        Assert.Throws<ArgumentException>(() => MessageTemplate.Fill(template, new Dictionary<string, string>()));
        Assert.Equal("{{#if}} without its {{/if}}", Assert.Single(MessageTemplate.Check("{{#if date}}")).Fault);
    }

    [Fact]
    public void A_shelf_with_a_gap_does_not_load()
    {
        var fault = Assert.Throws<BookFaultException>(() => PlaybookShelf.Of(new Dictionary<string, string> { ["Unclear.yaml"] = Sound }));

        Assert.Contains(fault.Faults, f => f.File == "costs.yaml");
        Assert.Contains(fault.Faults, f => f.File == "Dispute.yaml");
    }

    [Fact]
    public void The_schema_knows_every_key_of_the_shipped_playbooks()
    {
        var known = PlaybookSchema.Document()["properties"]!.AsObject().Select(p => p.Key).ToHashSet();
        var assembly = typeof(Workflows.OpenCase).Assembly;
        foreach (var mode in Enum.GetNames<FailureMode>())
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream($"playbooks/{mode}.yaml")!);
            Assert.Subset(known, YamlMap.Read(reader.ReadToEnd(), mode, [])!.Keys.ToHashSet());
        }
    }

    private static Playbook? Read(string yaml, out List<BookFault> faults)
    {
        faults = [];
        return PlaybookFile.Read(yaml, "p.yaml", PlaybookMessages.Empty, faults);
    }
}
