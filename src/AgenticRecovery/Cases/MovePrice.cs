using AgenticRecovery.Economics;

namespace AgenticRecovery.Cases;

/// <summary>What a move gives the customer and what it costs the shop, computed by code from the order and the playbook.</summary>
/// <param name="Amount">Money or value the customer receives; zero for words and edits.</param>
/// <param name="Cost">Expected cost to the shop, handling included.</param>
/// <param name="Why">The sum in words, for the record and the desk.</param>
public sealed record MovePrice(Money Amount, Money Cost, string Why);
