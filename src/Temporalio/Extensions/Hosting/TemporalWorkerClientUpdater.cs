using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>Hands running workers another client, e.g. one with new credentials.</summary>
public class TemporalWorkerClientUpdater
{
    private readonly Lock gate = new();
    private Action<IWorkerClient>? updated;

    public void UpdateClient(IWorkerClient client)
    {
        Action<IWorkerClient>? all;
        lock (gate)
        {
            all = updated;
        }
        all?.Invoke(client);
    }

    internal void Subscribe(Action<IWorkerClient> update)
    {
        lock (gate)
        {
            updated += update;
        }
    }

    internal void Unsubscribe(Action<IWorkerClient> update)
    {
        lock (gate)
        {
            updated -= update;
        }
    }
}
