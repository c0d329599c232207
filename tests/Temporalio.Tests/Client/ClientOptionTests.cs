using Temporalio.Client;
using Temporalio.Converters;

namespace Temporalio.Tests.Client;

public class ClientOptionTests
{
    [Theory]
    [InlineData(null, "TargetHost is required")]
    [InlineData("", "TargetHost is required")]
    [InlineData("http://localhost:7233", "TargetHost cannot have ://")]
    public async Task An_address_that_is_missing_or_a_whole_url_is_refused_when_connecting(string? targetHost, string words)
    {
        var connection = TemporalConnection.CreateLazy(new() { TargetHost = targetHost });

        var fault = await Assert.ThrowsAsync<ArgumentException>(connection.ConnectAsync);

        Assert.Equal(words, fault.Message);
    }

    [Theory]
    [InlineData("localhost:port", "Invalid options: invalid port number")]
    [InlineData("localhost:99999", "Invalid options: invalid port number")]
    [InlineData(":7233", "Invalid options: empty host")]
    public async Task An_address_without_host_or_with_a_bad_port_is_refused_when_connecting(string targetHost, string words)
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => TemporalConnection.ConnectAsync(new(targetHost)));

        Assert.Equal(words, fault.Message);
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
    public void A_client_works_on_a_clone_of_its_options()
    {
        var options = new TemporalClientOptions { Namespace = "shop" };
        var client = new TemporalClient(TemporalConnection.CreateLazy(new("localhost:1")), options);

        options.Namespace = "changed";

        Assert.Equal("shop", client.Options.Namespace);
        Assert.NotSame(DataConverter.Default, client.Options.DataConverter);
    }
}
