using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Galion.Tests.ServiceDefaults;

public sealed class HealthTests
{
    [Fact]
    public async Task A_service_that_is_not_ready_is_still_alive_and_says_no_more()
    {
        await using var service = await StartAsync(() => HealthCheckResult.Unhealthy("Host=secret-host;Password=secret"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await GetAsync(service, "/health"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await GetAsync(service, "/alive"));
    }

    [Fact]
    public async Task Repeated_probes_are_answered_from_the_cache()
    {
        var count = 0;
        await using var service = await StartAsync(() =>
        {
            Interlocked.Increment(ref count);
            return HealthCheckResult.Healthy();
        });

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => GetAsync(service, "/health")));

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.OK, "Healthy"), answer));
        Assert.Equal(1, count);
    }

    [Fact]
    public async Task A_check_that_hangs_is_cut_off()
    {
        await using var service = await TestService.StartAsync(_ => { }, builder => builder.Services.AddHealthChecks().AddAsyncCheck("slow", async token =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return HealthCheckResult.Healthy();
        }));

        var (status, _) = await GetAsync(service, "/health");

        Assert.True(status >= HttpStatusCode.InternalServerError, $"{status}");
    }

    [Fact]
    public async Task A_probe_that_hangs_up_harms_nobody_who_waits_for_the_same_answer_and_leaves_no_line_in_the_log()
    {
        var started = new TaskCompletionSource();
        var log = new FailureLog();
        await using var service = await TestService.StartAsync(_ => { }, builder =>
        {
            builder.Logging.AddProvider(log);
            builder.Services.AddHealthChecks().AddAsyncCheck("slow", async token =>
            {
                started.TrySetResult();
                await Task.Delay(Timeout.Infinite, token);
                return HealthCheckResult.Healthy();
            });
        });

        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var impatient = service.Client.GetAsync("/health", hangUp.Token);
        await started.Task;
        var patient = GetAsync(service, "/health");
        await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        await hangUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.True((await patient).Item1 >= HttpStatusCode.ServiceUnavailable);
        Assert.Empty(log.Lines);
    }

    /// <summary>Keeps what is logged as a failure.</summary>
    private sealed class FailureLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Lines.Enqueue($"{formatter(state, exception)} {exception}");
            }
        }
    }

    private static Task<TestService> StartAsync(Func<HealthCheckResult> check) =>
        TestService.StartAsync(_ => { }, builder => builder.Services.AddHealthChecks().AddCheck("database", check));

    private static async Task<(HttpStatusCode, string)> GetAsync(TestService service, string path)
    {
        using var response = await service.Client.GetAsync(path, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
