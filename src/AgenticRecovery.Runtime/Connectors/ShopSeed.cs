using AgenticRecovery.Cases;

namespace AgenticRecovery.Connectors;

/// <summary>
/// What a sandbox shop starts with. An order's attributes may carry what has no field of its own; see
/// <c>Sandbox/SandboxWords.cs</c> for the words the shop understands.
/// </summary>
public sealed record ShopSeed(
    IReadOnlyList<Customer> Customers, IReadOnlyList<Order> Orders, IReadOnlyList<Product> Products);
