namespace AgenticRecovery.Connectors.Sandbox;

/// <summary>Makes the sandbox fail on purpose, as a remote shop does. Nothing fails until asked.</summary>
public sealed class SandboxFaults
{
    private int unavailable;
    private int lostAnswers;

    /// <summary>The next writes fail before anything happens.</summary>
    public void BeUnavailable(int times) => Interlocked.Exchange(ref unavailable, times);

    /// <summary>The next writes take effect, but their answers are lost, as in a time-out after the effect.</summary>
    public void LoseAnswers(int times) => Interlocked.Exchange(ref lostAnswers, times);

    internal void BeforeWrite()
    {
        if (Take(ref unavailable))
            throw new RemoteUnavailableException("The sandbox was told to be unavailable.");
    }

    internal void AfterEffect()
    {
        if (Take(ref lostAnswers))
            throw new RemoteUnavailableException("The sandbox was told to lose this answer; the effect has happened.");
    }

    private static bool Take(ref int left)
    {
        for (var seen = Volatile.Read(ref left); seen > 0; seen = Volatile.Read(ref left))
            if (Interlocked.CompareExchange(ref left, seen - 1, seen) == seen)
                return true;
        return false;
    }
}
