using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Client;

/// <summary>A workflow that does what the tests of the client ask of it.</summary>
[Workflow]
public class CaseWorkflow
{
    private readonly List<string> notes = [];
    private bool isClosed;

    [WorkflowQuery]
    public int Count => notes.Count;

    [WorkflowRun]
    public async Task<string> RunAsync(string mode)
    {
        notes.Add(mode);
        switch (mode)
        {
            case "fail":
                throw new ApplicationFailureException("no stock", "OutOfStock", details: ["sku-1"]);
            case "again":
                throw Workflow.CreateContinueAsNewException((CaseWorkflow wf) => wf.RunAsync("done"));
            case "done":
                return "finished";
            default:
                await Workflow.WaitConditionAsync(() => isClosed);
                return string.Join(',', notes);
        }
    }

    [WorkflowSignal]
    public async Task NoteAsync(string note)
    {
        notes.Add(note);
        await Task.CompletedTask;
    }

    [WorkflowSignal]
    public async Task CloseAsync()
    {
        isClosed = true;
        await Task.CompletedTask;
    }

    [WorkflowUpdate]
    public async Task<int> AddAsync(string note)
    {
        if (note == "bad")
        {
            throw new ApplicationFailureException("cannot add", "BadNote");
        }
        notes.Add(note);
        await Task.CompletedTask;
        return notes.Count;
    }

    [WorkflowQuery]
    public string NoteAt(int index) => notes[index];
}
