using System.Net;
using System.Net.Http.Json;
using System.Net.Mail;
using AgenticRecovery.Store;

namespace AgenticRecovery.Host.Notifications;

/// <summary>What became of an attempt to send.</summary>
internal abstract record Sending
{
    private Sending() { }
    public sealed record Done : Sending;

    /// <param name="MayWork">True when another try may work.</param>
    public sealed record NotDone(string Why, bool MayWork) : Sending;

    /// <summary>It may have arrived.</summary>
    public sealed record Unknown(string Why) : Sending;
}

/// <summary>Mail by SMTP. A repeat after a crash carries the same Message-ID, so that mail systems can drop it.</summary>
internal static class MailSender
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<Sending> SendAsync(MailSettings settings, Notice notice, string address, Uri link, CancellationToken ct)
    {
        using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.UsesTls, Timeout = (int)Patience.TotalMilliseconds };
        if (settings.User is not null)
            client.Credentials = new NetworkCredential(settings.User, settings.Password);
        using var mail = new MailMessage(settings.From, address)
        {
            Subject = NoticeText.Subject(notice.Event),
            Body = $"{notice.Text}\n\n{link}\n\nThe link works for a week and asks you to sign in.\n",
        };
        mail.Headers.Add("Message-ID", $"<{StoreJson.Sha256(notice.Key)[..40]}@{new MailAddress(settings.From).Host}>");
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            await client.SendMailAsync(mail, patience.Token);
            return new Sending.Done();
        }
        catch (SmtpException e)
        {
            // 5xx answers are final (RFC 5321, 4.2.1); the status says nothing about the recipient's name.
            return new Sending.NotDone($"mail server: {e.StatusCode}", (int)e.StatusCode is < 500 or >= 600);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Sending.NotDone("mail server: no answer", true);
        }
    }
}

/// <summary>Incoming webhooks of Slack and Teams.</summary>
internal sealed class WebhookSender(HttpClient http)
{
    public Task<Sending> SlackAsync(Uri hook, Notice notice, Uri link, CancellationToken ct) =>
        PostAsync(hook, new { text = $"{notice.Text} <{link}|Open the desk>" }, ct);

    /// <summary>An Adaptive Card in the envelope that the Workflows app of Teams expects.</summary>
    public Task<Sending> TeamsAsync(Uri hook, Notice notice, Uri link, CancellationToken ct) => PostAsync(
        hook,
        new
        {
            type = "message",
            attachments = new[]
            {
                new
                {
                    contentType = "application/vnd.microsoft.card.adaptive",
                    content = new
                    {
                        type = "AdaptiveCard",
                        version = "1.4",
                        body = new[] { new { type = "TextBlock", text = notice.Text, wrap = true } },
                        actions = new[] { new { type = "Action.OpenUrl", title = "Open the desk", url = link.ToString() } },
                    },
                },
            },
        },
        ct);

    private async Task<Sending> PostAsync<T>(Uri hook, T body, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            using var answer = await http.PostAsJsonAsync(hook, body, patience.Token);
            if (answer.IsSuccessStatusCode)
                return new Sending.Done();
            var mayWork = (int)answer.StatusCode >= 500 || answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;
            return new Sending.NotDone($"webhook: {(int)answer.StatusCode}", mayWork);
        }
        // No connection, so nothing was said.
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            return new Sending.NotDone($"webhook: {e.HttpRequestError}", true);
        }
        catch (HttpRequestException e)
        {
            return new Sending.Unknown($"webhook: {e.HttpRequestError}");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Sending.Unknown("webhook: no answer");
        }
    }
}
