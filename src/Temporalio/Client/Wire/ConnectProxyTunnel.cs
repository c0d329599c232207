using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Temporalio.Client.Wire;

/// <summary>Opens connections through a proxy with HTTP CONNECT.</summary>
internal sealed class ConnectProxyTunnel(HttpConnectProxyOptions options)
{
    private const int MaxReplyBytes = 16 * 1024;

    private readonly (string Host, int Port) proxy = Endpoint.ReadHost(options.TargetHost, 80);

    public async ValueTask<Stream> OpenAsync(DnsEndPoint target, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(proxy.Host, proxy.Port, ct);
            var stream = new NetworkStream(socket, ownsSocket: true);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(RequestFor(target)), ct);
            var reply = await ReadHeadAsync(stream, ct);
            // "HTTP/1.1 200 Connection established"
            var parts = reply.Split(' ', 3);
            return parts is [_, ['2', ..], ..]
                ? stream
                : throw new HttpRequestException($"Proxy {options.TargetHost} refused: {reply.Split('\r')[0]}");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private string RequestFor(DnsEndPoint target)
    {
        var address = $"{target.Host}:{target.Port}";
        var request = new StringBuilder($"CONNECT {address} HTTP/1.1\r\nHost: {address}\r\n");
        if (options.BasicAuth is { } auth)
        {
            var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{auth.Username}:{auth.Password}"));
            request.Append($"Proxy-Authorization: Basic {credentials}\r\n");
        }
        return request.Append("\r\n").ToString();
    }

    /// <summary>Byte by byte, because what follows the head belongs to the tunnel.</summary>
    private static async ValueTask<string> ReadHeadAsync(NetworkStream stream, CancellationToken ct)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (head.Length < MaxReplyBytes)
        {
            if (await stream.ReadAsync(one, ct) == 0)
            {
                throw new HttpRequestException("Proxy closed the connection");
            }
            head.Append((char)one[0]);
            if (head.Length >= 4 && head.ToString(head.Length - 4, 4) == "\r\n\r\n")
            {
                return head.ToString();
            }
        }
        throw new HttpRequestException("Proxy answered without end");
    }
}
