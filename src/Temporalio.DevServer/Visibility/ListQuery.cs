using System.Text;
using Temporalio.Api.Enums.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Rpc;
using Temporalio.DevServer.Store;

namespace Temporalio.DevServer.Visibility;

/// <summary>A list query as SQL: a condition with numbered parameters, an order, and whether it groups by status.</summary>
internal sealed class ListQuery
{
    /// <summary>Parentheses in parentheses. Far above any real query, far below the stack.</summary>
    private const int deepest = 50;

    /// <summary>Below SQLite's limit of 1,000 for the depth of an expression; a chain of ORs counts one each.</summary>
    private const int mostConditions = 500;

    private const int mostValues = 10_000;

    private readonly NamespaceEntry ns;
    private readonly List<Token> tokens;
    private readonly StringBuilder where = new();
    private int at;
    private int depth;
    private int conditions;

    private ListQuery(NamespaceEntry ns, string query)
    {
        this.ns = ns;
        tokens = Tokens.Of(query);
    }

    public string Where => where.Length == 0 ? "1" : where.ToString();

    public List<object> Parameters { get; } = [];

    /// <summary>Null for the usual order: newest start first.</summary>
    public string? OrderBy { get; private set; }

    public bool GroupsByStatus { get; private set; }

    private Token Next => tokens[at];

    /// <summary>Throws INVALID_ARGUMENT naming the position of what is wrong. Parameters are numbered from <paramref name="firstParameter"/>.</summary>
    public static ListQuery Parse(NamespaceEntry ns, string query, int firstParameter)
    {
        var parsed = new ListQuery(ns, query) { FirstParameter = firstParameter };
        if (parsed.Next.Kind != TokenKind.End && !parsed.Next.Is("ORDER") && !parsed.Next.Is("GROUP"))
            parsed.Or();
        parsed.Tail();
        return parsed;
    }

    private int FirstParameter { get; init; }

    public void Bind(Statement statement)
    {
        for (var i = 0; i < Parameters.Count; i++)
        {
            _ = Parameters[i] switch
            {
                long number => statement.Bind(FirstParameter + i, number),
                double real => statement.Bind(FirstParameter + i, real),
                var text => statement.Bind(FirstParameter + i, (string)text),
            };
        }
    }

    private void Or()
    {
        where.Append('(');
        And();
        while (Skip("OR"))
        {
            where.Append(" OR ");
            And();
        }
        where.Append(')');
    }

    private void And()
    {
        Not();
        while (Skip("AND"))
        {
            where.Append(" AND ");
            Not();
        }
    }

    private void Not()
    {
        if (Skip("NOT"))
            where.Append("NOT ");
        if (Next.Is("("))
        {
            if (++depth > deepest)
                throw Faults.Invalid($"invalid query: more than {deepest} parentheses within each other at position {Next.At}");
            at++;
            Or();
            Demand(")");
            depth--;
            return;
        }
        if (++conditions > mostConditions)
            throw Faults.Invalid($"invalid query: more than {mostConditions} conditions at position {Next.At}");
        Comparison();
    }

    private void Comparison()
    {
        if (Next.Kind != TokenKind.Word)
            throw Unexpected("a search attribute");
        var column = Columns.Find(ns, Take());
        var isNegated = Skip("NOT");
        if (Skip("IN"))
            In(column, isNegated);
        else if (Skip("BETWEEN"))
            Between(column, isNegated);
        else if (Skip("STARTS_WITH"))
            StartsWith(column, isNegated);
        else if (isNegated)
            throw Unexpected("IN, BETWEEN or STARTS_WITH");
        else if (Skip("IS"))
            IsNull(column);
        else
            Compare(column);
    }

    private void Compare(Column column)
    {
        if (Next.Kind != TokenKind.Symbol || Next.Value is "(" or ")" or ",")
            throw Unexpected("an operator");
        var sign = Take().Value;
        var literal = Literal(column);
        if (column.Type == IndexedValueType.Text && (sign is "=" or "!="))
        {
            Test(column, sign == "!=", value => $"lower({value}) LIKE {Parameter($"%{((string)literal).ToLowerInvariant()}%")}");
            return;
        }
        // "Not equal" of a list means that no element is equal, and of an absent value it holds.
        if (sign == "!=")
            Test(column, isNegated: true, value => $"{value} = {Parameter(literal)}");
        else
            Test(column, isNegated: false, value => $"{value} {sign} {Parameter(literal)}");
    }

    private void In(Column column, bool isNegated)
    {
        Demand("(");
        var values = new List<string> { Parameter(Literal(column)) };
        while (Skip(","))
            values.Add(Parameter(Literal(column)));
        Demand(")");
        Test(column, isNegated, value => $"{value} IN ({string.Join(", ", values)})");
    }

    private void Between(Column column, bool isNegated)
    {
        var low = Parameter(Literal(column));
        Demand("AND");
        var high = Parameter(Literal(column));
        Test(column, isNegated, value => $"{value} BETWEEN {low} AND {high}");
    }

    private void StartsWith(Column column, bool isNegated)
    {
        if (column.Type is not (IndexedValueType.Keyword or IndexedValueType.KeywordList))
            throw Faults.Invalid($"invalid query: operator 'STARTS_WITH' not supported for search attribute {column.Name} at position {Next.At}");
        var prefix = (string)Literal(column);
        var parameter = Parameter(prefix);
        Test(column, isNegated, value => $"substr({value}, 1, {prefix.EnumerateRunes().Count()}) = {parameter}");
    }

    private void IsNull(Column column)
    {
        var isNegated = Skip("NOT");
        Demand("NULL");
        var value = column.Sql ?? $"json_extract(attributes, {Parameter(PathOf(column))})";
        where.Append(value).Append(isNegated ? " IS NOT NULL" : " IS NULL");
    }

    /// <summary>A condition on the column, or on any element of what the attributes hold under its name.</summary>
    private void Test(Column column, bool isNegated, Func<string, string> condition)
    {
        if (column.Sql is { } sql)
        {
            where.Append(isNegated ? $"NOT coalesce({condition(sql)}, 0)" : condition(sql));
            return;
        }
        var path = Parameter(PathOf(column));
        where.Append(isNegated ? "NOT " : "").Append("EXISTS (SELECT 1 FROM json_each(attributes, ").Append(path)
            .Append(") element WHERE ").Append(condition("element.value")).Append(')');
    }

    private void Tail()
    {
        if (Skip("GROUP"))
        {
            Demand("BY");
            var column = Columns.Find(ns, Take());
            if (column.Name != "ExecutionStatus")
                throw Faults.Invalid($"invalid query: 'GROUP BY' clause is only supported for ExecutionStatus search attribute");
            GroupsByStatus = true;
        }
        if (Skip("ORDER"))
        {
            Demand("BY");
            var column = Columns.Find(ns, Take());
            var direction = Skip("DESC") ? "DESC" : Skip("ASC") ? "ASC" : "ASC";
            OrderBy = $"{column.Sql ?? $"json_extract(attributes, {Parameter(PathOf(column))})"} {direction}, run_key DESC";
        }
        if (Next.Kind != TokenKind.End)
            throw Unexpected("AND, OR or the end");
    }

    private object Literal(Column column)
    {
        if (Next.Kind is TokenKind.End or TokenKind.Symbol)
            throw Unexpected("a value");
        return Columns.Literal(column, Take());
    }

    private string Parameter(object value)
    {
        if (Parameters.Count == mostValues)
            throw Faults.Invalid($"invalid query: more than {mostValues} values at position {Next.At}");
        Parameters.Add(value);
        return $"?{FirstParameter + Parameters.Count - 1}";
    }

    private static string PathOf(Column column) => $"$.\"{column.Name}\"";

    private Token Take() => tokens[at++];

    private bool Skip(string word)
    {
        if (!Next.Is(word))
            return false;
        at++;
        return true;
    }

    private void Demand(string word)
    {
        if (!Skip(word))
            throw Unexpected($"'{word}'");
    }

    private RpcFault Unexpected(string wanted) => Faults.Invalid(
        $"invalid query: unable to parse query: syntax error at position {Next.At} near '{Next.Value}': expected {wanted}");
}
