using System.Text;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Agents;

/// <summary>Tool calls that arrive in pieces, by their place in the answer.</summary>
internal sealed class StreamedCalls
{
    private readonly SortedDictionary<int, (string Id, string Name, StringBuilder Arguments)> _calls = [];

    /// <summary>Id and name come once, with the first piece; the arguments' text in any number of pieces.</summary>
    public void Add(int place, string? id, string? name, string? piece)
    {
        if (!_calls.TryGetValue(place, out var call))
            call = ("", "", new StringBuilder());
        call = (id is { Length: > 0 } ? id : call.Id, name is { Length: > 0 } ? name : call.Name, call.Arguments.Append(piece));
        _calls[place] = call;
    }

    /// <summary>The arguments' text of a call so far.</summary>
    public string ArgumentsOf(string id) => _calls.Values.First(call => call.Id == id).Arguments.ToString();

    /// <summary>The whole calls, in order; arguments that are no JSON object are marked as such.</summary>
    public IEnumerable<FunctionCallContent> Whole() =>
        _calls.Values.Select(call => CallArguments.Read(call.Id, call.Name, call.Arguments.ToString()));
}
