using Temporalio.Api.History.V1;

namespace Temporalio.DevServer.Engine;

/// <summary>Cuts a history into pages.</summary>
internal static class Pages
{
    /// <summary>Below this many events nobody counts the bytes.</summary>
    private const int fewEvents = 64;

    /// <summary>Adds events up to about <paramref name="maxBytes"/>, at least one; returns how many it took.</summary>
    public static int Fill(History page, IReadOnlyList<HistoryEvent> items, int maxBytes)
    {
        var bytes = 0;
        for (var i = 0; i < items.Count; i++)
        {
            if (items.Count > fewEvents && (bytes += items[i].CalculateSize()) > maxBytes && i > 0)
                return i;
            page.Events.Add(items[i]);
        }
        return items.Count;
    }
}
