using AgenticRecovery.Cases;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Triage;

/// <summary>Which lines of an order some words name: by a word of the product's name or by an option that no other line shares.</summary>
public static class LineNames
{
    public static List<OrderLine> In(string words, Order order) => [.. order.Lines.Where(line => Names(words, line, order))];

    // What all lines share tells none of them apart.
    private static bool Names(string clause, OrderLine line, Order order)
    {
        var others = order.Lines.Where(other => other.Id != line.Id).ToList();
        var words = PlainText.Words(PlainText.Fold(clause));
        return NameWords(line).Except(others.SelectMany(NameWords), StringComparer.Ordinal)
                .Any(word => Forms(word).Any(form => words.Contains($" {form} ", StringComparison.Ordinal) || words.Contains($" {form}s ", StringComparison.Ordinal)))
            || line.Options.Values.Where(value => !others.Exists(other => other.Options.Values.Contains(value))).Any(value => OptionValues.Names(clause, value));
    }

    private static IEnumerable<string> NameWords(OrderLine line) =>
        PlainText.Words(PlainText.Fold(line.Name)).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= 3);

    // A shop that writes its names in English is asked for "the mug" in every language: everyday goods in the shipped languages.
    private static string[] Forms(string word) => Goods.TryGetValue(word, out var forms) ? forms : [word];

    private static readonly Dictionary<string, string[]> Goods = new(StringComparer.Ordinal)
    {
        ["lamp"] = ["lamp", "lampe", "lampara", "candeeiro", "luminaria"],
        ["mug"] = ["mug", "becher", "tasse", "taza", "caneca"],
        ["cup"] = ["cup", "tasse", "taza", "chavena", "xicara"],
        ["vase"] = ["vase", "jarron", "florero", "jarra", "vaso"],
        ["coat"] = ["coat", "mantel", "manteau", "abrigo", "casaco"],
        ["jacket"] = ["jacket", "jacke", "veste", "chaqueta", "jaqueta"],
        ["shirt"] = ["shirt", "hemd", "chemise", "camisa"],
        ["dress"] = ["dress", "kleid", "robe", "vestido"],
        ["trousers"] = ["trousers", "hose", "pantalon", "pantalones", "calcas"],
        ["boots"] = ["boots", "boot", "stiefel", "wanderschuhe", "bottes", "chaussures", "botas"],
        ["shoes"] = ["shoes", "shoe", "schuhe", "chaussures", "zapatos", "sapatos"],
        ["kettle"] = ["kettle", "kessel", "wasserkocher", "bouilloire", "hervidor", "chaleira"],
        ["desk"] = ["desk", "schreibtisch", "bureau", "escritorio", "secretaria"],
        ["table"] = ["table", "tisch", "mesa"],
        ["chair"] = ["chair", "stuhl", "chaise", "silla", "cadeira"],
        ["book"] = ["book", "buch", "livre", "libro", "livro"],
        ["bag"] = ["bag", "tasche", "sac", "bolso", "bolsa"],
    };
}
