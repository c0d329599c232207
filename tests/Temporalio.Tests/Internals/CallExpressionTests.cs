using System.Linq.Expressions;
using Temporalio.Tests.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Internals;

public sealed class CallExpressionTests
{
    [Fact]
    public void A_call_expression_gives_method_and_arguments_without_being_run()
    {
        var start = 3;
        var numbers = new[] { 1, 2 };
        Expression<Func<ThreeSteps, Task<int>>> call = w => w.RunAsync(start + numbers[1]);

        var (method, args) = CallExpression.Read(call);

        Assert.Equal("ThreeSteps", WorkflowDefinition.NameForCall(method));
        // 3 and 2.
        Assert.Equal([5], args);
    }

    [Fact]
    public void An_interface_call_uses_the_interfaces_name()
    {
        Expression<Func<DefinitionTests.IContract, Task>> call = w => w.RunAsync();
        Assert.Equal("Contract", WorkflowDefinition.NameForCall(CallExpression.Read(call).Method));
    }

    [Fact]
    public void Only_one_method_call_is_an_expression()
    {
        Expression<Func<ThreeSteps, int>> other = w => 1 + 1;
        Assert.Throws<ArgumentException>(() => CallExpression.Read(other));
    }
}
