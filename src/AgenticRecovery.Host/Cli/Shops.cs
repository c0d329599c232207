using AgenticRecovery.Connectors;
using AgenticRecovery.Connectors.Sandbox;

namespace AgenticRecovery.Host.Cli;

/// <summary>Opens the shop that the options name.</summary>
internal static class Shops
{
    public static Task<IShop> OpenAsync(AppOptions options, Func<SandboxShop, SandboxShop> own, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return Task.FromResult<IShop>(own(SandboxShop.Open(options.Beside("shop"), TimeProvider.System)));
    }
}
