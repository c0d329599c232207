using AgenticRecovery.Connectors;
using AgenticRecovery.Connectors.Sandbox;
using AgenticRecovery.Store;

namespace AgenticRecovery.Evals.Trials;

/// <summary>
/// A fresh store and shop for each trial, copied from a pair whose schema and catalogue are there already: a copy costs a
/// tenth of making them.
/// </summary>
internal sealed class TrialFiles
{
    private readonly string _folder;
    private int _taken;

    private TrialFiles(string folder) => _folder = folder;

    private string StoreTemplate => Path.Combine(_folder, "template.db");
    private string ShopTemplate => Path.Combine(_folder, "template.shop.db");

    /// <param name="folder">An empty folder that the caller deletes.</param>
    /// <param name="catalogue">What every shop has; customers and orders are each case's own.</param>
    public static async Task<TrialFiles> MakeAsync(string folder, IReadOnlyList<Cases.Product> catalogue, TimeProvider clock, CancellationToken ct)
    {
        var files = new TrialFiles(folder);
        RecoveryStore.Open(files.StoreTemplate, clock).Dispose();
        using (var shop = SandboxShop.Open(files.ShopTemplate, clock))
            await shop.ImportAsync(new ShopSeed([], [], catalogue), ct);
        return files;
    }

    public Pair Take(TimeProvider clock)
    {
        var path = Path.Combine(_folder, $"trial-{Interlocked.Increment(ref _taken)}");
        File.Copy(StoreTemplate, path + ".db");
        File.Copy(ShopTemplate, path + ".shop.db");
        return new Pair(
            path, RecoveryStore.Open(path + ".db", clock, Durability.ProcessEnd), SandboxShop.Open(path + ".shop.db", clock, Durability.ProcessEnd));
    }

    internal sealed class Pair(string path, RecoveryStore store, SandboxShop shop) : IDisposable
    {
        public RecoveryStore Store => store;
        public SandboxShop Shop => shop;

        public void Dispose()
        {
            store.Dispose();
            shop.Dispose();
            foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + ".*"))
                File.Delete(file);
        }
    }
}
