using AgenticRecovery.Benchmarks;

return args switch
{
    ["temporal-load", .. var rest] => await TemporalLoad.RunAsync(LoadOptions.Parse(rest)),
    ["temporal-open", .. var rest] => await TemporalOpen.RunAsync(LoadOptions.Parse(rest)),
    ["temporal-serve", var path, .. var rest] => await TemporalServe.RunAsync(path, fullSync: !rest.Contains("--no-fsync")),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        temporal-load [--workflows 2000] [--in-flight 50] [--transport in-process|loopback|memory] [--no-fsync]
            workflows of three activities and a signal, driven by a worker written by hand: the cost of the service alone
        temporal-open [--workflows 100000]
            starts workflows that wait, then restarts the service: time and memory
        temporal-serve DATABASE
            the service on a free port, until the standard input ends
        """);
    return 2;
}
