using System.Reflection;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Workflows;

/// <summary>The parameters of a run method, handler or activity, and how payloads become its arguments.</summary>
internal sealed class ParameterList
{
    private readonly object?[] defaults;

    private ParameterList(Type[] types, int requiredCount, object?[] defaults)
    {
        Types = types;
        RequiredCount = requiredCount;
        this.defaults = defaults;
    }

    public Type[] Types { get; }

    /// <summary>How many leading parameters have no C# default.</summary>
    public int RequiredCount { get; }

    public static ParameterList Of(MethodBase method) => Of(method.GetParameters());

    public static ParameterList Of(ParameterInfo[] parameters) => new(
        [.. parameters.Select(p => p.ParameterType)],
        parameters.Count(p => !p.HasDefaultValue),
        [.. parameters.Select(p => p.HasDefaultValue ? p.DefaultValue : null)]);

    public static ParameterList Of(IReadOnlyCollection<Type> types, int requiredCount) =>
        new([.. types], requiredCount, new object?[types.Count]);

    /// <summary>Extra payloads are ignored and missing optional ones take their default.</summary>
    /// <exception cref="ArgumentException">When a required argument is missing.</exception>
    public object?[] Decode(IReadOnlyList<Payload> payloads, IPayloadConverter converter)
    {
        if (payloads.Count < RequiredCount)
            throw new ArgumentException($"Expected at least {RequiredCount} arguments but got {payloads.Count}");
        if (Types.Length == 0)
            return [];
        var args = new object?[Types.Length];
        for (var i = 0; i < args.Length; i++)
            args[i] = i < payloads.Count ? converter.ToValue(payloads[i], Types[i]) : defaults[i];
        return args;
    }

    /// <summary>Fills the missing optional arguments of a call that gives values.</summary>
    public object?[] Fill(object?[] given)
    {
        if (given.Length < RequiredCount)
            throw new ArgumentException($"Expected at least {RequiredCount} arguments but got {given.Length}");
        if (given.Length >= Types.Length)
            return given;
        var args = new object?[Types.Length];
        given.CopyTo(args, 0);
        defaults.AsSpan(given.Length).CopyTo(args.AsSpan(given.Length));
        return args;
    }
}
