using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AgenticRecovery.Tests.Notifications;

/// <summary>A mail server on a free loopback port that keeps what it is sent (RFC 5321, the few verbs a client needs).</summary>
internal sealed class SmtpStub : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public SmtpStub()
    {
        _listener.Start();
        _running = RunAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What was sent, headers and body, with its recipient.</summary>
    public ConcurrentQueue<(string To, string Mail)> Mails { get; } = new();

    /// <summary>Answer to the next recipients; "250 OK" takes them.</summary>
    public string AnswerToRecipient { get; set; } = "250 OK";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await using var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 stub");
        var to = "";
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == "QUIT")
            {
                await writer.WriteLineAsync("221 bye");
                return;
            }

            if (verb == "RCPT")
                to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
            if (verb != "DATA")
            {
                await writer.WriteLineAsync(verb == "RCPT" ? AnswerToRecipient : "250 OK");
                continue;
            }

            await writer.WriteLineAsync("354 go on");
            var mail = new StringBuilder();
            while (await reader.ReadLineAsync(_stop.Token) is { } part && part != ".")
                mail.AppendLine(part);
            Mails.Enqueue((to, mail.ToString()));
            await writer.WriteLineAsync("250 OK");
        }
    }
}
