namespace AgenticRecovery.Benchmarks.Faults;

/// <summary>What is killed, how often, and under which load.</summary>
/// <param name="Kills">In all; a service or a worker, each time one of them.</param>
/// <param name="Open">Orders under way at any time.</param>
/// <param name="LongestPauseMs">Kills come after a pause of 100 ms to this.</param>
public sealed record FaultPlan(int Kills, int Open, int Workers, int Seed, int LongestPauseMs = 1_500);

/// <param name="Orders">Orders that were acknowledged and have ended.</param>
/// <param name="Unknown">Orders whose one-time step died with its worker; they know it and went on.</param>
/// <param name="Repeated">Executions of repeatable steps beyond the first.</param>
/// <param name="Faults">What was lost or happened twice; empty is the claim.</param>
public sealed record FaultReport(
    int ServiceKills, int WorkerKills, int Orders, int Unknown, int Repeated, double Seconds, double LongestOrderSeconds, IReadOnlyList<string> Faults);
