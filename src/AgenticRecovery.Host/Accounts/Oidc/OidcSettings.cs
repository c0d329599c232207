using AgenticRecovery.Host.Cli;
using AgenticRecovery.Host.Serving;
using Microsoft.Extensions.Configuration;

namespace AgenticRecovery.Host.Accounts.Oidc;

/// <summary>The section <c>Desk:Oidc</c> of recovery.json: where company accounts sign in, and which of their groups are which roles.</summary>
internal sealed record OidcSettings
{
    public required Uri Issuer { get; init; }
    public required string ClientId { get; init; }

    /// <summary>From the environment, <c>Desk__Oidc__ClientSecret</c>; null for a public client, which PKCE protects.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The claim that becomes the account's name here.</summary>
    public string NameClaim { get; init; } = "preferred_username";

    /// <summary>The claim that lists groups.</summary>
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>Group to role.</summary>
    public IReadOnlyDictionary<string, string> Roles { get; init; } = new Dictionary<string, string>();

    /// <summary>What somebody without any of these groups gets; none refuses them.</summary>
    public IReadOnlyList<string> DefaultRoles { get; init; } = [];

    /// <summary>Null where no issuer is configured.</summary>
    /// <exception cref="BadInputException">A value that cannot be used; names it.</exception>
    public static OidcSettings? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Desk:Oidc");
        if (section["Issuer"] is not { Length: > 0 } text)
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var issuer) || !IsSafe(issuer))
            throw new BadInputException($"recovery.json, Desk:Oidc:Issuer: expected an https address, found '{text}'.");
        return new OidcSettings
        {
            Issuer = issuer,
            ClientId = section["ClientId"] is { Length: > 0 } id ? id : throw new BadInputException("recovery.json, Desk:Oidc:ClientId: expected the id of this desk at the issuer, found none."),
            ClientSecret = section["ClientSecret"],
            NameClaim = section["NameClaim"] ?? "preferred_username",
            GroupsClaim = section["GroupsClaim"] ?? "groups",
            Roles = section.GetSection("Roles").GetChildren().ToDictionary(c => c.Key, c => UserForm.Roles([c.Value ?? ""])[0], StringComparer.Ordinal),
            DefaultRoles = section.GetSection("DefaultRoles").GetChildren().Select(c => c.Value ?? "").ToList() is { Count: > 0 } roles ? UserForm.Roles(roles) : [],
        };
    }

    /// <summary>Https, or plain on this machine.</summary>
    public static bool IsSafe(Uri uri) => uri.Scheme == "https" || (uri.Scheme == "http" && Listening.IsLoopback(uri));
}
