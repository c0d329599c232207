using System.Reflection;
using AgenticRecovery.Activities;
using AgenticRecovery.Workflows;
using Temporalio.Activities;

namespace AgenticRecovery.Tests.Flows;

public sealed class StepTests
{
    [Fact]
    public void Every_step_of_a_case_is_carried_out_by_exactly_one_activity()
    {
        var carried = typeof(CaseEngine).Assembly.GetTypes().Where(t => t.Namespace == typeof(CaseEngine).Namespace)
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => m.GetCustomAttribute<ActivityAttribute>() is not null)
            .Select(m => m.Name).Order(StringComparer.Ordinal);

        Assert.Equal(typeof(ICaseSteps).GetMethods().Select(m => m.Name).Order(StringComparer.Ordinal), carried);
    }
}
