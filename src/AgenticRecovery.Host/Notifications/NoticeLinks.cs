using System.Security.Cryptography;
using AgenticRecovery.Host.Accounts;
using AgenticRecovery.Host.Desk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AgenticRecovery.Host.Notifications;

/// <summary>
/// Links in notifications: sealed, so that neither the case nor the order can be read from them, and good for a week. They lead
/// to a page and sign nobody in.
/// </summary>
internal sealed class NoticeLinks(IDataProtectionProvider protection, DeskSettings settings, IServer server)
{
    public static readonly TimeSpan Valid = TimeSpan.FromDays(7);
    private readonly ITimeLimitedDataProtector _seal = protection.CreateProtector("notice link").ToTimeLimitedDataProtector();

    public Uri To(string path) => new(Root(), $"/go?to={Uri.EscapeDataString(_seal.Protect(path, Valid))}");

    /// <summary>Null for a link that is too old, or was not made here.</summary>
    public string? Open(string sealedPath)
    {
        try
        {
            return _seal.Unprotect(sealedPath);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static void Map(IEndpointRouteBuilder web) => web.MapGet("/go", (NoticeLinks links, string? to) => links.Open(to ?? "") is { } path
        ? (IResult)Results.Redirect(SignInEndpoints.Inside(path))
        : new RazorComponentResult<DoorPage>(new { Title = "Link too old", Notice = "This link is older than a week, or incomplete. Open the desk and look in the queue.", IsBad = true }) { StatusCode = StatusCodes.Status410Gone })
        .AllowAnonymous().ExcludeFromDescription();

    private Uri Root() => settings.PublicUrl ?? new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal));
}
