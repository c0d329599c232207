using AgenticRecovery.Benchmarks;
using AgenticRecovery.Benchmarks.Crash;
using AgenticRecovery.Benchmarks.Desk;
using AgenticRecovery.Benchmarks.Faults;
using AgenticRecovery.Benchmarks.Golden;
using AgenticRecovery.Benchmarks.Load;
using AgenticRecovery.Benchmarks.Peers;
using AgenticRecovery.Benchmarks.Policy;

return args switch
{
    ["temporal-load", .. var rest] => await TemporalLoad.RunAsync(LoadOptions.Parse(rest)),
    ["temporal-open", .. var rest] => await TemporalOpen.RunAsync(LoadOptions.Parse(rest)),
    ["temporal-serve", var path, .. var rest] => await TemporalServe.RunAsync(path, rest),
    ["temporal-faults", .. var rest] => await FaultCommand.RunAsync(rest),
    ["temporal-fault-worker", var address, var folder] => await FaultWorker.RunAsync(address, folder),
    ["temporal-peers", .. var rest] => await PeerCommand.RunAsync(rest),
    ["temporal-worker", .. var rest] => await WorkerCommand.RunAsync(rest),
    ["temporal-peer-worker", var address] => await PeerWorker.RunAsync(address),
    ["golden", var folder] => await GoldenCommand.RunAsync(folder),
    ["kill", .. var rest] => await KillCommand.RunAsync(rest),
    ["cases", .. var rest] => await CaseLoad.RunAsync(rest),
    ["desk-load", .. var rest] => await DeskLoad.RunAsync(rest),
    ["policy", .. var rest] => await PolicyBench.RunAsync(rest),
    ["policy-peers", .. var rest] => await PolicyPeers.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        temporal-load [--workflows 2000] [--in-flight 50] [--transport in-process|loopback|memory] [--no-fsync]
            workflows of three activities and a signal, driven by a worker written by hand: the cost of the service alone
        temporal-open --workflows 100000
            starts workflows that wait on a timer or a signal, then kills and restarts the service: rates, memory, disk, time
        temporal-worker [--cached 2000]
            memory of a worker for each cached workflow, and replayed events a second
        temporal-serve DATABASE [--port 0] [--no-fsync]
            the service on a free port, until the standard input ends
        temporal-faults [--kills 200] [--open 50] [--workers 2] [--seed 1]
            kills service and workers at random moments under load: nothing may be lost or happen twice
        temporal-peers [--typescript tests/conformance/peers/worker.js] [--workflows 500] [--in-flight 50] [--rounds 5]
            the official TypeScript worker and ours on the same durable service (npm ci in tests/conformance first)
        golden tests/AgenticRecovery.Tests/Golden
            records the histories that the workflow is replayed against anew
        kill [--times 50] [--seed 1]
            kills the demo at random moments, restarts it until it ends, and compares with an undisturbed run
        policy [--rules 200] [--decisions 200000] [--records 50000]
            a decision of a large book (time and allocation), the proof of the standard claims, replays a second
        policy-peers [FOLDER]
            the policy book beside Cedar's WebAssembly build and Casbin on the same 20 rules and 10,000 requests; first 'npm ci' in benchmarks/policy-peers
        cases [--count 1000]... [--seed 1]
            works so many cases of a made-up queue with durable files: cases a second, CPU, memory, growth of cost
        desk-load [--open 100000] [--closed 1000000] [--clients 20] [--seconds 30] [--think-ms 200]
        [--requests 5000] [--approvers 50] [--pace-ms 1000] [--minutes 40]
            the desk over many cases: server time of queue, case and search; then approvers who decide real requests at once
            (--seconds 0 or --requests 0 leaves one of them out); one JSON document with every figure and bar, exit 1 when one fails
        """);
    return 2;
}
