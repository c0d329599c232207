using Temporalio.Activities;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

/// <summary>Versions of one workflow: "Changing" is what histories know it as.</summary>
public static class Changing
{
    [Workflow("Changing")]
    public class First
    {
        private bool mayGoOn;

        [WorkflowRun]
        public async Task<int> RunAsync()
        {
            var number = await Workflow.ExecuteActivityAsync((Arithmetic a) => a.Double(1), Options);
            await Workflow.WaitConditionAsync(() => mayGoOn);
            return await Workflow.ExecuteActivityAsync((Arithmetic a) => a.Double(number), Options);
        }

        [WorkflowSignal]
        public Task GoOnAsync()
        {
            mayGoOn = true;
            return Task.CompletedTask;
        }
    }

    /// <summary>Waits for a timer where the first version called an activity.</summary>
    [Workflow("Changing")]
    public class Broken
    {
        [WorkflowRun]
        public async Task<int> RunAsync()
        {
            await Workflow.DelayAsync(TimeSpan.FromMinutes(1));
            return 0;
        }

        [WorkflowSignal]
        public Task GoOnAsync() => Task.CompletedTask;
    }

    /// <summary>Asks for one thing more than the first version.</summary>
    [Workflow("Changing")]
    public class Extended
    {
        private bool mayGoOn;

        [WorkflowRun]
        public async Task<int> RunAsync()
        {
            var number = await Workflow.ExecuteActivityAsync((Arithmetic a) => a.Double(1), Options);
            if (Workflow.Patched("twice"))
                number = await Workflow.ExecuteActivityAsync((Arithmetic a) => a.Double(number), Options);
            await Workflow.WaitConditionAsync(() => mayGoOn);
            return await Workflow.ExecuteActivityAsync((Arithmetic a) => a.Double(number), Options);
        }

        [WorkflowSignal]
        public Task GoOnAsync()
        {
            mayGoOn = true;
            return Task.CompletedTask;
        }
    }

    /// <summary>The patch has become the rule.</summary>
    [Workflow("Changing")]
    public class Settled
    {
        private bool mayGoOn;

        [WorkflowRun]
        public async Task<int> RunAsync()
        {
            var number = await Workflow.ExecuteActivityAsync((Arithmetic a) => a.Double(1), Options);
            Workflow.DeprecatePatch("twice");
            number = await Workflow.ExecuteActivityAsync((Arithmetic a) => a.Double(number), Options);
            await Workflow.WaitConditionAsync(() => mayGoOn);
            return await Workflow.ExecuteActivityAsync((Arithmetic a) => a.Double(number), Options);
        }

        [WorkflowSignal]
        public Task GoOnAsync()
        {
            mayGoOn = true;
            return Task.CompletedTask;
        }
    }

    private static ActivityOptions Options => new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) };
}

public sealed class LocalSteps
{
    public int Calls { get; private set; }

    [Activity]
    public int Next(int number)
    {
        Calls++;
        return number + 1;
    }
}

[Workflow]
public class Locals
{
    private bool mayGoOn;

    [WorkflowRun]
    public async Task<int> RunAsync()
    {
        var options = new LocalActivityOptions { StartToCloseTimeout = TimeSpan.FromSeconds(10) };
        var number = await Workflow.ExecuteLocalActivityAsync((LocalSteps s) => s.Next(0), options);
        number = await Workflow.ExecuteLocalActivityAsync((LocalSteps s) => s.Next(number), options);
        await Workflow.WaitConditionAsync(() => mayGoOn);
        return await Workflow.ExecuteLocalActivityAsync((LocalSteps s) => s.Next(number), options);
    }

    [WorkflowSignal]
    public Task GoOnAsync()
    {
        mayGoOn = true;
        return Task.CompletedTask;
    }
}
