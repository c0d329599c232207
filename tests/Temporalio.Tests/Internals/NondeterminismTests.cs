using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Worker;

namespace Temporalio.Tests.Internals;

public class NondeterminismTests
{
    [Fact]
    public void A_mismatch_names_workflow_event_and_command()
    {
        var scheduled = new HistoryEvent
        {
            EventId = 5,
            EventType = EventType.ActivityTaskScheduled,
            ActivityTaskScheduledEventAttributes = new() { ActivityId = "1", ActivityType = new() { Name = "Double" } },
        };

        var fault = Nondeterminism.Mismatch("Changing", scheduled, "StartTimer");

        Assert.Contains("workflow Changing", fault.Message, StringComparison.Ordinal);
        Assert.Contains("event 5 (ActivityTaskScheduled of activity Double", fault.Message, StringComparison.Ordinal);
        Assert.Contains("StartTimer", fault.Message, StringComparison.Ordinal);
    }
}
