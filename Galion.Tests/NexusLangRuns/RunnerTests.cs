using System.Globalization;
using Galion.NexusLang;
using Galion.NexusLang.Runner;
using Galion.Platform.NexusLang;
using Galion.Worker.NexusLang;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Galion.Tests.NexusLangRuns;

/// <summary>Looks at runners from outside: what they can reach, who shares them, and how they end.</summary>
public sealed class RunnerTests
{
    private const int HeapMb = 448;
    private static readonly TimeSpan GoneWithin = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_runner_never_serves_a_second_person_and_ends_when_its_program_broke_a_limit()
    {
        using RunnerPool pool = CreatePool();
        (Guid ada, Guid grace) = (Guid.NewGuid(), Guid.NewGuid());

        RunnerProcess first = await pool.RentAsync(ada, Token);
        await pool.ReturnAsync(first, isSound: true);
        RunnerProcess hers = await pool.RentAsync(grace, Token);
        RunnerProcess again = await pool.RentAsync(ada, Token);

        Assert.NotSame(first, hers);
        Assert.Same(first, again);
        await pool.ReturnAsync(hers, isSound: true);
        await pool.ReturnAsync(again, isSound: false);
        Assert.False(hers.HasExited);
        RunnerProcess replaced = await pool.RentAsync(ada, Token);
        Assert.NotSame(first, replaced);
        Assert.NotSame(hers, replaced);
        await pool.ReturnAsync(replaced, isSound: false);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_runner_has_no_environment_of_ours_cannot_gain_rights_and_is_filtered_and_limited_by_the_kernel(bool inSandbox)
    {
        await using RunnerProcess runner = await StartAsync(inSandbox);
        string process = $"/proc/{runner.FindInner()}";

        string[] variables = [.. (await File.ReadAllTextAsync($"{process}/environ", Token)).Split('\0', StringSplitOptions.RemoveEmptyEntries)];
        Assert.All(variables, v => Assert.True(v.StartsWith("DOTNET_", StringComparison.Ordinal) || v.StartsWith("PWD=", StringComparison.Ordinal), v));
        string status = await File.ReadAllTextAsync($"{process}/status", Token);
        Assert.Contains("NoNewPrivs:\t1", status, StringComparison.Ordinal);
        Assert.Contains("Seccomp:\t2", status, StringComparison.Ordinal);
        Assert.True(runner.FiltersCalls);
        string[] limits = await File.ReadAllLinesAsync($"{process}/limits", Token);
        Assert.Equal(["900", "900"], ReadLimit(limits, "Max cpu time"));
        Assert.Equal(["0", "0"], ReadLimit(limits, "Max file size"));
        Assert.Equal(["0", "0"], ReadLimit(limits, "Max core file size"));
        Assert.Equal(["96", "96"], ReadLimit(limits, "Max open files"));
        Assert.NotEqual("unlimited", ReadLimit(limits, "Max address space")[0]);
    }

    [Fact]
    public async Task Inside_the_sandbox_are_no_network_no_other_processes_and_no_files_but_the_runtimes()
    {
        await using RunnerProcess runner = await StartAsync(inSandbox: true);
        string process = $"/proc/{runner.FindInner()}";

        string[] networks = await File.ReadAllLinesAsync($"{process}/net/dev", Token);
        Assert.Equal(["lo"], networks.Skip(2).Select(line => line.Split(':')[0].Trim()));
        foreach (string kind in (string[])["pid", "net", "mnt", "ipc", "uts", "user"])
        {
            Assert.NotEqual(new FileInfo($"/proc/self/ns/{kind}").LinkTarget, new FileInfo($"{process}/ns/{kind}").LinkTarget);
        }

        Assert.Contains("CapEff:\t0000000000000000", await File.ReadAllTextAsync($"{process}/status", Token), StringComparison.Ordinal);
        string devices = Path.Combine(process, "root", "dev");
        Assert.Equal(["null", "random", "urandom", "zero"], Directory.EnumerateFileSystemEntries(devices).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        string[] roots = ["/", "/proc", "/dev", "/tmp", "/usr", "/lib", "/lib64", "/dotnet", "/runner"];
        string[] places = [.. (await File.ReadAllLinesAsync($"{process}/mountinfo", Token)).Select(line => line.Split(' ')[4])];
        Assert.All(places, place => Assert.Contains($"/{place.Split('/')[1]}", roots));
        Assert.DoesNotContain(places, place => place is "/usr" || place.StartsWith("/home", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_killed_runner_leaves_no_process_behind(bool inSandbox)
    {
        RunnerProcess runner = await StartAsync(inSandbox);
        int inner = runner.FindInner();
        var order = new WorkOrder("run", "main.nx", new() { ["main.nx"] = "while true { }" }, long.MaxValue / 4, 256 << 20, 1_000, 2_000, 60_000);
        await runner.SendAsync(FrameKind.Start, Frames.ToJson(order), Token);

        await runner.DisposeAsync();

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(GoneWithin);
        while (Directory.Exists($"/proc/{inner}"))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_program_that_takes_long_gives_way_and_the_next_one_in_its_runner_does_not_begin_so(bool inSandbox)
    {
        await using RunnerProcess runner = await StartAsync(inSandbox);
        int inner = runner.FindInner();
        var order = new WorkOrder("run", "main.nx", new() { ["main.nx"] = "while true { }" }, long.MaxValue / 4, 256 << 20, 1_000, 2_000, 60_000);
        await runner.SendAsync(FrameKind.Start, Frames.ToJson(order), Token);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(GoneWithin);
        while (ReadNiceness(inner) is var threads && (threads.Length == 0 || threads.Any(t => t.Niceness == ReadNiceness(inner, $"{inner}"))))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }

        await runner.SendAsync(FrameKind.Stop, [], Token);
        while (await runner.ReadAsync(patience.Token) is not (FrameKind.Ended, _))
        {
        }

        await runner.SendAsync(
            FrameKind.Start, Frames.ToJson(order with { Files = new() { ["main.nx"] = "import time\nprint(1)\ntime.sleep(60)" } }), Token);
        Assert.Equal(FrameKind.Output, (await runner.ReadAsync(patience.Token))?.Kind);
        Assert.All(ReadNiceness(inner), thread => Assert.Equal(ReadNiceness(inner, $"{inner}"), thread.Niceness));
    }

    /// <summary>Of the threads that the process has for programs.</summary>
    private static (string Id, int Niceness)[] ReadNiceness(int process) =>
    [
        .. Directory.EnumerateDirectories($"/proc/{process}/task").Select(Path.GetFileName).OfType<string>()
            .Where(id => ReadOrNull($"/proc/{process}/task/{id}/comm")?.Trim() == NexusProgram.ThreadName)
            .Select(id => (id, ReadNiceness(process, id))).Where(t => t.Item2 is not null).Select(t => (t.id, t.Item2!.Value)),
    ];

    private static int? ReadNiceness(int process, string thread) =>
        // The name, which may have spaces in it, ends with the last bracket; the niceness is the 19th field.
        ReadOrNull($"/proc/{process}/task/{thread}/stat") is { } stat
            ? int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture)
            : null;

    private static string? ReadOrNull(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string[] ReadLimit(string[] limits, string name) =>
        limits.Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2];

    private static RunnerPool CreatePool() => new(
        Options.Create(new NexusLangOptions { WarmRunners = 0 }), NullLogger<RunnerPool>.Instance);

    private static async Task<RunnerProcess> StartAsync(bool inSandbox)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has these.");
        string? bubblewrap = inSandbox ? Sandbox.FindBubblewrap() : null;
        Assert.SkipWhen(inSandbox && bubblewrap is null, "There is no bubblewrap.");
        try
        {
            return await RunnerProcess.StartAsync(new Sandbox(bubblewrap, HeapMb), Token);
        }
        catch (IOException failure) when (inSandbox)
        {
            Assert.Skip($"Bubblewrap does not work here. {failure.Message}");
            throw;
        }
    }
}
