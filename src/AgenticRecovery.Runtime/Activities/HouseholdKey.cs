using System.Security.Cryptography;
using System.Text;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Activities;

/// <summary>
/// One name for all customers at one door. The address itself goes into no budget, decision or log: the key is the beginning of
/// its SHA-256, the same for the same postal code, street and unit however they are spaced or capitalised.
/// </summary>
public static class HouseholdKey
{
    public static string Of(Address address)
    {
        var door = string.Concat($"{address.Country}|{address.PostalCode}|{address.Street}|{address.Street2}".Where(c => char.IsLetterOrDigit(c) || c == '|'));
        return "h-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(door.ToUpperInvariant())))[..16];
    }
}
