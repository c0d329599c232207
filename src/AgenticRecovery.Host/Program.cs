using AgenticRecovery.Host.Cli;

return await CommandLine.RunAsync(args, CancellationToken.None);
