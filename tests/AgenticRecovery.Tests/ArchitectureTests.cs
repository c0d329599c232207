using System.Reflection;
using System.Text.RegularExpressions;

namespace AgenticRecovery.Tests;

/// <summary>References run one way, between assemblies and between the rooms of the core.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Economics"] = [],
        ["Cases"] = ["Economics"],
        ["Signals"] = ["Economics", "Cases"],
        ["Valuation"] = ["Economics", "Cases", "Signals"],
        ["Triage"] = ["Economics", "Cases"],
        ["Policy"] = ["Economics", "Cases"],
        ["Communication"] = ["Economics", "Cases"],
        ["Approvals"] = ["Economics", "Cases", "Signals", "Triage", "Policy", "Communication"],
        ["Learning"] = ["Economics", "Cases", "Signals", "Triage", "Policy", "Communication", "Approvals"],
    };

    [Fact]
    public void Rooms_of_the_core_refer_one_way()
    {
        var core = Path.Combine(Repository(), "src", "AgenticRecovery");

        var wrong = Directory.EnumerateFiles(core, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .SelectMany(file => Uses(core, file))
            .Where(use => use.To != use.From && !MayUse[use.From].Contains(use.To))
            .Select(use => $"{use.File}: {use.From} uses {use.To}");

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_core_needs_no_package()
    {
        var core = typeof(Cases.CaseId).Assembly;

        var foreign = core.GetReferencedAssemblies().Where(a => !a.Name!.StartsWith("System", StringComparison.Ordinal));

        Assert.Empty(foreign);
    }

    [Theory]
    [InlineData("AgenticRecovery.Workflows", "AgenticRecovery.Runtime")]
    [InlineData("AgenticRecovery.Workflows", "Temporalio.DevServer")]
    [InlineData("AgenticRecovery.Runtime", "recovery")]
    [InlineData("AgenticRecovery.Runtime", "Temporalio.DevServer")]
    [InlineData("AgenticRecovery.Evals", "recovery")]
    public void An_inner_assembly_does_not_know_an_outer_one(string inner, string outer)
    {
        var known = Assembly.Load(inner).GetReferencedAssemblies().Select(a => a.Name);

        Assert.DoesNotContain(outer, known);
    }

    private static IEnumerable<(string File, string From, string To)> Uses(string core, string file)
    {
        var room = Path.GetRelativePath(core, file).Split(Path.DirectorySeparatorChar)[0];
        return Using().Matches(File.ReadAllText(file)).Select(m => (Path.GetFileName(file), room, m.Groups[1].Value));
    }

    private static string Repository()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "AgenticRecovery.sln")))
            at = at.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return at.FullName;
    }

    [GeneratedRegex(@"^using AgenticRecovery\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Using();
}
