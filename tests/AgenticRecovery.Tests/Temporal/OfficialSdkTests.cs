using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Temporalio.Client;
using Temporalio.Tests.ApiSubset;

namespace AgenticRecovery.Tests.Temporal;

/// <summary>The day the official packages can be had is a build property: <c>-p:TemporalSdk=official</c>.</summary>
public sealed class OfficialSdkTests
{
    private static readonly string[] product = ["AgenticRecovery.Workflows", "AgenticRecovery.Runtime", "AgenticRecovery.Evals", "recovery"];

    /// <summary>The only files that may name the embedded service; each has another body for the official build.</summary>
    private static readonly string[] seams = ["EmbeddedTemporal.cs", "TrialService.cs"];

    [SharedDataFact("temporal", "official-api.txt")]
    public void The_product_uses_nothing_of_the_library_that_the_official_package_lacks()
    {
        var official = OfficialApi.Read(SharedMaterial.PathOf("temporal", "official-api.txt"));
        var used = product.SelectMany(name => UsedMembers.Of(Assembly.Load(name), typeof(TemporalClient).Assembly)).Distinct().ToList();

        var lacking = used.Where(member => !Stands(official, member)).Select(member => $"{member.DeclaringType}: {member}");

        Assert.Empty(lacking);
        Assert.True(used.Count > 80, $"only {used.Count} uses found");
    }

    [Fact]
    public void Only_the_seams_name_the_embedded_service()
    {
        var root = Repository();
        string[] folders = ["src/AgenticRecovery", "src/AgenticRecovery.Runtime", "src/AgenticRecovery.Host", "workflows", "evals"];

        var naming = folders.SelectMany(f => Directory.EnumerateFiles(Path.Combine(root, f), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .Where(file => File.ReadAllText(file).Contains("using Temporalio.DevServer", StringComparison.Ordinal))
            .Select(Path.GetFileName).Order(StringComparer.Ordinal);

        Assert.Equal(seams.Order(StringComparer.Ordinal), naming);
    }

    [Theory]
    [InlineData("workflows/AgenticRecovery.Workflows.csproj", true)]
    [InlineData("evals/AgenticRecovery.Evals.csproj", false)]
    [InlineData("src/AgenticRecovery.Host/AgenticRecovery.Host.csproj", false)]
    public async Task The_build_property_swaps_the_projects_for_the_packages(string project, bool refersItself)
    {
        var usual = await EvaluateAsync(project);
        var official = await EvaluateAsync(project, "-p:TemporalSdk=official");

        Assert.Contains("Temporalio", string.Join(' ', Projects(usual)), StringComparison.Ordinal);
        Assert.DoesNotContain("Temporalio", string.Join(' ', Projects(official)), StringComparison.Ordinal);
        Assert.Equal(refersItself ? ["Temporalio", "Temporalio.Extensions.Hosting"] : [], Packages(official));
        Assert.Empty(Packages(usual));
        Assert.Contains("TEMPORAL_OFFICIAL", official.GetProperty("Properties").GetProperty("DefineConstants").GetString()!.Split(';'));
    }

    /// <summary>Generated messages are compared with the official files elsewhere, field by field.</summary>
    private static bool Stands(OfficialApi official, MemberInfo member)
    {
        var type = member as Type ?? member.DeclaringType!;
        if (type.Namespace!.StartsWith("Temporalio.Api.", StringComparison.Ordinal))
            return true;
        if (!official.TryGet(ApiText.NameOf(type), out _, out var members))
            return false;
        // Raw calls are listed by name only.
        return member is Type || ApiText.LineOf(member) is not { } line || members.Contains(line) || members.Contains($"rpc {member.Name}");
    }

    private static IEnumerable<string> Projects(JsonElement evaluated) => Items(evaluated, "ProjectReference");

    private static IEnumerable<string> Packages(JsonElement evaluated) =>
        Items(evaluated, "PackageReference").Where(p => p.StartsWith("Temporalio", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Items(JsonElement evaluated, string kind) =>
        evaluated.GetProperty("Items").GetProperty(kind).EnumerateArray().Select(i => i.GetProperty("Identity").GetString()!);

    private static async Task<JsonElement> EvaluateAsync(string project, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet",
            ["msbuild", Path.Combine(Repository(), project), "-nologo", "-getItem:ProjectReference,PackageReference", "-getProperty:DefineConstants", .. words])
        {
            RedirectStandardOutput = true,
        })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, said);
        return JsonDocument.Parse(said).RootElement;
    }

    private static string Repository()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "AgenticRecovery.sln")))
            at = at.Parent ?? throw new InvalidOperationException("The test does not run from within the repository.");
        return at.FullName;
    }
}
