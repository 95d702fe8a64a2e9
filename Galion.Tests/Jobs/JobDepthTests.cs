using System.Diagnostics.Metrics;
using Galion.Platform.Jobs;
using Galion.Tests.Fixtures;
using Galion.Worker.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Galion.Tests.Jobs;

public sealed class JobDepthTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_depth_of_the_queue_is_told_by_kind_and_state()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        TestWorker worker = bench.AddWorker();
        var depth = worker.Services.GetRequiredService<JobDepth>();
        Dictionary<string, long> told = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "galion.jobs.depth" && instrument.Meter.Scope == depth)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => told[$"{tags[0].Value} {tags[1].Value}"] = count);
        listener.Start();
        await bench.EnqueueAsync("now");
        await bench.EnqueueAsync("now as well");
        await bench.EnqueueAsync(new OtherJob("later"), new EnqueueOptions { RunAt = DateTimeOffset.UtcNow.AddHours(1) });

        await depth.SampleAsync(Cancel);
        listener.RecordObservableInstruments();

        Assert.Equal((2L, 0L, 0L, 1L), (told["probe available"], told["probe running"], told["other available"], told["other scheduled"]));

        await worker.DrainAsync(Cancel);
        await depth.SampleAsync(Cancel);
        listener.RecordObservableInstruments();

        Assert.Equal((0L, 1L), (told["probe available"], told["other scheduled"]));
    }
}
