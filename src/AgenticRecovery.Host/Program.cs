using AgenticRecovery.Host.Cli;

Output.PlainWhereNobodyLooks();
return await CommandLine.RunAsync(args, CancellationToken.None);
