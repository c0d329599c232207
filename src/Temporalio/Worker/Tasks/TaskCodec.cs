using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Message = Temporalio.Api.Protocol.V1.Message;

namespace Temporalio.Worker;

/// <summary>
/// Applies a payload codec to everything a workflow task carries: arguments, results, failures, headers, memo, summaries. Search
/// attributes stay readable for the service, and so do the worker's own markers.
/// </summary>
internal static class TaskCodec
{
    private static readonly TypeRegistry UpdateBodies = TypeRegistry.FromMessages(Request.Descriptor, Acceptance.Descriptor, Rejection.Descriptor, Response.Descriptor);

    /// <summary>Decodes copies; what came in is left as it is.</summary>
    public static async Task<IReadOnlyList<HistoryEvent>> DecodeAsync(IPayloadCodec codec, IReadOnlyList<HistoryEvent> history)
    {
        var decoded = new List<HistoryEvent>(history.Count);
        foreach (var e in history)
        {
            var copy = e.Clone();
            await VisitAsync(copy, codec.DecodeAsync);
            decoded.Add(copy);
        }
        return decoded;
    }

    /// <summary>Decodes a copy, all but the heartbeat details, which the activity decodes when it asks for them.</summary>
    public static async Task<PollActivityTaskQueueResponse> DecodeAsync(IPayloadCodec codec, PollActivityTaskQueueResponse task)
    {
        var decoded = task.Clone();
        if (decoded.Input is { } input)
            await VisitAsync(input, codec.DecodeAsync);
        if (decoded.Header is { } header)
            await VisitAsync(header, codec.DecodeAsync);
        return decoded;
    }

    public static async Task<IReadOnlyList<Message>> DecodeAsync(IPayloadCodec codec, IEnumerable<Message> messages)
    {
        var decoded = messages.Select(m => m.Clone()).ToList();
        foreach (var message in decoded)
            await VisitAsync(message, codec.DecodeAsync);
        return decoded;
    }

    /// <summary>Encodes copies of the commands, because those in the run are compared with history as they are.</summary>
    public static async Task EncodeAsync(IPayloadCodec codec, WorkflowReply reply)
    {
        if (reply.Query is { } query)
            await VisitAsync(query, codec.EncodeAsync);
        if (reply.Completed is not { } completed)
            return;
        var copies = completed.Commands.Select(c => c.Clone()).ToList();
        completed.Commands.Clear();
        completed.Commands.AddRange(copies);
        await VisitAsync(completed, codec.EncodeAsync);
    }

    public static async Task VisitAsync(IMessage message, Func<IReadOnlyCollection<Payload>, Task<IReadOnlyCollection<Payload>>> change)
    {
        switch (message)
        {
            case SearchAttributes:
                return;
            case Payload payload:
                Replace(payload, (await change([payload.Clone()])).Single());
                return;
            case Payloads payloads:
                await ChangeAsync(payloads.Payloads_, change);
                return;
            case Any any when any.Unpack(UpdateBodies) is { } body:
                await VisitAsync(body, change);
                any.MergeFrom(Any.Pack(body));
                return;
            case Api.Command.V1.RecordMarkerCommandAttributes marker:
                await VisitMarkerAsync(marker.Details, marker.Failure, change);
                return;
            case MarkerRecordedEventAttributes marker:
                await VisitMarkerAsync(marker.Details, marker.Failure, change);
                return;
        }
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            foreach (var child in Children(field, field.Accessor.GetValue(message)))
                await VisitAsync(child, change);
        }
    }

    private static List<IMessage> Children(FieldDescriptor field, object? value)
    {
        if (field.FieldType != FieldType.Message || value is null)
            return [];
        if (field.IsMap)
            return ((System.Collections.IDictionary)value).Values.OfType<IMessage>().ToList();
        return value switch
        {
            System.Collections.IList list => list.OfType<IMessage>().ToList(),
            IMessage single => [single],
            _ => [],
        };
    }

    /// <summary>Of a marker only the result and the failure are the user's.</summary>
    private static async Task VisitMarkerAsync(
        MapField<string, Payloads> details, Api.Failure.V1.Failure? failure, Func<IReadOnlyCollection<Payload>, Task<IReadOnlyCollection<Payload>>> change)
    {
        if (details.TryGetValue("result", out var result))
            await ChangeAsync(result.Payloads_, change);
        if (failure is not null)
            await VisitAsync(failure, change);
    }

    private static async Task ChangeAsync(RepeatedField<Payload> payloads, Func<IReadOnlyCollection<Payload>, Task<IReadOnlyCollection<Payload>>> change)
    {
        if (payloads.Count == 0)
            return;
        var changed = await change(payloads.ToArray());
        payloads.Clear();
        payloads.AddRange(changed);
    }

    private static void Replace(Payload target, Payload source)
    {
        target.Metadata.Clear();
        target.Metadata.Add(source.Metadata);
        target.Data = source.Data;
    }
}
