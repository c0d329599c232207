using AgenticRecovery.Books;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Tests.Policy;

public sealed class ProveTests
{
    [Fact]
    public void Every_standard_claim_holds_on_the_default_book()
    {
        var (claims, faults) = PolicyClaimReader.Standard(Books.Default.Text.Rates);

        var broken = Prover.Prove(Books.Default, claims).Where(result => !result.Holds)
            .Select(result => $"{result.Id} {result.Verdict}: {result.Move} by {result.Rule} with {string.Join(", ", result.Facts ?? new Dictionary<string, string>())}");

        Assert.Empty(faults);
        Assert.Empty(broken);
    }
}
