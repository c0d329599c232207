using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Microsoft.Extensions.DependencyInjection;
using Temporalio.Client;
using Temporalio.Tests.ApiSubset;

namespace Temporalio.Tests;

/// <summary>The public API of src/Temporalio beside that of the packages themselves.</summary>
public sealed class SurfaceTests
{
    /// <summary>Namespaces of generated messages.</summary>
    private static readonly string[] generated = ["Temporalio.Api.", "Grpc.Gateway."];
    private static readonly Type[] ours = [.. PublicTypes(Ours())];
    private static readonly Dictionary<string, Type> official =
        PublicTypes(typeof(TemporalClient).Assembly).Concat(PublicTypes(typeof(TemporalHostingServiceCollectionExtensions).Assembly))
            .ToDictionary(ApiText.NameOf);

    [Fact]
    public void Every_public_type_and_member_of_ours_is_in_the_packages()
    {
        var faults = new List<string>();
        foreach (var type in ours)
        {
            if (!official.TryGetValue(ApiText.NameOf(type), out var real))
            {
                faults.Add($"no such type: {ApiText.NameOf(type)}");
                continue;
            }
            if (ApiText.HeadingOf(type) != ApiText.HeadingOf(real))
                faults.Add($"{ApiText.HeadingOf(type)} is officially {ApiText.HeadingOf(real)}");
            if (UsageOf(type) != UsageOf(real))
                faults.Add($"{ApiText.NameOf(type)} goes on {UsageOf(type)}, officially on {UsageOf(real)}");
            faults.AddRange(ApiText.MembersOf(type).Except(ApiText.MembersOf(real)).Select(member => $"{ApiText.NameOf(type)}: {member}"));
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults)}");
        Assert.True(ours.Length > 250, $"only {ours.Length} types compared");
    }

    [Fact]
    public void Options_have_the_defaults_of_the_packages()
    {
        var compared = 0;
        var faults = new List<string>();
        // A mutex can be made within workflows only.
        foreach (var type in ours.Where(t => !t.IsAbstract && t.Name != "Mutex" && t.GetConstructor(Type.EmptyTypes) is not null && !t.ContainsGenericParameters))
        {
            var (made, real) = (Activator.CreateInstance(type)!, Activator.CreateInstance(official[ApiText.NameOf(type)])!);
            foreach (var property in type.GetProperties().Where(p => p.GetIndexParameters().Length == 0 && !p.GetMethod!.IsStatic))
            {
                var (here, there) = (property.GetValue(made), real.GetType().GetProperty(property.Name)!.GetValue(real));
                if (ApiText.Simple(there) is null && ApiText.Simple(here) is null)
                    continue;
                compared++;
                if (ApiText.Simple(here) != ApiText.Simple(there))
                    faults.Add($"{type.Name}.{property.Name}: {here ?? "null"}, officially {there ?? "null"}");
            }
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults)}");
        Assert.True(compared > 200, $"only {compared} defaults compared");
    }

    [Fact]
    public void Every_type_of_the_packages_that_is_left_out_is_named_in_the_documents()
    {
        var own = ours.Select(ApiText.NameOf).ToHashSet();
        var documents = File.ReadAllText(Path.Combine(Metadata("RepositoryRoot"), "docs", "temporal-subset.md"));

        var unnamed = official.Where(t => !own.Contains(t.Key)).Select(t => LeftOut(t.Value, own)).Distinct()
            .Where(name => !documents.Contains($"`{name}`", StringComparison.Ordinal));

        Assert.True(!unnamed.Any(), string.Join(' ', unnamed));
    }

    /// <summary>Our library in a context of its own, for it has the name of the official one.</summary>
    private static Assembly Ours() => new AssemblyLoadContext("ours").LoadFromAssemblyPath(Path.GetFullPath(Metadata("OurTemporalio")));

    private static string Metadata(string key) =>
        typeof(SurfaceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;

    /// <summary>Without generated messages, whose fields are compared with the official files elsewhere.</summary>
    private static IEnumerable<Type> PublicTypes(Assembly assembly) => assembly.GetExportedTypes()
        .Where(type => !generated.Any(space => type.Namespace?.StartsWith(space, StringComparison.Ordinal) == true)
            && !type.IsDefined(typeof(CompilerGeneratedAttribute), false));

    private static string UsageOf(Type type) =>
        type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is { } usage ? $"{usage.ValidOn}, {usage.AllowMultiple}, {usage.Inherited}" : string.Empty;

    /// <summary>The outermost type that is left out: what is nested in it is left out with it.</summary>
    private static string LeftOut(Type type, HashSet<string> own) => type.DeclaringType is { } outer && !own.Contains(ApiText.NameOf(outer))
        ? LeftOut(outer, own)
        : TypeText.Declared(type).Split('<')[0];
}
