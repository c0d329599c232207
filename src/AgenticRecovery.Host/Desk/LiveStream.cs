using Microsoft.AspNetCore.Routing;

namespace AgenticRecovery.Host.Desk;

/// <summary>Whether this desk tells its pages of changes; a page without it says nothing of being live.</summary>
public sealed class LiveStream(IEnumerable<EndpointDataSource> sources)
{
    public bool Exists => sources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Any(e => e.RoutePattern.RawText?.TrimStart('/') == "events");
}
