using System.Runtime.CompilerServices;
using Temporalio.Client;
using Temporalio.Tests.Api;

namespace Temporalio.Tests;

/// <summary>
/// The public API is a subset of the official one: product code written against it compiles against the official
/// package too.
/// </summary>
public class ApiSubsetTests
{
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
                .Select(member => $"{ApiText.NameOf(type)}: {member}"));
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults)}");
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
