using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>Reads a lambda such as <c>wf => wf.RunAsync(order)</c> as a method and its arguments. The lambda is never run.</summary>
internal static class CallExpression
{
    private static readonly ConcurrentDictionary<(Type, MethodInfo), MethodInfo> MostDerived = new();

    /// <exception cref="ArgumentException">When the body is not one method call on the lambda's own parameter, or a static call.</exception>
    public static (MethodInfo Method, IReadOnlyCollection<object?> Args) Read(LambdaExpression lambda)
    {
        if (Body(lambda) is not MethodCallExpression call)
            throw new ArgumentException("Expression must be a single method call");
        return (MethodOf(lambda, call), Arguments(call));
    }

    /// <summary>A query may be a property: true when the body is a property of the lambda's parameter.</summary>
    public static bool TryReadProperty(LambdaExpression lambda, out PropertyInfo? property)
    {
        property = Body(lambda) is MemberExpression { Member: PropertyInfo found, Expression: ParameterExpression } ? found : null;
        return property is not null;
    }

    private static Expression Body(LambdaExpression lambda) => lambda.Body switch
    {
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert => convert.Operand,
        var body => body,
    };

    private static MethodInfo MethodOf(LambdaExpression lambda, MethodCallExpression call)
    {
        if (call.Object is null)
        {
            if (lambda.Parameters.Count > 0)
                throw new ArgumentException("Static call expression cannot have a lambda parameter");
            return call.Method;
        }
        if (lambda.Parameters.Count != 1 || call.Object != lambda.Parameters[0])
            throw new ArgumentException("Instance call expression must be a method on the lambda's parameter");
        return MostDerived.GetOrAdd((call.Object.Type, call.Method), static pair => Resolve(pair.Item1, pair.Item2));
    }

    /// <summary>The compiler binds to the declaring type; the attribute that counts is on the parameter's own type.</summary>
    private static MethodInfo Resolve(Type type, MethodInfo method)
    {
        if (method.IsGenericMethod || type == method.ReflectedType)
            return method;
        var types = method.GetParameters().Select(p => p.ParameterType).ToArray();
        return type.GetMethod(method.Name, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, null, types, null) ?? method;
    }

    private static object?[] Arguments(MethodCallExpression call)
    {
        if (call.Arguments.Count == 0)
            return [];
        var args = new object?[call.Arguments.Count];
        for (var i = 0; i < args.Length; i++)
            args[i] = ArgumentValue.Of(call.Arguments[i]);
        return args;
    }
}
