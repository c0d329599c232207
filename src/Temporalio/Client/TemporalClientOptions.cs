using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Enums.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>Options of a client over a connection.</summary>
public class TemporalClientOptions : ICloneable
{
    public DataConverter DataConverter { get; set; } = DataConverter.Default;

    /// <summary>The first is outermost. Those that are worker interceptors too also serve workers of the client.</summary>
    public IReadOnlyCollection<IClientInterceptor>? Interceptors { get; set; }

    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    public string Namespace { get; set; } = "default";

    /// <summary>The first is outermost.</summary>
    public IReadOnlyCollection<ITemporalClientPlugin>? Plugins { get; set; }

    public QueryRejectCondition? QueryRejectCondition { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
