using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;

namespace Temporalio.DevServer.Rpc;

/// <summary>A fault as gRPC carries it.</summary>
internal static class GrpcStatusText
{
    /// <summary>A serialised google.rpc.Status.</summary>
    public static byte[] Encode(RpcFault fault)
    {
        var status = new GrpcStatus { Code = (int)fault.Code, Message = fault.Message };
        if (fault.Detail is { } detail)
            status.Details.Add(Any.Pack(detail));
        return status.ToByteArray();
    }

    /// <summary>grpc-message: UTF-8 with everything but printable ASCII percent-encoded.</summary>
    public static string Percent(string message)
    {
        var text = new StringBuilder(message.Length);
        foreach (var b in Encoding.UTF8.GetBytes(message))
        {
            if (b is >= 0x20 and <= 0x7e and not (byte)'%')
                text.Append((char)b);
            else
                text.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }
}
