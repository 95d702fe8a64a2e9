using Galion.Benchmarks.Credits;
using Galion.Benchmarks.Engines;
using Galion.Benchmarks.Jobs;
using Galion.Benchmarks.NexusLang;
using Galion.Benchmarks.Painting;

(string Name, Func<int?, Task> Run)[] benchmarks =
[
    ("queue", jobs => QueueBenchmark.RunAsync(jobs ?? 10_000)),
    ("ledger", seconds => LedgerBenchmark.RunAsync(seconds ?? 8)),
    ("engines-animator", rounds => AnimatorBenchmark.RunAsync(rounds ?? 2)),
    ("engines-painter", rounds => Task.Run(() => PainterBenchmark.Run(rounds ?? 3))),
    ("engines-composer", rounds => ComposerBenchmark.RunAsync(rounds ?? 2)),
    ("engines-speaker", rounds => SpeakerBenchmark.RunAsync(rounds ?? 3)),
    ("engines-writer", rounds => WriterBenchmark.RunAsync(rounds ?? 3)),
    ("runner", runs => RunnerBenchmark.RunAsync(runs ?? 1_000)),
    ("editing", rounds => EditingBenchmark.RunAsync(rounds ?? 200)),
    ("nexus-programs", rounds => NexusBenchmark.RunAsync(rounds ?? 5)),
    ("nexus-metering", rounds => NexusBenchmark.RunMeteringAsync(rounds ?? 9)),
    ("nexus-parse", rounds => NexusBenchmark.RunParseAsync(rounds ?? 9)),
    ("nexus-stop", rounds => StopBenchmark.RunAsync(rounds ?? 10)),
    ("nexus-neighbours", seconds => NeighbourBenchmark.RunAsync(seconds ?? 10)),
    ("nexus-start", rounds => NexusBenchmark.RunStartAsync(rounds ?? 20)),
];

string filter = args.Length > 0 ? args[0] : "";
int? size = args.Length > 1 ? int.Parse(args[1]) : null;
(string Name, Func<int?, Task> Run)[] chosen = [.. benchmarks.Where(b => b.Name.StartsWith(filter, StringComparison.Ordinal))];
if (chosen.Length == 0)
{
    Console.Error.WriteLine($"There is no benchmark {filter}. There are: {string.Join(", ", benchmarks.Select(b => b.Name))}.");
    return 2;
}

foreach ((string _, Func<int?, Task> run) in chosen)
{
    await run(size);
    Console.WriteLine();
}

return 0;
