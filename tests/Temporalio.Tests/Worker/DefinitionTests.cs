using Temporalio.Activities;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class DefinitionTests
{
    [Fact]
    public void Names_come_from_types_and_methods_by_the_official_rules()
    {
        Assert.Equal("ThreeSteps", WorkflowDefinition.Create<ThreeSteps>().Name);
        Assert.Equal("Contract", WorkflowDefinition.Create<IContract>().Name);
        var counter = WorkflowDefinition.Create<Counter>();
        Assert.Equal(["Add", "Finish"], counter.Signals.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["Count", "CountPlus"], counter.Queries.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["AddNow", "AddSlowly", "Fail"], counter.Updates.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["Double", "Flaky", "Greet", "Refuse"],
            ActivityDefinition.CreateAll(new Arithmetic()).Select(a => a.Name!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void All_faults_of_a_definition_are_told_at_once()
    {
        var faults = Assert.Throws<AggregateException>(() => WorkflowDefinition.Create<Faulty>()).InnerExceptions;
        Assert.Contains(faults, f => f.Message.Contains("valid WorkflowRun", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Message.Contains("must return Task", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Message.Contains("cannot return a Task", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Message == "Cannot find update method named Nothing for WorkflowUpdateValidator on Void Validate() method");
        Assert.All(faults, f => Assert.IsType<ArgumentException>(f));
        Assert.Throws<ArgumentException>(() => WorkflowDefinition.Create<DefinitionTests>());
    }

    [Fact]
    public void A_lambda_activity_needs_a_name()
    {
        Assert.Throws<ArgumentException>(() => ActivityDefinition.Create([Activity] () => 1));
        Assert.Equal("named", ActivityDefinition.Create([Activity("named")] () => 1).Name);
        Assert.Equal("LocalFunction", ActivityDefinition.Create(LocalFunctionAsync).Name);

        [Activity]
        static Task LocalFunctionAsync() => Task.CompletedTask;
    }

    [Fact]
    public async Task Missing_optional_arguments_take_their_defaults()
    {
        var definition = ActivityDefinition.Create([Activity("sum")] (int one, int two = 40) => one + two);
        Assert.Equal(1, definition.RequiredParameterCount);
        Assert.Equal(42, await definition.InvokeAsync([2]));
        await Assert.ThrowsAsync<ArgumentException>(() => definition.InvokeAsync([]));
    }

    [Fact]
    public void Reserved_names_are_refused() =>
        Assert.Throws<ArgumentException>(() => ActivityDefinition.Create([Activity("__temporal_x")] () => 1));

    [Workflow]
    public interface IContract
    {
        [WorkflowRun]
        Task RunAsync();
    }

    [Workflow]
    public class Faulty
    {
        [WorkflowSignal]
        public void Signal()
        {
        }

        [WorkflowQuery]
        public Task QueryAsync() => Task.CompletedTask;

        [WorkflowUpdateValidator("Nothing")]
        public void Validate()
        {
        }
    }
}
