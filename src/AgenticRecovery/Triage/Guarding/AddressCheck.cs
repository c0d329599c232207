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
        var now = proposed.Order?.ShipTo ?? request.Customer!.Address;
        if (AddressChoice.Known(request).Exists(known => AddressChoice.Same(known, to) && known.Region == to.Region))
            return null;
        var said = Plain(reading.Text.Text);
        foreach (var (part, value) in (ReadOnlySpan<(string, string?)>)[("street", to.Street), ("unit", to.Street2), ("city", to.City), ("postal code", to.PostalCode)])
            if (!string.IsNullOrEmpty(value) && !said.Contains($" {Plain(value).Trim()} ", StringComparison.Ordinal))
                return MatchFinding.Against("address-part", $"The {part} stands neither in the customer's words nor in the shop.");
        return UsZip.State(to.PostalCode) is { } state && to.Region is { Length: 2 } region && !string.Equals(state, region, StringComparison.OrdinalIgnoreCase)
            ? MatchFinding.Doubt("state", $"The postal code belongs to {state}.")
            : AddressChoice.Same(now, to) ? MatchFinding.Doubt("no-change", "That is the address already.") : null;
    }

    /// <summary>Letters and digits in lower case, everything between them one space, with a space at either end.</summary>
    private static string Plain(string text) =>
        " " + string.Join(' ', string.Concat(text.Select(sign => char.IsLetterOrDigit(sign) ? char.ToLowerInvariant(sign) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries)) + " ";
}
