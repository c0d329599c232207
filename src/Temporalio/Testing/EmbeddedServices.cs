using System.Reflection;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Testing;

/// <summary>What an embedded Temporal service is started with. A null database keeps everything in memory.</summary>
internal sealed record EmbeddedOptions(
    string Namespace,
    string? DatabasePath,
    bool OpensPort,
    bool SkipsTime,
    IReadOnlyDictionary<string, IndexedValueType> SearchAttributes,
    ILoggerFactory LoggerFactory);

/// <summary>A running embedded service; disposing stops it.</summary>
internal interface IEmbeddedService : IAsyncDisposable
{
    string TargetHost { get; }
}

/// <summary>Where the embedded service announces itself, because it refers to this library and not the other way round.</summary>
internal static class EmbeddedServices
{
    private const string AssemblyName = "Temporalio.DevServer";

    public static Func<EmbeddedOptions, Task<IEmbeddedService>>? Start { get; set; }

    /// <exception cref="InvalidOperationException">When the assembly of the embedded service is not next to the program.</exception>
    public static Task<IEmbeddedService> StartAsync(EmbeddedOptions options)
    {
        if (Start is null)
            LoadService();
        return (Start ?? throw new InvalidOperationException($"{AssemblyName} did not announce an embedded service"))(options);
    }

    private static void LoadService()
    {
        try
        {
            var assembly = Assembly.Load(AssemblyName);
            System.Runtime.CompilerServices.RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
        }
        catch (FileNotFoundException e)
        {
            throw new InvalidOperationException($"The local environment needs the assembly {AssemblyName}", e);
        }
    }
}
