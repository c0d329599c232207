using AgenticRecovery.Cases;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Triage.Guarding;

/// <summary>An address is one the shop knows, to the letter, or each of its parts stands in the customer's words.</summary>
internal static class AddressCheck
{
    public static MatchFinding? Find(RequestContext request, PartialReading reading, ProposedMove proposed)
    {
        if (proposed.Address is not { } to)
            return null;
        var known = AddressChoice.Known(request);
        if (!known.Exists(one => AddressChoice.Same(one, to) && one.Region == to.Region))
            return Written(reading.Text, to);
        var now = proposed.Order?.ShipTo ?? request.Customer!.Address;
        if (AddressChoice.Same(now, to) && !IsGoingBack(reading.Text))
            return MatchFinding.Doubt("no-change", "That is the address already.");
        var named = known.Where(one => IsNamed(reading.Text, one)).ToList();
        // The old and the new one both stand there, or neither: words alone do not say which is which.
        var isOpen = named.Count > 1 || (named.Count == 0 && known.Count > 2);
        return isOpen && !reading.Steps.Any(step => step.Address is { } read && AddressChoice.Same(read, to))
            ? MatchFinding.Doubt("which-address", "The customer has several addresses, and the words do not say which one it shall be.")
            : null;
    }

    // "…, then change it back to the original one"
    private static bool IsGoingBack(MarkedText text) => text.Words.Any(word => word.Stem is "back" or "revert" or "original" or "undo" or "restore");

    /// <summary>The street, the city or the postal code of the address stands in the text.</summary>
    public static bool IsNamed(MarkedText text, Address address)
    {
        var said = Plain(text.Text);
        return Holds(said, address.Street) || Holds(said, address.City) || Holds(said, address.PostalCode);
    }

    private static MatchFinding? Written(MarkedText text, Address to)
    {
        var said = Plain(text.Text);
        foreach (var (part, value) in (ReadOnlySpan<(string, string?)>)[("street", to.Street), ("unit", to.Street2), ("city", to.City), ("postal code", to.PostalCode)])
            if (!string.IsNullOrEmpty(value) && !Holds(said, value))
                return MatchFinding.Against("address-part", $"The {part} stands neither in the customer's words nor in the shop.");
        if (!to.Street.Any(char.IsDigit))
            return MatchFinding.Doubt("address-part", "The street has no number; the address is not complete.");
        return UsZip.State(to.PostalCode) is { } state && to.Region is { Length: 2 } region && !string.Equals(state, region, StringComparison.OrdinalIgnoreCase)
            ? MatchFinding.Doubt("state", $"The postal code belongs to {state}.")
            : null;
    }

    private static bool Holds(string said, string value) => said.Contains(Plain(value), StringComparison.Ordinal);

    /// <summary>Letters and digits in lower case, everything between them one space, with a space at either end.</summary>
    private static string Plain(string text) =>
        " " + string.Join(' ', string.Concat(text.Select(sign => char.IsLetterOrDigit(sign) ? char.ToLowerInvariant(sign) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries)) + " ";
}
