using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace AgenticRecovery.Benchmarks.Desk;

/// <summary>The server's own time for each request by route, from the framework's meter; refused and failed answers count as errors.</summary>
internal sealed class ServerTimes : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, ConcurrentBag<double>> _ms = new(StringComparer.Ordinal);

    public ServerTimes()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "http.server.request.duration")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            var (route, status) = ("", 0);
            foreach (var (name, value) in tags)
            {
                if (name == "http.route")
                    route = value as string ?? "";
                else if (name == "http.response.status_code")
                    status = value is int code ? code : 0;
            }

            _ms.GetOrAdd(status == 200 ? route : $"{route} {status}", _ => []).Add(seconds * 1000);
        });
        _listener.Start();
    }

    public void Forget() => _ms.Clear();

    public IReadOnlyDictionary<string, TimeFigure> Figures() => _ms.OrderBy(p => p.Key, StringComparer.Ordinal).ToDictionary(
        p => p.Key switch { "/" => "queue", "/case" => "case", "/cases" => "search", var route => route }, p => TimeFigure.Of(p.Value));

    public void Dispose() => _listener.Dispose();
}
