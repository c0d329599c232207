using AgenticRecovery.Accounts;

namespace AgenticRecovery.Tests.Accounts;

/// <summary>What each endpoint of the desk asks of its caller.</summary>
public sealed partial class AuthorisationMatrixTests
{
    private static readonly Dictionary<string, string> Needs = new(StringComparer.Ordinal)
    {
        ["GET /desk.css"] = Anyone,
        ["GET /desk.js"] = Anyone,
        ["GET /desk.svg"] = Anyone,
        ["GET /health/live"] = Anyone,
        ["GET /health/ready"] = Anyone,
        ["GET /openapi/{documentName}.json"] = Anyone,
        ["GET /login"] = Anyone,
        ["POST /login"] = Anyone,
        ["GET /setup"] = Anyone,
        ["POST /setup"] = Anyone,
        ["POST /logout"] = Anyone,
        ["GET /go"] = Anyone,

        ["GET /"] = Permissions.Read,
        ["GET /cases"] = Permissions.Read,
        ["GET /case"] = Permissions.Read,
        ["POST /verdict"] = Permissions.Decide,
        ["GET /{*path:nonfile}"] = Permissions.Read,

        ["GET /account"] = Permissions.Read,
        ["POST /account/password"] = Permissions.Read,
        ["GET /users"] = Permissions.Users,
        ["POST /users/add"] = Permissions.Users,
        ["POST /users/change"] = Permissions.Users,
        ["POST /users/token"] = Permissions.Users,
        ["POST /users/revoke"] = Permissions.Users,
        ["POST /users/limit"] = Permissions.Users,

        ["GET /events"] = Permissions.Read,
        ["GET /api/session"] = Permissions.Read,
        ["GET /api/approvals"] = Permissions.Read,
        ["GET /api/approvals/{case}/{proposal}"] = Permissions.Read,
        ["POST /api/approvals/{case}/{proposal}/verdict"] = Permissions.Decide,
        ["POST /api/approvals/{case}/{proposal}/claim"] = Permissions.Decide,
        ["POST /api/approvals/{case}/{proposal}/release"] = Permissions.Decide,
        ["GET /api/cases"] = Permissions.Read,
        ["GET /api/cases/{id}"] = Permissions.Read,
        ["GET /api/cases/{id}/timeline"] = Permissions.Read,
        ["GET /api/insight/figures"] = Permissions.Read,
        ["GET /api/audit"] = Permissions.Audit,
        ["GET /api/dead-letters"] = Permissions.Repair,
        ["POST /api/dead-letters/{id}/retry"] = Permissions.Repair,
        ["POST /api/dead-letters/{id}/drop"] = Permissions.Repair,
        ["POST /api/signals"] = Permissions.Intake,

        ["POST /mcp"] = Permissions.Read,
        ["GET /mcp"] = Permissions.Read,
        ["DELETE /mcp"] = Permissions.Read,
    };
}
