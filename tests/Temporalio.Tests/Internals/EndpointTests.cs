using Temporalio.Client;
using Temporalio.Client.Wire;

namespace Temporalio.Tests.Internals;

public class EndpointTests
{
    [Fact]
    public void Tls_is_on_when_set_or_with_an_api_key_unless_disabled()
    {
        Assert.False(Endpoint.Of(new("h:1")).UsesTls);
        Assert.True(Endpoint.Of(new("h:1") { Tls = new() }).UsesTls);
        Assert.True(Endpoint.Of(new("h:1") { ApiKey = "k" }).UsesTls);
        Assert.False(Endpoint.Of(new("h:1") { ApiKey = "k", Tls = new() { Disabled = true } }).UsesTls);
        Assert.Throws<ArgumentException>(() => Endpoint.Of(new("h:1") { Tls = new() { ClientCert = [1] } }));
    }

    [Fact]
    public void Calls_of_the_client_are_retried_unless_the_caller_says_otherwise()
    {
        Assert.True(TemporalClient.DefaultRetryOptions(null).Retry);
        Assert.False(TemporalClient.DefaultRetryOptions(new() { Retry = false }).Retry);
        var own = new RpcOptions { Timeout = TimeSpan.FromSeconds(3) };
        var retrying = TemporalClient.DefaultRetryOptions(own);
        Assert.Equal((true, TimeSpan.FromSeconds(3)), (retrying.Retry, retrying.Timeout));
        Assert.Null(own.Retry);
    }

    [Theory]
    [InlineData("127.0.0.1:7233", "127.0.0.1", 7233)]
    [InlineData("[::1]:80", "[::1]", 80)]
    [InlineData("[::1]", "[::1]", 443)]
    [InlineData("temporal.example", "temporal.example", 443)]
    public void Host_and_port_are_told_apart(string target, string host, int port) =>
        Assert.Equal((host, port), Endpoint.ReadHost(target, usualPort: 443));

    [Theory]
    [InlineData(0.4, "1m")]
    [InlineData(1500, "1500m")]
    [InlineData(100_000_000, "100000S")] // Nine digits of milliseconds do not fit.
    public void Deadlines_fit_the_eight_digits_of_the_header(double milliseconds, string header) =>
        Assert.Equal(header, GrpcDeadline.Format(TimeSpan.FromMilliseconds(milliseconds)));
}
