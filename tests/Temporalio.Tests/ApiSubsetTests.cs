using System.Runtime.CompilerServices;
using Temporalio.Client;
using Temporalio.Tests.ApiSubset;

namespace Temporalio.Tests;

/// <summary>
/// The public API is a subset of the official one: product code written against it compiles against the official
/// package too.
/// </summary>
public class ApiSubsetTests
{
    private static readonly HashSet<string> Spaces =
    [
        "Microsoft", "Extensions", "DependencyInjection", "Temporalio", "Activities", "Client", "Interceptors", "Schedules", "Common",
        "EnvConfig", "Converters", "Exceptions", "Hosting", "Runtime", "Testing", "Worker", "Tuning", "Workflows",
    ];

    /// <summary>Members that are otherwise than in the listing, of 1.18.0, because a later version changed them; the beginnings of their lines.</summary>
    private static readonly string[] Changed =
    [
        "Temporalio.Workflows.WorkflowInfo: public WorkflowInfo(",
        "Temporalio.Workflows.WorkflowInfo: public string OriginalExecutionRunId ",
        "Temporalio.Workflows.WorkflowInfo: public void Deconstruct(",
        "Temporalio.Client.Schedules.SchedulePolicy: public TimeSpan? CatchupWindow ",
    ];

    [SharedDataFact]
    public void Every_public_type_and_member_stands_in_the_official_listing()
    {
        var official = Official();
        var faults = new List<string>();
        foreach (var type in OwnTypes())
        {
            if (!official.TryGet(ApiText.NameOf(type), out var heading, out var members))
            {
                faults.Add($"no such type: {ApiText.NameOf(type)}");
                continue;
            }
            if (heading.Split(" : ")[0].Split(" where ")[0] != ApiText.HeadingOf(type))
            {
                faults.Add($"{ApiText.HeadingOf(type)} is officially {heading}");
            }
            faults.AddRange(ApiText.MembersOf(type)
                .Where(member => !members.Contains(member) && !IsRpc(type, member, members))
                .Select(member => $"{ApiText.NameOf(type)}: {member}")
                .Where(line => !Changed.Any(known => line.StartsWith(known, StringComparison.Ordinal))));
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults)}");
    }

    [SharedDataFact]
    public void Options_have_the_official_defaults()
    {
        var official = Official();
        var compared = 0;
        var faults = new List<string>();
        // A mutex can be made within workflows only.
        foreach (var type in OwnTypes().Where(t => !t.IsAbstract && t.Name != "Mutex" && t.GetConstructor(Type.EmptyTypes) is not null && !t.ContainsGenericParameters))
        {
            official.TryGet(ApiText.NameOf(type), out _, out var members);
            var made = Activator.CreateInstance(type)!;
            foreach (var property in type.GetProperties().Where(p => p.GetIndexParameters().Length == 0 && !p.GetMethod!.IsStatic))
            {
                var expected = members.FirstOrDefault(m => m.StartsWith($"default {property.Name}=", StringComparison.Ordinal));
                if (expected is not null && ApiText.Simple(property.GetValue(made)) is { } actual)
                {
                    compared++;
                    var isChanged = Changed.Any(known => known.StartsWith($"{ApiText.NameOf(type)}: ", StringComparison.Ordinal) && known.EndsWith($" {property.Name} ", StringComparison.Ordinal));
                    faults.AddRange(isChanged || expected == $"default {property.Name}={actual}" ? [] : [$"{type}: {expected}, here {actual}"]);
                }
            }
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults)}");
        Assert.True(compared > 100, $"only {compared} defaults compared");
    }

    [SharedDataFact]
    public void Every_official_type_left_out_is_named_in_the_documents()
    {
        var own = OwnTypes().Select(ApiText.NameOf).ToHashSet();
        var documents = File.ReadAllText(Path.Combine(Repository(), "docs", "temporal-subset.md"));

        var unnamed = Official().TypeNames.Where(name => !own.Contains(name)).Select(OutermostName).Distinct()
            .Where(name => !documents.Contains($"`{name}`", StringComparison.Ordinal));

        Assert.Empty(unnamed);
    }

    /// <summary>"Temporalio.Client.BuildIdOp.MergeSets" is left out with "BuildIdOp".</summary>
    private static string OutermostName(string fullName) =>
        fullName.Split('<')[0].Split('.').SkipWhile(part => Spaces.Contains(part)).First();

    private static string Repository()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "AgenticRecovery.sln")))
            {
                return at.FullName;
            }
        }
        throw new InvalidOperationException("Test does not run from within the repository");
    }

    internal static OfficialApi Official() =>
        OfficialApi.Read(Path.Combine(SharedDataFactAttribute.Directory!, "temporal", "official-api.txt"));

    internal static IEnumerable<Type> OwnTypes() => typeof(TemporalClient).Assembly.GetExportedTypes()
        .Where(type => type.Namespace?.StartsWith("Temporalio.Api.", StringComparison.Ordinal) != true
            && !type.IsDefined(typeof(CompilerGeneratedAttribute), false));

    /// <summary>Raw calls are listed by name only.</summary>
    private static bool IsRpc(Type type, string member, IReadOnlySet<string> members) =>
        typeof(RpcService).IsAssignableFrom(type)
        && member.Split('(')[0].Split(' ')[^1] is var name && members.Contains($"rpc {name}")
        && member.EndsWith(" req, RpcOptions? options = null)", StringComparison.Ordinal);
}
