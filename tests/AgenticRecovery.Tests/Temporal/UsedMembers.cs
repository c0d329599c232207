using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace AgenticRecovery.Tests.Temporal;

/// <summary>What a compiled assembly uses of a library: the references in its metadata, so nothing that is used can be missing.</summary>
internal static class UsedMembers
{
    private const int TypeReferenceTable = 0x01000000;

    /// <summary>Generic parameters are filled with anything; only the definitions count.</summary>
    private static readonly Type[] anything = [.. Enumerable.Repeat(typeof(object), 16)];

    public static IEnumerable<MemberInfo> Of(Assembly user, Assembly library)
    {
        using var file = new PEReader(File.OpenRead(user.Location));
        var metadata = file.GetMetadataReader();
        var module = user.ManifestModule;
        var members = metadata.MemberReferences.Where(m => IsOf(metadata, metadata.GetMemberReference(m).Parent, library))
            .Select(m => module.ResolveMember(MetadataTokens.GetToken(m), anything, anything)!);
        var types = Enumerable.Range(1, metadata.GetTableRowCount(TableIndex.TypeRef))
            .Select(row => module.ResolveType(TypeReferenceTable | row, anything, anything));
        return members.Select(Definition).Concat(types.Where(t => t.Assembly == library)).ToList();
    }

    /// <summary>Whether the type that has a member stands in the library; of a generic one, its definition.</summary>
    private static bool IsOf(MetadataReader metadata, EntityHandle parent, Assembly library)
    {
        if (parent.Kind == HandleKind.TypeSpecification)
        {
            var signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
            if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
                return false;
            signature.ReadCompressedInteger();
            parent = signature.ReadTypeHandle();
        }

        if (parent.Kind != HandleKind.TypeReference)
            return false;
        var scope = metadata.GetTypeReference((TypeReferenceHandle)parent).ResolutionScope;
        // The scope of a nested type is the type around it.
        while (scope.Kind == HandleKind.TypeReference)
            scope = metadata.GetTypeReference((TypeReferenceHandle)scope).ResolutionScope;
        return scope.Kind == HandleKind.AssemblyReference
            && metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) == library.GetName().Name;
    }

    private static MemberInfo Definition(MemberInfo member) => member.Module.ResolveMember(member.MetadataToken)!;
}
