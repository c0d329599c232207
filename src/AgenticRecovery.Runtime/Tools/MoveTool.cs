using System.Text.Json;
using AgenticRecovery.Cases;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Tools;

/// <summary>What a tool argument means: how it is written, and whether its value must come from a trusted place.</summary>
public enum ArgumentKind
{
    /// <summary>Plain words.</summary>
    Words,
    /// <summary>One of a few listed words.</summary>
    Choice,
    /// <summary>An instant, ISO 8601 in UTC.</summary>
    Instant,
    /// <summary>A whole number, 1 or more.</summary>
    Ordinal,
    /// <summary>An id out of a read.</summary>
    Id,
    Ids,
    Address,
    Swaps,
}

/// <param name="Choices">The words allowed, for <see cref="ArgumentKind.Choice"/>.</param>
public sealed record ToolArgument(string Name, ArgumentKind Kind, string Meaning, bool IsRequired = true, IReadOnlyList<string>? Choices = null);

/// <summary>A write tool: one move of the glossary as a model may propose it. Amounts are never arguments; code computes them.</summary>
/// <param name="ActsOnOrder">True when the call must say which order.</param>
/// <param name="Arguments">The move's own arguments, without order_id, why and evidence, which all moves share.</param>
public sealed record MoveTool(string Move, string Meaning, bool ActsOnOrder, IReadOnlyList<ToolArgument> Arguments)
{
    public string Name { get; } = JsonNamingPolicy.SnakeCaseLower.ConvertName(Move);

    /// <summary>All arguments in the order of the schema.</summary>
    public IReadOnlyList<ToolArgument> All { get; } =
    [
        .. ActsOnOrder ? [new ToolArgument("order_id", ArgumentKind.Id, "The order this acts on, as the shop names it.")] : Array.Empty<ToolArgument>(),
        .. Arguments,
        new("why", ArgumentKind.Words, "One sentence: why this move, for the record."),
        new("evidence", ArgumentKind.Ids, "Ids of the facts or texts this rests on.", IsRequired: false),
    ];

    public AIFunctionDeclaration Declare() => AIFunctionFactory.CreateDeclaration(
        Name, $"WRITE ({MoveTraits.All[Move].Group}, a proposal). {Meaning}", ToolSchema.Of(All));
}
