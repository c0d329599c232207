using AgenticRecovery.Benchmarks.Peers;

// ADDRESS: a worker of the official .NET package; says "ready", ends with its standard input.
return await PeerWorker.RunAsync(args[0]);
