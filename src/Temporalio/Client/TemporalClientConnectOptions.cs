using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Enums.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>Options of a client and of the connection it makes.</summary>
public class TemporalClientConnectOptions : TemporalConnectionOptions
{
    public TemporalClientConnectOptions()
    {
    }

    public TemporalClientConnectOptions(string targetHost)
        : base(targetHost)
    {
    }

    public DataConverter DataConverter { get; set; } = DataConverter.Default;

    public IReadOnlyCollection<IClientInterceptor>? Interceptors { get; set; }

    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    public string Namespace { get; set; } = "default";

    public IReadOnlyCollection<ITemporalClientPlugin>? Plugins { get; set; }

    public QueryRejectCondition? QueryRejectCondition { get; set; }

    public TemporalClientOptions ToClientOptions() => new()
    {
        DataConverter = DataConverter,
        Interceptors = Interceptors,
        LoggerFactory = LoggerFactory,
        Namespace = Namespace,
        Plugins = Plugins,
        QueryRejectCondition = QueryRejectCondition,
    };
}
