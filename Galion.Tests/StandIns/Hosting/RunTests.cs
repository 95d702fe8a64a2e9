using System.Diagnostics;
using Galion.Tests.AppHost;

namespace Galion.Tests.StandIns.Hosting;

/// <summary>Starts and ends of the platform, seen from outside: in a terminal, by signal, by force.</summary>
[Collection("AppHost processes")]
public sealed class RunTests
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Second_run_of_the_same_clone_is_refused_and_the_first_goes_on()
    {
        await using AppHostProcess first = AppHostProcess.Start();
        await first.WaitForOutputAsync("Galion is starting", StartTimeout);

        await using AppHostProcess second = AppHostProcess.StartIn(first.StatePath, path: null);
        Assert.Equal(1, await second.WaitForExitAsync(StartTimeout));
        Assert.Contains($"Galion is already running here (process {first.Id}).", second.Output);
        Assert.Contains($"kill {first.Id}", second.Output);

        await first.SignalAsync("TERM");
        Assert.Equal(0, await first.WaitForExitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Signal_stops_everything_within_ten_seconds()
    {
        await using AppHostProcess platform = AppHostProcess.Start();
        await platform.WaitForOutputAsync("All healthy", StartTimeout);
        int[] processes = await AppHostProcess.FindDescendantsAsync(platform.Id);

        Stopwatch clock = Stopwatch.StartNew();
        await platform.SignalAsync("TERM");
        Assert.Equal(0, await platform.WaitForExitAsync(TimeSpan.FromSeconds(20)));

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Empty(await AppHostProcess.WaitUntilGoneAsync(processes, TimeSpan.FromSeconds(1)));
        Assert.Contains("Stopped.", platform.Output);
    }

    [Fact]
    public async Task Killed_platform_leaves_no_process_behind()
    {
        await using AppHostProcess platform = AppHostProcess.Start();
        await platform.WaitForOutputAsync("All healthy", StartTimeout);
        int[] processes = await AppHostProcess.FindDescendantsAsync(platform.Id);
        Assert.True(processes.Length > 10, $"only {processes.Length} processes were running");

        await platform.SignalAsync("KILL");
        await platform.WaitForExitAsync(TimeSpan.FromSeconds(10));

        Assert.Empty(await AppHostProcess.WaitUntilGoneAsync(processes, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Missing_server_program_ends_the_run_with_the_command_that_installs_it()
    {
        DirectoryInfo tools = Directory.CreateTempSubdirectory("galion-path-");
        try
        {
            foreach (string tool in new[] { "bash", "setsid", "setpriv", "id", "chown", "test", "node", "perl" })
            {
                File.CreateSymbolicLink(Path.Combine(tools.FullName, tool), AppHostProcess.FindOnPath(tool));
            }

            await using AppHostProcess platform = AppHostProcess.StartIn(statePath: null, path: tools.FullName);
            Assert.Equal(1, await platform.WaitForExitAsync(StartTimeout));
            Assert.Contains("redis cannot start: redis-server (or valkey-server) is not installed.", platform.Output);
            Assert.Matches("Install it: .*redis", platform.Output);
        }
        finally
        {
            tools.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Unknown_publisher_is_refused()
    {
        await using AppHostProcess process = AppHostProcess.Start("--publisher", "carrier-pigeon", "--output-path", "x.json");
        Assert.Equal(1, await process.WaitForExitAsync(StartTimeout));
        Assert.Contains("Publisher 'carrier-pigeon' is unknown here", process.Output);
    }
}
