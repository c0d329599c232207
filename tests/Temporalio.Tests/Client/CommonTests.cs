using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporalio.Tests.Client;

public class CommonTests
{
    [Fact]
    public void Search_attributes_travel_with_their_type()
    {
        var at = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(1));
        var sent = new SearchAttributeCollection.Builder()
            .Set(SearchAttributeKey.CreateKeyword("Stage"), "paid")
            .Set(SearchAttributeKey.CreateLong("Minor"), 60_00L)
            .Set(SearchAttributeKey.CreateDouble("Share"), 0.25)
            .Set(SearchAttributeKey.CreateBool("Gift"), true)
            .Set(SearchAttributeKey.CreateDateTimeOffset("PaidAt"), at)
            .Set(SearchAttributeKey.CreateText("Note"), "two words")
            .Set(SearchAttributeKey.CreateKeywordList("Tags"), ["a", "b"])
            .ToSearchAttributeCollection();

        var proto = sent.ToProto();
        var received = SearchAttributeCollection.FromProto(proto);

        Assert.Equal(
            ["Bool", "Int", "Text", "Datetime", "Double", "Keyword", "KeywordList"],
            proto.IndexedFields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Value.Metadata["type"].ToStringUtf8()));
        Assert.Equal(7, received.Count);
        Assert.Equal("paid", received.Get(SearchAttributeKey.CreateKeyword("Stage")));
        Assert.Equal(60_00L, received.Get(SearchAttributeKey.CreateLong("Minor")));
        Assert.Equal(0.25, received.Get(SearchAttributeKey.CreateDouble("Share")));
        Assert.True(received.Get(SearchAttributeKey.CreateBool("Gift")));
        Assert.Equal(at, received.Get(SearchAttributeKey.CreateDateTimeOffset("PaidAt")));
        Assert.Equal(["a", "b"], received.Get(SearchAttributeKey.CreateKeywordList("Tags")));
    }

    [Fact]
    public void Long_type_names_are_read_and_nulls_ignored()
    {
        var proto = new SearchAttributes
        {
            IndexedFields =
            {
                ["List"] = Attribute("[\"x\"]", "INDEXED_VALUE_TYPE_KEYWORD_LIST"),
                ["Gone"] = Attribute("null", "Keyword"),
            },
        };

        var received = SearchAttributeCollection.FromProto(proto);

        Assert.Equal([SearchAttributeKey.CreateKeywordList("List")], received.UntypedValues.Keys.AsEnumerable());
    }

    [Fact]
    public void A_type_that_is_none_of_search_attributes_is_refused()
    {
        var proto = new SearchAttributes { IndexedFields = { ["Odd"] = Attribute("1", "Nonsense") } };

        var fault = Assert.Throws<ArgumentException>(() => SearchAttributeCollection.FromProto(proto));

        Assert.Equal("Unrecognized metadata type Nonsense", fault.Message);
    }

    [Fact]
    public void A_key_is_name_and_type_and_a_name_is_there_once()
    {
        SearchAttributeKey text = SearchAttributeKey.CreateText("A");

        Assert.True(text == SearchAttributeKey.CreateText("A"));
        Assert.True(text != SearchAttributeKey.CreateKeyword("A"));
        Assert.True(text < SearchAttributeKey.CreateText("B"));
        var both = new SearchAttributeCollection.Builder()
            .Set(SearchAttributeKey.CreateText("A"), "t").Set(SearchAttributeKey.CreateKeyword("A"), "k").ToSearchAttributeCollection();
        Assert.Single(both.UntypedValues);
        Assert.False(both.TryGetValue(SearchAttributeKey.CreateText("A"), out _));
        Assert.Throws<KeyNotFoundException>(() => both.Get(SearchAttributeKey.CreateText("A")));
    }

    [Fact]
    public void A_history_is_read_with_full_and_with_short_names()
    {
        const string Full = """{"events":[{"eventId":"1","eventType":"EVENT_TYPE_WORKFLOW_EXECUTION_STARTED","workflowExecutionStartedEventAttributes":{"taskQueue":{"name":"q","kind":"TASK_QUEUE_KIND_NORMAL"}}}]}""";
        const string Short = """{"events":[{"eventId":"1","eventType":"WorkflowExecutionStarted","newField":{"a":1},"workflowExecutionStartedEventAttributes":{"taskQueue":{"name":"q","kind":"Normal"}}}]}""";

        var full = WorkflowHistory.FromJson("w", Full);
        var brief = WorkflowHistory.FromJson("w", Short);

        Assert.Equal(full.Events, brief.Events);
        Assert.Equal(EventType.WorkflowExecutionStarted, full.Events.Single().EventType);
        Assert.Equal(TaskQueueKind.Normal, full.Events.Single().WorkflowExecutionStartedEventAttributes.TaskQueue.Kind);
        Assert.Equal(full.Events, WorkflowHistory.FromJson("w", full.ToJson()).Events);
    }

    [Fact]
    public void Random_numbers_depend_on_the_seed_alone_and_stay_in_range()
    {
        var (one, same, other) = (new DeterministicRandom(7), new DeterministicRandom(7), new DeterministicRandom(8));
        var drawn = Enumerable.Range(0, 1000).Select(_ => one.Next(3, 10)).ToArray();

        Assert.Equal(drawn, Enumerable.Range(0, 1000).Select(_ => same.Next(3, 10)));
        Assert.NotEqual(drawn, Enumerable.Range(0, 1000).Select(_ => other.Next(3, 10)));
        Assert.Equal([3, 4, 5, 6, 7, 8, 9], drawn.Distinct().Order());
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.InRange(one.NextDouble(), 0, 0.9999999999999999));
    }

    /// <summary>Drawn with the official package 1.21.1: runs that change from one library to the other must draw the same.</summary>
    [Fact]
    public void Random_numbers_are_those_of_the_official_core()
    {
        var random = new DeterministicRandom(7);

        Assert.Equal([580, 120, 408, 386, 563, 333], Enumerable.Range(0, 6).Select(_ => random.Next(3, 1000)));
        Assert.Equal(497109592, random.Next());
        Assert.Equal(0.8215251956667387, random.NextDouble());
        Assert.Equal(2011705920787906183, random.NextInt64());
    }

    [Fact]
    public void A_deployment_version_splits_at_the_first_dot()
    {
        var version = WorkerDeploymentVersion.FromCanonicalString("shop.1.2");

        Assert.Equal(new WorkerDeploymentVersion("shop", "1.2"), version);
        Assert.Equal("shop.1.2", version.ToCanonicalString());
        Assert.Throws<ArgumentException>(() => WorkerDeploymentVersion.FromCanonicalString("shop"));
    }

    private static Payload Attribute(string json, string type) => new()
    {
        Data = ByteString.CopyFromUtf8(json),
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain"), ["type"] = ByteString.CopyFromUtf8(type) },
    };
}
