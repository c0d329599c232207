using Temporalio.Client;
using Temporalio.Client.Wire;
using Temporalio.Converters;

namespace Temporalio.Tests.Client;

public class ClientOptionTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("http://localhost:7233")]
    [InlineData("localhost")]
    [InlineData("localhost:port")]
    public void A_target_host_that_is_no_host_and_port_is_refused(string? targetHost) =>
        Assert.Throws<ArgumentException>(() => TemporalConnection.CreateLazy(new() { TargetHost = targetHost }));

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
    public void A_lazy_connection_cannot_change_metadata_before_it_is_connected()
    {
        var connection = TemporalConnection.CreateLazy(new("localhost:1"));

        Assert.False(connection.IsConnected);
        Assert.Throws<InvalidOperationException>(() => connection.ApiKey = "k");
        Assert.Throws<InvalidOperationException>(() => connection.RpcMetadata = []);
        Assert.Throws<InvalidOperationException>(() => connection.RpcBinaryMetadata = []);
    }

    [Fact]
    public void Identity_is_written_back_into_the_options()
    {
        var options = new TemporalConnectionOptions("localhost:1");

        TemporalConnection.CreateLazy(options);

        Assert.Equal($"{Environment.ProcessId}@{System.Net.Dns.GetHostName()}", options.Identity);
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

    [Fact]
    public void A_client_works_on_a_clone_of_its_options()
    {
        var options = new TemporalClientOptions { Namespace = "shop" };
        var client = new TemporalClient(TemporalConnection.CreateLazy(new("localhost:1")), options);

        options.Namespace = "changed";

        Assert.Equal("shop", client.Options.Namespace);
        Assert.NotSame(DataConverter.Default, client.Options.DataConverter);
    }

    [Theory]
    [InlineData("127.0.0.1:7233", "127.0.0.1", 7233)]
    [InlineData("[::1]:80", "[::1]", 80)]
    public void Host_and_port_are_told_apart(string target, string host, int port) =>
        Assert.Equal((host, port), Endpoint.ReadHost(target));

    [Theory]
    [InlineData(0.4, "1m")]
    [InlineData(1500, "1500m")]
    [InlineData(100_000_000, "100000S")] // Nine digits of milliseconds do not fit.
    public void Deadlines_fit_the_eight_digits_of_the_header(double milliseconds, string header) =>
        Assert.Equal(header, GrpcDeadline.Format(TimeSpan.FromMilliseconds(milliseconds)));
}
