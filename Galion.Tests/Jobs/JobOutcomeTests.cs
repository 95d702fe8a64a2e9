using Galion.Platform.Data;
using Galion.Platform.Jobs;
using Galion.Tests.Fixtures;
using Xunit;

namespace Galion.Tests.Jobs;

public sealed class JobOutcomeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failing_job_is_tried_again_until_its_attempts_are_used_up_and_then_discarded()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        bench.Probe.Run = (_, context, _) => throw new InvalidDataException($"broken {context.Attempt}");
        long id = await bench.EnqueueAsync("broken", new EnqueueOptions { MaxAttempts = 3 });

        await bench.AddWorker().DrainAsync(Cancel);

        Assert.Equal("discarded", await bench.StateAsync(id));
        Assert.Equal(
            ["InvalidDataException: broken 1", "InvalidDataException: broken 2", "InvalidDataException: broken 3"], await bench.ErrorsAsync(id));
        (string name, Exception reason) = Assert.Single(bench.Probe.Discarded);
        Assert.Equal("broken", name);
        Assert.Equal("broken 3", reason.Message);
    }

    [Fact]
    public async Task A_retry_waits_for_its_backoff()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        bench.Probe.Run = (_, _, _) => throw new InvalidDataException("broken");
        long id = await bench.EnqueueAsync("broken");

        await bench.AddWorker(handler => handler.Backoff = attempt => TimeSpan.FromHours(attempt)).DrainAsync(Cancel);

        Assert.Equal("retryable", await bench.StateAsync(id));
        Assert.True(await bench.Database.ScalarAsync<bool>(
            "SELECT run_at - now() BETWEEN interval '50 minutes' AND interval '70 minutes' FROM jobs", Cancel));
    }

    [Fact]
    public async Task A_snoozed_job_comes_back_without_being_charged_an_attempt()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        int runs = 0;
        bench.Probe.Run = (_, _, _) => Task.FromResult(++runs < 4 ? JobOutcome.Snooze(TimeSpan.Zero) : JobOutcome.Done);
        long id = await bench.EnqueueAsync("patient", new EnqueueOptions { MaxAttempts = 1 });

        await bench.AddWorker().DrainAsync(Cancel);

        Assert.Equal("completed", await bench.StateAsync(id));
        Assert.Equal(1, await bench.AttemptAsync(id));
        Assert.Equal(4, runs);
    }

    [Fact]
    public async Task A_job_that_cancels_itself_is_not_tried_again_and_its_handler_has_the_last_say()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        bench.Probe.Run = (_, _, _) => Task.FromResult(JobOutcome.Cancel("the prompt was refused"));
        long id = await bench.EnqueueAsync("refused");

        await bench.AddWorker().DrainAsync(Cancel);

        Assert.Equal("cancelled", await bench.StateAsync(id));
        Assert.Equal("the prompt was refused", Assert.Single(bench.Probe.Discarded).Reason.Message);
    }

    [Fact]
    public async Task A_waiting_job_is_cancelled_at_once_and_never_runs()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        long id = await bench.EnqueueAsync("unwanted");

        Assert.Equal(CancelOutcome.Cancelled, await bench.WithQueueAsync(queue => queue.RequestCancelAsync(id, Cancel)));
        Assert.Equal(CancelOutcome.AlreadyFinished, await bench.WithQueueAsync(queue => queue.RequestCancelAsync(id, Cancel)));
        Assert.Equal(CancelOutcome.NotFound, await bench.WithQueueAsync(queue => queue.RequestCancelAsync(id + 1, Cancel)));

        await bench.AddWorker().DrainAsync(Cancel);
        Assert.Empty(bench.Probe.Runs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_running_job_is_told_to_stop(bool notified)
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        bench.Probe.Run = async (_, _, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return JobOutcome.Done;
        };
        await bench.AddWorker().StartAsync(Cancel);
        long id = await bench.EnqueueAsync("long");
        await bench.WaitForStateAsync(id, "running");

        if (notified)
        {
            Assert.Equal(CancelOutcome.Signalled, await bench.WithQueueAsync(queue => queue.RequestCancelAsync(id, Cancel)));
        }
        else
        {
            await bench.Database.ExecuteAsync("UPDATE jobs SET cancel_requested_at = now()", Cancel);
        }

        await bench.WaitForStateAsync(id, "cancelled");
        Assert.IsType<JobCancelledException>(Assert.Single(bench.Probe.Discarded).Reason);
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_fails_as_a_timeout()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        bench.Probe.Run = async (_, _, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return JobOutcome.Done;
        };
        long id = await bench.EnqueueAsync("slow", new EnqueueOptions { MaxAttempts = 1 });

        await bench.AddWorker(handler => handler.Timeout = TimeSpan.FromMilliseconds(100)).DrainAsync(Cancel);

        Assert.Equal("discarded", await bench.StateAsync(id));
        Assert.StartsWith("TimeoutException", Assert.Single(await bench.ErrorsAsync(id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_jobs_result_and_its_end_commit_together_or_not_at_all()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        await bench.Database.ExecuteAsync("CREATE TABLE results (attempt int)", Cancel);
        bench.Probe.Run = async (_, context, cancellationToken) =>
        {
            await using GalionDbContext db = bench.Database.CreateContext();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await db.ExecuteAsync("INSERT INTO results VALUES ($1)", [context.Attempt], cancellationToken);
            await context.CompleteAsync(db, cancellationToken);
            if (context.Attempt == 1)
            {
                throw new InvalidDataException("the process fails before the commit");
            }

            await transaction.CommitAsync(cancellationToken);
            return JobOutcome.Done;
        };
        long id = await bench.EnqueueAsync("transactional");

        await bench.AddWorker().DrainAsync(Cancel);

        Assert.Equal("completed", await bench.StateAsync(id));
        Assert.Equal(2, await bench.Database.ScalarAsync<int>("SELECT sum(attempt)::int FROM results", Cancel));
    }

    [Fact]
    public async Task A_job_whose_arguments_cannot_be_read_ends_with_the_reason_on_its_row()
    {
        await using JobBench bench = await JobBench.CreateAsync(Cancel);
        long id = await bench.EnqueueAsync("unreadable", new EnqueueOptions { MaxAttempts = 1 });
        await bench.Database.ExecuteAsync("UPDATE jobs SET args = '[1]'", Cancel);

        await bench.AddWorker().DrainAsync(Cancel);

        Assert.Equal("discarded", await bench.StateAsync(id));
        Assert.StartsWith("JsonException", Assert.Single(await bench.ErrorsAsync(id)), StringComparison.Ordinal);
    }
}
