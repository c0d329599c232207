using Temporalio.Common;

namespace Temporalio.Tests.Internals;

public class RetryPolicyTests
{
    [Fact]
    public void A_retry_policy_has_the_official_defaults_and_survives_the_wire()
    {
        var policy = new RetryPolicy { MaximumAttempts = 4, NonRetryableErrorTypes = ["Fatal"] };

        var proto = policy.ToProto();
        var back = RetryPolicy.FromProto(proto);

        Assert.Equal((2.0, 1L, 4), (proto.BackoffCoefficient, proto.InitialInterval.Seconds, proto.MaximumAttempts));
        Assert.Null(proto.MaximumInterval);
        Assert.Equal(["Fatal"], back.NonRetryableErrorTypes);
    }
}
