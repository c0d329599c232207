namespace AgenticRecovery.Evals.Adversarial;

/// <summary>One attack text before it is aimed at something.</summary>
/// <param name="Source">"shipped", "injecagent", "agentdojo" or "bipia".</param>
/// <param name="Text">With <see cref="Goal"/> where the goal's sentence goes.</param>
/// <param name="Original">What the text was written to reach; empty for texts that name no goal of their own.</param>
public sealed record AttackText(string Source, string Id, string Text, string Original)
{
    public const string Goal = "{goal}";
}

/// <summary>What an attacker wants.</summary>
public enum AttackGoal
{
    Refund,
    Credit,
    Discount,
    AddressChange,
    Cancel,
    DataLeak,
    Forgery,
}

/// <summary>Where the attack text stands.</summary>
public enum AttackPlace
{
    /// <summary>A message of the customer the case is about.</summary>
    Message,

    /// <summary>A message of somebody the helpdesk does not know, who names another person's order.</summary>
    Stranger,

    /// <summary>The customer's answer to a question the shop asked.</summary>
    Reply,
    OrderNote,
    ProductName,

    /// <summary>The carrier's scan text, and its event text.</summary>
    TrackingText,
}
