using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace AgenticRecovery.Tests.Temporal;

/// <summary>What a compiled assembly uses of a library: the references in its metadata, so nothing that is used can be missing.</summary>
internal static class UsedMembers
{
    private const int TypeReferenceTable = 0x01000000;
    private const int MemberReferenceTable = 0x0A000000;

    /// <summary>Generic parameters are filled with anything; only the definitions count.</summary>
    private static readonly Type[] anything = [.. Enumerable.Repeat(typeof(object), 16)];

    public static IEnumerable<MemberInfo> Of(Assembly user, Assembly library)
    {
        using var file = new PEReader(File.OpenRead(user.Location));
        var metadata = file.GetMetadataReader();
        var module = user.ManifestModule;
        var members = Enumerable.Range(1, metadata.GetTableRowCount(TableIndex.MemberRef))
            .Select(row => module.ResolveMember(MemberReferenceTable | row, anything, anything)!);
        var types = Enumerable.Range(1, metadata.GetTableRowCount(TableIndex.TypeRef))
            .Select(row => module.ResolveType(TypeReferenceTable | row, anything, anything));
        return members.Where(m => m.DeclaringType?.Assembly == library).Select(Definition)
            .Concat(types.Where(t => t.Assembly == library)).ToList();
    }

    private static MemberInfo Definition(MemberInfo member) => member.Module.ResolveMember(member.MetadataToken)!;
}
