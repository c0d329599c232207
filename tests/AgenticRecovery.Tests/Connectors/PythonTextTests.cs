using System.Text.Json.Nodes;
using AgenticRecovery.Connectors.Retail;

namespace AgenticRecovery.Tests.Connectors;

/// <summary>Expected texts were worked out from the language's rules for <c>repr</c>, <c>round</c> and <c>json.dumps</c>.</summary>
public sealed class PythonTextTests
{
    [Theory]
    [InlineData(663.0, "663.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(-12.5, "-12.5")]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(1.5e-7, "1.5e-07")]
    [InlineData(123456789012345680.0, "1.2345678901234568e+17")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(1e22, "1e+22")]
    [InlineData(1e100, "1e+100")]
    [InlineData(5.300000000000002, "5.300000000000002")]
    public void A_double_is_written_as_repr_writes_it(double value, string expected)
    {
        Assert.Equal(expected, PythonNumber.Of(value).ToString());
    }

    [Theory]
    [InlineData(2.675, "2.67")] // the double lies under 2.675
    [InlineData(0.125, "0.12")] // a true tie goes to the even digit
    [InlineData(0.375, "0.38")]
    [InlineData(1.005, "1.0")]
    [InlineData(-2.675, "-2.67")]
    [InlineData(-0.001, "-0.0")]
    [InlineData(1e22, "1e+22")]
    public void Rounding_to_cents_is_exact_over_the_binary_value(double value, string expected)
    {
        Assert.Equal(expected, PythonNumber.Of(value).ToCents().ToString());
    }

    [Fact]
    public void Json_has_spaces_and_only_ascii()
    {
        var node = JsonNode.Parse("""{"a":[1,2.50,true,null],"b":{},"c":"é \"x\" \n 🙂"}""");

        Assert.Equal("""{"a": [1, 2.5, true, null], "b": {}, "c": "\u00e9 \"x\" \n \ud83d\ude42"}""", PythonText.Json(node));
    }

    [Fact]
    public void Tuples_are_sorted_and_quoted_as_python_does()
    {
        var node = JsonNode.Parse("""{"b":["it's"],"a":{"z":true,"y":null},"c":[],"d":"say \"it's\""}""");

        Assert.Equal("""(('a', (('y', None), ('z', True))), ('b', ("it's",)), ('c', ()), ('d', 'say "it\'s"'))""", PythonText.Tuples(node));
    }

    [Theory]
    [InlineData("2 + 2", "4.0")]
    [InlineData("10 - 4 - 3", "3.0")]
    [InlineData("2 * (3 + 4) / 7", "2.0")]
    [InlineData("-2 ** 2", "-4.0")]
    [InlineData("2 ** -1", "0.5")]
    [InlineData("2 ** 3 ** 2", "512.0")]
    [InlineData("7 // 2", "3.0")]
    [InlineData("-7 // 2", "-4.0")]
    [InlineData("7.5 // 2", "3.0")]
    [InlineData("1 / 3", "0.33")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData(".5 + 1.", "1.5")]
    [InlineData("--3", "3.0")]
    [InlineData("1 / 0", "Error: division by zero")]
    [InlineData("1.0 / 0", "Error: float division by zero")]
    [InlineData("2 + abc", "Error: invalid characters in expression")]
    [InlineData("2 +", "Error: invalid syntax (<string>, line 1)")]
    [InlineData("2 2", "Error: invalid syntax (<string>, line 1)")]
    [InlineData("(2", "Error: '(' was never closed (<string>, line 1)")]
    [InlineData("9 ** 9 ** 9", "Error: int too large to convert to float")]
    public async Task The_calculator_reads_the_same_arithmetic(string expression, string expected)
    {
        using var folder = new Store.TempFolder();
        using var shop = RetailShop.Open(folder["r.shop.db"], RetailSemantics.Tau, new Store.StandingClock());

        Assert.Equal(expected, (await shop.CallAsync("calculate", new JsonObject { ["expression"] = expression }, default)).Text);
    }
}
