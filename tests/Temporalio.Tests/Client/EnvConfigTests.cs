using Temporalio.Common.EnvConfig;

namespace Temporalio.Tests.Client;

public class EnvConfigTests
{
    private const string Toml = """
        # two ways to connect
        [profile.default]
        address = "one:7233"   # plain
        namespace = 'shop'

        [profile.cloud]
        address = "cloud:7233"
        api_key = "secret"
        [profile.cloud.tls]
        server_name = "my.host"
        client_cert_data = '''
        -----BEGIN-----
        '''
        [profile.cloud.grpc_meta]
        "Some_Key" = "v\u00e4l"
        """;

    private static readonly IReadOnlyDictionary<string, string> NoVars = new Dictionary<string, string>();

    [Fact]
    public void A_profile_is_read_with_all_it_says()
    {
        var options = Load("cloud", NoVars).ToClientConnectionOptions();

        Assert.Equal(("cloud:7233", "default", "secret"), (options.TargetHost, options.Namespace, options.ApiKey));
        Assert.Equal("my.host", options.Tls!.Domain);
        Assert.Equal("-----BEGIN-----\n", System.Text.Encoding.UTF8.GetString(options.Tls.ClientCert!));
        Assert.Equal([new("some-key", "väl")], options.RpcMetadata!);
    }

    [Fact]
    public void Variables_go_before_the_file()
    {
        var vars = new Dictionary<string, string>
        {
            ["TEMPORAL_PROFILE"] = "cloud",
            ["TEMPORAL_ADDRESS"] = "other:1",
            ["TEMPORAL_TLS"] = "false",
            ["TEMPORAL_GRPC_META_SOME_KEY"] = string.Empty,
            ["TEMPORAL_GRPC_META_REGION"] = "eu",
        };

        var profile = Load(null, vars);

        Assert.Equal(("other:1", "secret", true), (profile.Address, profile.ApiKey, profile.Tls!.Disabled));
        Assert.Equal([new("region", "eu")], profile.GrpcMeta!);
        Assert.True(profile.ToClientConnectionOptions().Tls!.Disabled);
    }

    [Fact]
    public void File_and_variables_can_each_be_left_out()
    {
        var vars = new Dictionary<string, string> { ["TEMPORAL_NAMESPACE"] = "from-env" };

        Assert.Equal((null, "from-env"), AddressAndNamespace(new() { DisableFile = true, OverrideEnvVars = vars }));
        Assert.Equal(("one:7233", "shop"), AddressAndNamespace(new() { ConfigSource = Source(), DisableEnv = true, OverrideEnvVars = vars }));
    }

    [Fact]
    public void A_profile_asked_for_must_be_there_and_the_usual_one_need_not()
    {
        Assert.Throws<InvalidOperationException>(() => Load("nobody", NoVars));
        var empty = ClientEnvConfig.Profile.Load(new() { ConfigSource = DataSource.FromUTF8String(string.Empty), OverrideEnvVars = NoVars });
        Assert.Equal(new ClientEnvConfig.Profile(), empty);
    }

    [Fact]
    public void Unknown_keys_are_faults_only_when_strict()
    {
        var source = DataSource.FromUTF8String("[profile.default]\naddres = 'typo:1'");

        Assert.Null(ClientEnvConfig.Load(new() { ConfigSource = source, OverrideEnvVars = NoVars }).Profiles["default"].Address);
        var fault = Assert.Throws<InvalidOperationException>(
            () => ClientEnvConfig.Load(new() { ConfigSource = source, OverrideEnvVars = NoVars, ConfigFileStrict = true }));
        Assert.Contains("addres", fault.Message);
    }

    [Theory]
    [InlineData("[profile.default]\naddress = \"open", 2)]
    [InlineData("[profile.default\naddress = 'a'", 1)]
    [InlineData("[profile.default]\naddress = 'a'\naddress = 'b'", 3)]
    [InlineData("[profile.default]\naddress = maybe", 2)]
    public void Broken_files_are_faults_that_name_the_line(string toml, int line)
    {
        var fault = Assert.Throws<InvalidOperationException>(
            () => ClientEnvConfig.Load(new() { ConfigSource = DataSource.FromUTF8String(toml), OverrideEnvVars = NoVars }));

        Assert.Contains($"TOML parse error at line {line}", fault.Message);
    }

    [Fact]
    public void Dictionaries_hold_all_a_profile_has()
    {
        var profile = Load("cloud", NoVars);

        var back = ClientEnvConfig.Profile.FromDictionary(profile.ToDictionary());

        Assert.Equal((profile.Address, profile.ApiKey, profile.Tls!.ServerName), (back.Address, back.ApiKey, back.Tls!.ServerName));
        Assert.Equal(profile.Tls.ClientCert!.Data, back.Tls.ClientCert!.Data);
        Assert.Equal(profile.GrpcMeta, back.GrpcMeta);
    }

    private static DataSource Source() => DataSource.FromUTF8String(Toml);

    private static ClientEnvConfig.Profile Load(string? name, IReadOnlyDictionary<string, string> vars) =>
        ClientEnvConfig.Profile.Load(new() { Profile = name, ConfigSource = Source(), OverrideEnvVars = vars });

    private static (string? Address, string? Namespace) AddressAndNamespace(ClientEnvConfig.ProfileLoadOptions options)
    {
        var profile = ClientEnvConfig.Profile.Load(options);
        return (profile.Address, profile.Namespace);
    }
}
