using AgenticRecovery.Evals.Runs;

namespace AgenticRecovery.Evals.Suites;

/// <summary>The gate of a suite as it stands now, for a run that was made earlier.</summary>
public static class SuiteGate
{
    /// <exception cref="EvalInputException">There is no such suite, or its gate bounds a grader the run did not ask.</exception>
    public static Gate Of(string suiteName, RunHead head)
    {
        var files = EvalFiles.Of(suiteName);
        var suite = SuiteFile.Read(files.Suite(), files.SuiteFile);
        foreach (var grader in suite.Gate.Graders.Keys.Except(head.Graders))
            throw new EvalInputException(files.SuiteFile, $"gate.graders: the run was not graded by '{grader}'; its graders are {string.Join(", ", head.Graders)}");
        return suite.Gate;
    }
}
