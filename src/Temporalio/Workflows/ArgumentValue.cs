using System.Linq.Expressions;
using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>The value of one argument of a call expression. The usual shapes are read directly, the rest is interpreted.</summary>
internal static class ArgumentValue
{
    public static object? Of(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression member => OfMember(member),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert => OfConversion(convert),
        NewExpression { Constructor: { } constructor } creation => constructor.Invoke(
            BindingFlags.DoNotWrapExceptions, null, OfAll(creation.Arguments), null),
        NewArrayExpression { NodeType: ExpressionType.NewArrayInit } array => OfArray(array),
        MethodCallExpression call when !call.Method.GetParameters().Any(p => p.ParameterType.IsByRef) => call.Method.Invoke(
            call.Object is null ? null : Of(call.Object), BindingFlags.DoNotWrapExceptions, null, OfAll(call.Arguments), null),
        _ => Interpret(expression),
    };

    private static object?[] OfAll(System.Collections.ObjectModel.ReadOnlyCollection<Expression> expressions)
    {
        var values = new object?[expressions.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = Of(expressions[i]);
        return values;
    }

    private static object? OfMember(MemberExpression member)
    {
        var owner = member.Expression is null ? null : Of(member.Expression);
        if (owner is null && member.Expression is not null)
            return Interpret(member);
        return member.Member switch
        {
            FieldInfo field => field.GetValue(owner),
            PropertyInfo property => property.GetValue(owner, BindingFlags.DoNotWrapExceptions, null, null, null),
            _ => Interpret(member),
        };
    }

    private static object? OfConversion(UnaryExpression convert)
    {
        var value = Of(convert.Operand);
        if (value is null)
            return !convert.Type.IsValueType || Nullable.GetUnderlyingType(convert.Type) is not null ? null : Interpret(convert);
        return (Nullable.GetUnderlyingType(convert.Type) ?? convert.Type).IsInstanceOfType(value) ? value : Interpret(convert);
    }

    private static Array OfArray(NewArrayExpression array)
    {
        var values = Array.CreateInstance(array.Type.GetElementType()!, array.Expressions.Count);
        for (var i = 0; i < values.Length; i++)
            values.SetValue(Of(array.Expressions[i]), i);
        return values;
    }

    private static object? Interpret(Expression expression) =>
        Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)();
}
