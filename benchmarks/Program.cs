using AgenticRecovery.Benchmarks;
using AgenticRecovery.Benchmarks.Crash;
using AgenticRecovery.Benchmarks.Load;
using AgenticRecovery.Benchmarks.Policy;

return args switch
{
    ["temporal-load", .. var rest] => await TemporalLoad.RunAsync(LoadOptions.Parse(rest)),
    ["temporal-open", .. var rest] => await TemporalOpen.RunAsync(LoadOptions.Parse(rest)),
    ["temporal-serve", var path, .. var rest] => await TemporalServe.RunAsync(path, fullSync: !rest.Contains("--no-fsync")),
    ["kill", .. var rest] => await KillCommand.RunAsync(rest),
    ["cases", .. var rest] => await CaseLoad.RunAsync(rest),
    ["policy", .. var rest] => await PolicyBench.RunAsync(rest),
    ["policy-peers", .. var rest] => await PolicyPeers.RunAsync(rest),
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
        kill [--times 50] [--seed 1]
            kills the demo at random moments, restarts it until it ends, and compares with an undisturbed run
        policy [--rules 200] [--decisions 200000] [--records 50000]
            a decision of a large book (time and allocation), the proof of the standard claims, replays a second
        policy-peers [FOLDER]
            the policy book beside Cedar's WebAssembly build and Casbin on the same 20 rules and 10,000 requests; first 'npm ci' in benchmarks/peers/policy
        cases [--count 1000]... [--seed 1]
            works so many cases of a made-up queue with durable files: cases a second, CPU, memory, growth of cost
        """);
    return 2;
}
