using System.Text.Json;
using AgenticRecovery.Accounts;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Host.Serving;
using AgenticRecovery.Signals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AgenticRecovery.Host.Api;

/// <summary>Signals from the shop's systems. Each is stored with its case before it is answered; what cannot be taken is kept as a dead letter.</summary>
internal static class SignalEndpoints
{
    public static void Map(IEndpointRouteBuilder web) =>
        web.MapPost("/api/signals", TakeAsync).RequireAuthorization(Permissions.Intake).WithTags("signals")
            .WithMetadata(new RequestSizeLimitAttribute(Limits.SignalBytes))
            .Accepts<JsonElement>("application/json")
            .WithSummary("Takes one signal; the same signal again changes nothing.")
            .WithDescription("The body is one signal of docs/signals.md ('recovery schema signal' prints its JSON Schema). 422 names every fault, and the dead letter that keeps the body.")
            .ProducesProblem(413).ProducesProblem(422);

    private static async Task<Results<Accepted<SignalTaken>, Ok<SignalTaken>, ProblemHttpResult>> TakeAsync(HttpContext context, App app, CancellationToken ct)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, ct);
        var raw = body.ToArray();
        var now = app.Clock.GetUtcNow();
        var reason = Intake.Read(raw, now) switch
        {
            Received.Rejected rejected => rejected.Reason,
            Received.Accepted { Signal.Order: { } order } when await app.Shop.FindOrderAsync(order, ct) is null => $"{app.Shop.Name} knows no order '{order}'",
            _ => null,
        };
        if (reason is not null)
        {
            var text = System.Text.Encoding.UTF8.GetString(raw, 0, (int)Math.Min(raw.Length, Limits.BodyBytes));
            var letter = await app.Store.DeadLetters.PutAsync("api", text, reason, now, ct);
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "Signal not taken", $"{reason} Kept as dead letter {letter}.");
        }

        var signal = ((Received.Accepted)Intake.Read(raw, now)).Signal;
        var joined = await app.Door.TakeAsync(signal, ct);
        // The signal is stored: whatever becomes of the telling, it is told again at the next start.
        await app.Door.DeliverAsync(CancellationToken.None);
        var taken = new SignalTaken(signal.Id, joined.CaseId.Value, joined.IsNewCase, joined.IsDuplicate);
        return taken.IsDuplicate ? TypedResults.Ok(taken) : TypedResults.Accepted($"/api/cases/{Uri.EscapeDataString(taken.Case)}", taken);
    }
}

internal sealed record SignalTaken(string Signal, string Case, bool IsNewCase, bool IsDuplicate);
