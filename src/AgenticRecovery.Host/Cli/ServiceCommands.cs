using System.CommandLine;
using Spectre.Console;

namespace AgenticRecovery.Host.Cli;

/// <summary>Processes that stay: the desk with its worker, a worker alone, the embedded Temporal service alone.</summary>
internal static class ServiceCommands
{
    private static readonly Option<string?> Urls = new("--urls") { Description = "Where the desk listens. Default: a free loopback port." };
    internal static readonly Option<bool> MayBePlain = new(Serving.Listening.PlainFlag) { Description = "Listen beyond loopback without TLS; only where a proxy in front has it." };

    public static IEnumerable<Command> All()
    {
        var serve = new Command("serve", "The approval desk and a worker in one process.").With(Urls, MayBePlain, CommonOptions.Json, CommonOptions.Verbose, CommonOptions.Policy, CommonOptions.Shadow, CommonOptions.Model);
        serve.SetAction(async (parsed, ct) =>
        {
            // Before anything is started: a wrong address changes nothing.
            Serving.Listening.Check(parsed.GetValue(Urls), parsed.GetValue(MayBePlain));
            await using var app = await App.StartAsync(CommonOptions.Read(parsed), isPublic: true, ct);
            await app.Door.DeliverAsync(ct);
            return await Desk.DeskHost.ServeAsync(app, Output.People(false), new Desk.ServeOptions(parsed.GetValue(Urls), parsed.GetValue(MayBePlain), false), ct);
        });
        yield return serve;

        var worker = new Command("worker", "A worker only, against a Temporal cluster (--temporal HOST:PORT).").With(CommonOptions.Verbose, CommonOptions.Policy, CommonOptions.Shadow, CommonOptions.Model);
        worker.SetAction(async (parsed, ct) =>
        {
            var options = CommonOptions.Read(parsed);
            if (options.Temporal == "embedded")
                throw new BadInputException("worker needs --temporal HOST:PORT; the embedded service has its worker in 'recovery serve'.");
            await using var app = await App.StartAsync(options, isPublic: false, ct);
            AnsiConsole.MarkupLineInterpolated($"worker on {options.Temporal}, task queue recovery; stop with Ctrl+C");
            await app.Engine!.Running.WaitAsync(ct);
            return CommandLine.Done;
        });
        yield return worker;

        yield return TemporalDevCommand.Make();
    }
}
