using AgenticRecovery.Activities;
using AgenticRecovery.Agents;
using AgenticRecovery.Books;
using AgenticRecovery.Codecs;
using AgenticRecovery.Connectors;
using AgenticRecovery.Connectors.Retail;
using AgenticRecovery.Store;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Common.EnvConfig;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace AgenticRecovery.Host.Cli;

/// <summary>The running program: store, shop, books, models, Temporal and the worker, put together in one place.</summary>
public sealed class App : IAsyncDisposable
{
    private readonly HttpClient _http = new(new CappedAnswers(new SocketsHttpHandler()));
    private readonly List<IDisposable> _owned = [];
    private EmbeddedTemporal? _server;
    private ServerNote? _note;

    private App(AppOptions options, ILoggerFactory logs)
    {
        Options = options;
        Logs = logs;
        _owned.Add(_http);
        _owned.Add(logs);
    }

    public AppOptions Options { get; }
    public ILoggerFactory Logs { get; }
    public RecoveryStore Store { get; private set; } = null!;
    public IShop Shop { get; private set; } = null!;
    public PolicyShelf Policy { get; private set; } = null!;

    /// <summary>File or name of the enforced book.</summary>
    public string PolicyName { get; private set; } = "default";
    public PlaybookShelf Playbooks { get; private set; } = null!;
    public IReadOnlyList<Model> Models { get; private set; } = [];

    /// <summary>The way into running cases.</summary>
    public CaseDoor Door { get; private set; } = null!;

    /// <summary>The Temporal service the cases live in.</summary>
    public ITemporalClient Client { get; private set; } = null!;

    /// <summary>Null where another process of this database runs the worker.</summary>
    public CaseEngine? Engine { get; private set; }

    public TimeProvider Clock { get; private set; } = TimeProvider.System;

    /// <summary>Opens store, shop and books; enough to look at cases.</summary>
    public static async Task<App> OpenAsync(AppOptions options, CancellationToken ct)
    {
        var app = new App(options, LoggerFactory.Create(b =>
        {
            b.SetMinimumLevel(options.IsVerbose ? LogLevel.Information : LogLevel.Error);
            b.AddSimpleConsole(c => c.SingleLine = true);
            b.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(c => c.LogToStandardErrorThreshold = LogLevel.Trace);
        }));
        try
        {
            app.Playbooks = PlaybookShelf.Shipped();
            app.Store = app.Own(RecoveryStore.Open(options.Database, TimeProvider.System));
            app.Clock = options.StartAt is { } at ? await RunClock.StartAsync(app.Store, at, ct) : RunClock.Of(app.Store);
            app.Shop = await Shops.OpenAsync(app, app._owned.Add, ct);
            app.PolicyName = options.Policy ?? (app.Shop is RetailShop ? "retail" : "default");
            app.Policy = PolicyShelf.Open(app.PolicyName, options.Shadow);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same with Temporal and a worker, so that cases move.</summary>
    /// <param name="isPublic">True to leave a note of the service's address, so that other commands on this database find it.</param>
    public static async Task<App> StartAsync(AppOptions options, bool isPublic, CancellationToken ct)
    {
        var app = await OpenAsync(options, ct);
        try
        {
            app.Models = app.MakeModels();
            if (File.Exists(app.PolicyName) || File.Exists(options.Shadow))
                app.Own(new PolicyWatch(app.Policy, app.PolicyName, options.Shadow, TimeProvider.System, Console.Error.WriteLine));
            app.Client = await app.ConnectAsync(isPublic, ct);
            app.Door = new CaseDoor(app.Store, app.Client, app.Clock, "recovery");
            if (app._server is not null || options.Temporal != "embedded")
                app.Engine = CaseEngine.Start(new EngineParts
                {
                    Client = app.Client,
                    Store = app.Store,
                    Shop = app.Shop,
                    Models = app.Models,
                    Prompts = PromptBook.Load(Environment.GetEnvironmentVariable("RECOVERY_PROMPTS")),
                    Playbooks = app.Playbooks,
                    Policy = app.Policy,
                    Logs = app.Logs,
                    Clock = app.Clock,
                });
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Engine is not null)
            await Engine.DisposeAsync();
        _note?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
        _owned.Reverse();
        foreach (var part in _owned)
            part.Dispose();
    }

    /// <summary>recovery.json of the working directory, then the environment.</summary>
    public static IConfigurationRoot Configuration() => new ConfigurationBuilder()
        .AddJsonFile("recovery.json", optional: true).AddEnvironmentVariables().Build();

    private async Task<ITemporalClient> ConnectAsync(bool isPublic, CancellationToken ct)
    {
        if (Options.Temporal != "embedded")
            return await ConnectOutsideAsync();

        var file = Options.Beside("temporal");
        if (ServerNote.Read(file) is { } address)
            return await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(address) { DataConverter = Converter() });
        _server = await EmbeddedTemporal.StartAsync(
            new EmbeddedTemporalOptions(file) { Port = isPublic ? 0 : null, WorkersDieWithIt = true, Logs = Logs, Clock = Clock }, ct);
        if (isPublic)
            _note = ServerNote.Write(file, _server.TargetHost);
        return await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(_server.TargetHost) { DataConverter = Converter() });
    }

    private IReadOnlyList<Model> MakeModels()
    {
        try
        {
            return new ModelFactory(Configuration(), _http, Clock).Create(Options.Model);
        }
        catch (ArgumentException e)
        {
            throw new BadInputException("--model: " + e.Message, e);
        }
    }

    /// <summary>With keys in RECOVERY_TEMPORAL_KEYS a Temporal service sees ids and event types only.</summary>
    private static DataConverter Converter()
    {
        if (Environment.GetEnvironmentVariable("RECOVERY_TEMPORAL_KEYS") is not { Length: > 0 } keys)
            return DataConverter.Default;
        try
        {
            return DataConverter.Default with { PayloadCodec = CodecChain.Of(EncryptionKeys.Parse(keys)) };
        }
        catch (FormatException e)
        {
            throw new BadInputException("RECOVERY_TEMPORAL_KEYS: " + e.Message, e);
        }
    }

    /// <summary>Namespace, API key and TLS come from TEMPORAL_* variables or the profile file, as with every Temporal client.</summary>
    private async Task<ITemporalClient> ConnectOutsideAsync()
    {
        try
        {
            var options = ClientEnvConfig.LoadClientConnectOptions();
            options.TargetHost = Options.Temporal;
            options.DataConverter = Converter();
            return await TemporalClient.ConnectAsync(options);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or RpcException)
        {
            throw new BadInputException($"--temporal: expected 'embedded' or HOST:PORT of a running Temporal service, found '{Options.Temporal}': {e.Message}", e);
        }
    }

    private T Own<T>(T part) where T : IDisposable
    {
        _owned.Add(part);
        return part;
    }
}
