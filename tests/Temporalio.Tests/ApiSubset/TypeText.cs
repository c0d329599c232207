using System.Reflection;
using System.Runtime.CompilerServices;

namespace Temporalio.Tests.ApiSubset;

/// <summary>Types as C# writes them, with marks of nullable references and names of tuple elements.</summary>
internal static class TypeText
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(uint)] = "uint",
        [typeof(short)] = "short",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(char)] = "char",
    };

    public static string Of(ParameterInfo parameter) => Of(parameter.ParameterType, Nullability.Create(parameter), TupleNames(parameter));

    public static string Of(PropertyInfo property) => Of(property.PropertyType, Nullability.Create(property), TupleNames(property));

    public static string Of(FieldInfo field) => Of(field.FieldType, Nullability.Create(field), TupleNames(field));

    /// <summary>The type's own name with its parameters, behind the names of the types it is nested in.</summary>
    public static string Declared(Type type)
    {
        var own = type.Name.Split('`')[0];
        // Type parameters of the outer type are repeated on the nested one.
        var parameters = type.GetGenericArguments().Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0).Select(a => a.Name).ToArray();
        var name = parameters.Length == 0 ? own : $"{own}<{string.Join(", ", parameters)}>";
        return type.DeclaringType is { } outer ? $"{Declared(outer)}.{name}" : name;
    }

    public static string Constraints(MethodInfo method)
    {
        if (!method.IsGenericMethodDefinition)
        {
            return string.Empty;
        }
        return string.Concat(method.GetGenericArguments().Select(argument =>
        {
            var attributes = argument.GenericParameterAttributes;
            if (attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            {
                return $" where {argument.Name} : struct";
            }
            var types = argument.GetGenericParameterConstraints().Select(c => Of(c, null, [])).ToArray();
            var isNotNull = types.Length == 0 && IsMarkedNotNull(argument, method);
            return types.Length > 0 ? $" where {argument.Name} : {string.Join(", ", types)}"
                : isNotNull ? $" where {argument.Name} : notnull" : string.Empty;
        }));
    }

    /// <summary>
    /// The compiler marks a parameter that cannot be null with 1, and leaves the mark out where it is that of the
    /// surrounding method or type.
    /// </summary>
    private static bool IsMarkedNotNull(Type argument, MethodInfo method)
    {
        if (Mark(argument.CustomAttributes, "NullableAttribute") is { } own)
        {
            return own == 1;
        }
        for (MemberInfo? around = method; around is not null; around = around.DeclaringType)
        {
            if (Mark(around.CustomAttributes, "NullableContextAttribute") is { } context)
            {
                return context == 1;
            }
        }
        return false;
    }

    private static byte? Mark(IEnumerable<CustomAttributeData> attributes, string name) =>
        attributes.FirstOrDefault(a => a.AttributeType.Name == name)?.ConstructorArguments is [{ Value: byte mark }] ? mark : null;

    private static Queue<string?> TupleNames(ICustomAttributeProvider member) => new(
        member.GetCustomAttributes(typeof(TupleElementNamesAttribute), false) is [TupleElementNamesAttribute names]
            ? names.TransformNames
            : []);

    private static string Of(Type type, NullabilityInfo? nullability, Queue<string?> tupleNames)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullability, tupleNames);
        }
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying, null, tupleNames) + "?";
        }
        var mark = !type.IsValueType && !type.IsGenericParameter && nullability?.ReadState == NullabilityState.Nullable ? "?" : string.Empty;
        return Bare(type, nullability, tupleNames) + mark;
    }

    private static string Bare(Type type, NullabilityInfo? nullability, Queue<string?> tupleNames)
    {
        if (type.IsArray)
        {
            return Of(type.GetElementType()!, nullability?.ElementType, tupleNames) + "[]";
        }
        if (type.IsGenericParameter || Keywords.ContainsKey(type))
        {
            return Keywords.GetValueOrDefault(type, type.Name);
        }
        var arguments = type.GetGenericArguments();
        var isTuple = type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true;
        var names = isTuple ? arguments.Select(_ => tupleNames.TryDequeue(out var name) ? name : null).ToArray() : [];
        var texts = arguments.Select((a, i) => Of(a, nullability?.GenericTypeArguments.ElementAtOrDefault(i), tupleNames)).ToArray();
        if (isTuple)
        {
            return $"({string.Join(", ", texts.Select((text, i) => names[i] is null ? text : $"{text} {names[i]}"))})";
        }
        return Qualified(type) + (texts.Length == 0 ? string.Empty : $"<{string.Join(", ", texts)}>");
    }

    /// <summary>Generated messages and protobuf types carry their namespace in the listing, the rest does not.</summary>
    private static string Qualified(Type type)
    {
        var own = type.Name.Split('`')[0];
        for (var outer = type.DeclaringType; outer is not null; outer = outer.DeclaringType)
        {
            own = $"{outer.Name.Split('`')[0]}.{own}";
        }
        var space = type.Namespace ?? string.Empty;
        return space.StartsWith("Temporalio.Api.", StringComparison.Ordinal) ? $"{space["Temporalio.".Length..]}.{own}"
            : space.StartsWith("Google.Protobuf", StringComparison.Ordinal) ? $"{space}.{own}" : own;
    }
}
