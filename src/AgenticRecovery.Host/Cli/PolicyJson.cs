using System.Text.Json.Nodes;
using AgenticRecovery.Books;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Host.Cli;

/// <summary>Answers about a policy book as JSON: the book, and what was asked of it and nothing else.</summary>
internal static class PolicyJson
{
    public static JsonObject Of(PolicyReport report)
    {
        var document = new JsonObject();
        if (report.Book is { } book)
        {
            document["book"] = book.Name;
            document["version"] = book.Version;
            document["hash"] = book.Hash;
            document["rules"] = book.Rules;
            document["lawRules"] = book.LawRules;
            document["budgets"] = book.Budgets;
        }
        document["faults"] = Output.Node(report.Faults);
        if (report.Findings is { } findings)
            document["findings"] = Output.Node(findings);
        if (report.Claims is { } claims)
            document["claims"] = new JsonArray([.. claims.Select(Claim)]);
        if (report.Examples is { } examples)
            document["examples"] = Output.Node(examples);
        if (report.Diff is { } diff)
            document["diff"] = Output.Node(diff);
        if (report.InForce is { } inForce)
            document["inForce"] = Output.Node(inForce);
        if (report.WhatIf is { } whatIf)
            document["whatIf"] = Output.Node(whatIf);
        if (report.Explanation is { } explanation)
            document["explanation"] = Output.Node(explanation);
        return document;
    }

    /// <summary>A counter-example names every fact that matters; what it does not name is missing there.</summary>
    private static JsonNode Claim(ClaimResult claim)
    {
        var written = new JsonObject { ["name"] = claim.Id, ["claim"] = claim.Text, ["holds"] = claim.Holds, ["verdict"] = claim.Verdict, ["regions"] = claim.Regions };
        if (claim.Because.Length > 0)
            written["because"] = claim.Because;
        if (claim.Facts is not null)
            written["counterExample"] = new JsonObject { ["move"] = claim.Move, ["decision"] = claim.Word, ["rule"] = claim.Rule, ["facts"] = Output.Node(claim.Facts) };
        return written;
    }
}
