using AgenticRecovery.Cases;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Triage.Guarding;

/// <summary>Which kinds of words a text holds at all.</summary>
internal sealed class SaidWords(MarkedText text)
{
    private readonly HashSet<ProductId> _products = [.. text.Marks.Select(mark => mark.Mention).OfType<ProductMention>().SelectMany(mention => mention.Products.Keys)];
    private readonly HashSet<string> _ids = [.. text.Marks.Where(mark => mark.Kind is MarkKind.IdRef or MarkKind.OrderRef).Select(mark => mark.Value.TrimStart('#'))];

    public bool Has(MarkKind kind) => text.Marks.Any(mark => mark.Kind == kind);

    public bool Verbs(params ReadOnlySpan<string> values)
    {
        foreach (var mark in text.Marks)
            if (mark.Kind == MarkKind.Verb && values.Contains(mark.Value))
                return true;
        return false;
    }

    public bool Stem(params ReadOnlySpan<string> stems)
    {
        foreach (var word in text.Words)
            if (stems.Contains(word.Stem))
                return true;
        return false;
    }

    public IReadOnlySet<string> Kinds { get; } = text.Marks.Where(mark => mark.Kind == MarkKind.PaymentKind).Select(mark => mark.Value).ToHashSet(StringComparer.Ordinal);

    public bool Says(string id) => text.Text.Contains(id, StringComparison.OrdinalIgnoreCase);

    public bool Names(OrderId order) => _ids.Contains(order.Value.TrimStart('#'));

    public bool Names(OrderLine line) => _products.Contains(line.Product) || _ids.Contains(line.Variant.Value) || _ids.Contains(line.Product.Value) || _ids.Contains(line.Id.Value);

    public bool NamesAny(Order order) => order.Lines.Any(Names);
}
