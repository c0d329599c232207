using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Temporalio.Tests.ApiSubset;

/// <summary>Types and members in the notation of the official listing.</summary>
internal static class ApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly HashSet<string> CompilerMade =
        ["Equals", "GetHashCode", "ToString", "<Clone>$", "PrintMembers", "op_Equality", "op_Inequality", "get_EqualityContract"];

    private static readonly Dictionary<string, string> Operators = new()
    {
        ["op_Equality"] = "==",
        ["op_Inequality"] = "!=",
        ["op_LessThan"] = "<",
        ["op_GreaterThan"] = ">",
        ["op_LessThanOrEqual"] = "<=",
        ["op_GreaterThanOrEqual"] = ">=",
    };

    public static string NameOf(Type type) => $"{type.Namespace}.{TypeText.Declared(type).Replace(", ", ",", StringComparison.Ordinal)}";

    public static string HeadingOf(Type type)
    {
        var kind = type.IsInterface ? "interface" : type.IsEnum ? "enum" : IsRecord(type) ? "record" : "class";
        var modifier = type.IsInterface || type.IsEnum
            ? string.Empty
            : type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : string.Empty;
        return $"public {modifier}{kind} {TypeText.Declared(type)}";
    }

    public static IEnumerable<string> MembersOf(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}");
        }
        var constructors = type.GetConstructors(Declared & ~BindingFlags.Static).Where(c => IsSeen(c) && !(IsRecord(type) && IsCopy(type, c)));
        var fields = type.GetFields(Declared).Where(f => f.IsPublic);
        var properties = type.GetProperties(Declared).Where(p => p.GetMethod is { } get && IsSeen(get) && p.Name != "EqualityContract");
        var methods = type.GetMethods(Declared)
            .Where(m => IsSeen(m) && !(m.IsSpecialName && !Operators.ContainsKey(m.Name)) && !(IsRecord(type) && CompilerMade.Contains(m.Name)));
        return constructors.Concat<MemberInfo>(fields).Concat(properties).Concat(methods).Select(m => Line(type, m));
    }

    /// <summary>How a member that code refers to is listed; null for what the compiler makes itself (a record's copy, its equality).</summary>
    public static string? LineOf(MemberInfo member)
    {
        var type = member.DeclaringType!;
        if (IsRecord(type) && (CompilerMade.Contains(member.Name) || (member is ConstructorInfo c && IsCopy(type, c))))
        {
            return null;
        }
        var accessed = type.GetProperties(Declared).FirstOrDefault(p => p.GetMethod == member || p.SetMethod == member);
        return Line(type, accessed ?? member);
    }

    private static string Line(Type type, MemberInfo member) => OfficialApi.Normal(member switch
    {
        ConstructorInfo c => $"{Access(c)} {type.Name.Split('`')[0]}({Parameters(c)})",
        FieldInfo f => $"public {(f.IsStatic ? "static " : string.Empty)}{(f.IsInitOnly ? "readonly " : string.Empty)}{TypeText.Of(f)} {f.Name}",
        PropertyInfo p => Property(type, p),
        MethodInfo m => Method(type, m),
        _ => throw new ArgumentException($"{member} cannot be listed", nameof(member)),
    });

    /// <summary>A value as defaults are listed; null when it is not a simple one.</summary>
    public static string? Simple(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => $"\"{text}\"",
        float number => number.ToString(CultureInfo.InvariantCulture) + "F",
        int or long or double => Convert.ToString(value, CultureInfo.InvariantCulture),
        TimeSpan span => $"TimeSpan({span:c})",
        Enum choice => $"{choice.GetType().Name}.{choice}",
        _ => null,
    };

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$", Declared) is not null;

    private static bool IsCopy(Type type, ConstructorInfo c) => c.GetParameters() is [var only] && only.ParameterType == type;

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Access(MethodBase method) => method.IsPublic ? "public" : method.IsFamily ? "protected" : "protected internal";

    private static string Property(Type type, PropertyInfo property)
    {
        var get = property.GetMethod!;
        var text = $"{Modifiers(type, get)}{TypeText.Of(property)} {property.Name} {{ get; ";
        if (property.SetMethod is { } set && IsSeen(set))
        {
            var isInit = set.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == nameof(IsExternalInit));
            text += (Access(set) == Access(get) ? string.Empty : Access(set) + " ") + (isInit ? "init; " : "set; ");
        }
        return text + "}";
    }

    private static string Method(Type type, MethodInfo method)
    {
        var name = Operators.TryGetValue(method.Name, out var symbol) ? $"operator {symbol}" : method.Name;
        var generics = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : string.Empty;
        var self = method.IsDefined(typeof(ExtensionAttribute), false) ? "this " : string.Empty;
        return $"{Modifiers(type, method)}{TypeText.Of(method.ReturnParameter)} {name}{generics}({self}{Parameters(method)}){TypeText.Constraints(method)}";
    }

    private static string Modifiers(Type type, MethodInfo method)
    {
        if (type.IsInterface)
        {
            return string.Empty;
        }
        var isOverride = method.GetBaseDefinition().DeclaringType != method.DeclaringType;
        var how = method.IsStatic ? "static "
            : isOverride ? "override "
            : method.IsAbstract ? "abstract "
            : method is { IsVirtual: true, IsFinal: false } ? "virtual " : string.Empty;
        return $"{Access(method)} {how}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
    {
        var prefix = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : string.Empty;
        return $"{prefix}{TypeText.Of(parameter)} {parameter.Name}{Default(parameter)}";
    }));

    private static string Default(ParameterInfo parameter)
    {
        if (!parameter.HasDefaultValue)
        {
            return string.Empty;
        }
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return " = " + parameter.RawDefaultValue switch
        {
            null => parameter.ParameterType.IsValueType ? "default" : "null",
            string text => $"\"{text}\"",
            bool flag => flag ? "true" : "false",
            var value when type.IsEnum => $"{type.Name}.{Enum.ToObject(type, value)}",
            var value => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
    }
}
