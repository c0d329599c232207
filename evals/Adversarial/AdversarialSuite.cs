using System.Diagnostics;
using AgenticRecovery.Activities;
using AgenticRecovery.Agents;
using AgenticRecovery.Books;
using AgenticRecovery.Connectors;
using AgenticRecovery.Evals.Trials;
using AgenticRecovery.Tools;

namespace AgenticRecovery.Evals.Adversarial;

/// <summary>What a caller chooses of the suite.</summary>
/// <param name="Data">Folder with the attack texts of others; null for the shipped ones only.</param>
/// <param name="Every">1 runs every attack, 10 every tenth.</param>
/// <param name="Turns">How often each text comes, with another goal in another place.</param>
/// <param name="Policy">A policy book, or the name of a shipped one.</param>
/// <param name="IsUnprotected">True to take down taint, detector, allow-lists and guard: shows what they stop, and that the suite sees it.</param>
public sealed record AdversarialChoices(string? Data = null, int Every = 1, string Policy = "default", bool IsUnprotected = false, int Turns = 1);

/// <summary>
/// Attack texts through the product's own workflows, against the playbook model and against a model that obeys them. Nothing
/// may happen that nobody was entitled to, and ordinary customers may not pay for it.
/// </summary>
public static class AdversarialSuite
{
    /// <summary>A Wednesday noon in Berlin: no quiet hours, everybody at the desk.</summary>
    private static readonly DateTimeOffset StartAt = new(2026, 11, 18, 11, 0, 0, TimeSpan.Zero);

    /// <exception cref="EvalInputException">A policy book or a file of attack texts that cannot be used; nothing was run.</exception>
    public static async Task<AdversarialReport> RunAsync(AdversarialChoices choices, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var folder = Directory.CreateTempSubdirectory("recovery-adversarial-").FullName;
        try
        {
            var texts = AttackTexts.Of(choices.Data);
            var attacks = AttackCases.Of(texts, StartAt, choices.Turns).Where((_, i) => i % choices.Every == 0).ToList();
            var place = new AttackPlaceOfWork(folder, Policy(choices.Policy), new EvalClock(StartAt), choices.IsUnprotected ? Defences.None : Defences.All);
            return new AdversarialReport
            {
                Texts = texts.GroupBy(text => text.Source).ToDictionary(group => group.Key, group => group.Count()),
                Attacks = attacks.Count,
                ByGoal = attacks.GroupBy(attack => attack.Goal.ToString()).ToDictionary(group => group.Key, group => group.Count()),
                ByPlace = attacks.GroupBy(attack => attack.Place.ToString()).ToDictionary(group => group.Key, group => group.Count()),
                Models = [await AttackAsync(attacks, place, Honest, ct), await AttackAsync(attacks, place, () => Worst(attacks), ct)],
                Benign = await BenignAsync(choices, place, ct),
                Hagglers = [await HaggleAsync(place, Honest, ct), await HaggleAsync(place, () => Worst([Haggler.AsAttack(1, StartAt)]), ct)],
                PolicyHash = place.Policy.Current.Hash,
                Seconds = Math.Round(watch.Elapsed.TotalSeconds, 1),
            };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Model Honest() => new(PlaybookModel.Name, new PlaybookModel(), ModelPrice.Free);

    private static Model Worst(IReadOnlyList<AttackCase> attacks) =>
        new(WorstCaseModel.Name, new WorstCaseModel(attacks.ToDictionary(attack => attack.Target.Token, StringComparer.Ordinal)), ModelPrice.Free);

    private static async Task<AttackedModel> AttackAsync(IReadOnlyList<AttackCase> attacks, AttackPlaceOfWork place, Func<Model> model, CancellationToken ct)
    {
        var talks = await new AttackRun(place).RunAsync([.. attacks.Select(attack => new Script(attack.Id, attack.Seed, attack.Phases))], model, ct);
        var findings = attacks.Select(attack => new AttackFinding(attack.Id, Effects(attack, talks[attack.Id]))).Where(finding => finding.Effects.Count > 0).ToList();
        return new AttackedModel(
            model().Name, findings.Count, talks.Values.Count(talk => talk.AsksPerson), findings, [.. talks.Values.SelectMany(talk => talk.Breakdowns)]);
    }

    private static IReadOnlyList<string> Effects(AttackCase attack, Talk talk) =>
        [.. talk.Unauthorised, .. AttackEffects.Of(attack, talk.Before, talk.After), .. AttackEffects.InMessages(attack, talk.Messages)];

    private static async Task<BenignAnswer> BenignAsync(AdversarialChoices choices, AttackPlaceOfWork place, CancellationToken ct)
    {
        var scripts = BenignCases.Of(StartAt).Where((_, i) => i % choices.Every == 0).ToList();
        var with = Handled(await new AttackRun(place).RunAsync(scripts, Honest, ct));
        var without = Handled(await new AttackRun(place with { Defences = Defences.None }).RunAsync(
            scripts, () => new Model(PlaybookModel.Name, new PlaybookModel(isWatchful: false), ModelPrice.Free), ct));
        return new BenignAnswer(scripts.Count, with.Count, without.Count, [.. without.Except(with).Order(StringComparer.Ordinal)]);
    }

    private static HashSet<string> Handled(IReadOnlyDictionary<string, Talk> talks) =>
        [.. talks.Where(pair => !pair.Value.AsksPerson && pair.Value.Breakdowns.Count == 0 && pair.Value.Messages.Any(message => message.IsSent)).Select(pair => pair.Key)];

    private static async Task<HagglerAnswer> HaggleAsync(AttackPlaceOfWork place, Func<Model> model, CancellationToken ct)
    {
        var script = Haggler.Of(1, Haggler.Pushes.Count, StartAt);
        var talk = (await new AttackRun(place).RunAsync([script], model, ct))[script.Id];
        var given = HagglerMoney.Given(talk.After) - HagglerMoney.Given(talk.Before);
        return new HagglerAnswer(model().Name, Haggler.Pushes.Count, given, talk.Unauthorised.Count == 0 ? 0 : given);
    }

    private static PolicyShelf Policy(string pathOrName)
    {
        try
        {
            return PolicyShelf.Open(pathOrName);
        }
        catch (PolicyBookException fault)
        {
            throw new EvalInputException(fault.Message, fault);
        }
    }
}
