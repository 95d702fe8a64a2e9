using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Galion.Tests.Fixtures.Browser;

/// <summary>One service of the platform as a process of its own, on a port that was free.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private const int KeptLines = 200;

    private readonly string _project;
    private readonly IReadOnlyDictionary<string, string?> _environment;
    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    /// <param name="project">The project's name, which is also its folder's.</param>
    /// <param name="environment">Configuration, as environment variables.</param>
    public ServiceProcess(string project, IReadOnlyDictionary<string, string?> environment)
    {
        _project = project;
        _environment = environment;
        // A name rather than 127.0.0.1, because it is the name for which browsers take Secure cookies over plain HTTP.
        Address = new Uri($"http://localhost:{FreePort()}");
    }

    public Uri Address { get; }

    /// <summary>Its last lines of output, for the message of a test that fails.</summary>
    public string Output => string.Join(Environment.NewLine, _output);

    /// <exception cref="InvalidOperationException">It ended, or was not healthy after a minute; the message carries its output.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var root = FindRepository();
        // artifacts/bin/Galion.Tests/debug/ -> artifacts/bin/{project}/debug/
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(root, "artifacts", "bin", _project, configuration, $"{_project}.dll")])
        {
            WorkingDirectory = Path.Combine(root, _project),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = Address.ToString();
        // Files of the browser are served from the projects' folders only in development.
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_gcServer"] = "0";
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await WaitUntilHealthyAsync(cancellationToken);
    }

    /// <summary>Ends the process as a crash would.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
    }

    internal static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Galion.sln")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException("Galion.sln is in none of the folders above the tests.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }
        _output.Enqueue(line);
        while (_output.Count > KeptLines)
        {
            _output.TryDequeue(out _);
        }
    }

    private async Task WaitUntilHealthyAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        for (var deadline = DateTime.UtcNow.AddMinutes(1); DateTime.UtcNow < deadline; await Task.Delay(100, cancellationToken))
        {
            if (_process!.HasExited)
            {
                break;
            }
            try
            {
                using var response = await http.GetAsync("/health", cancellationToken);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // Not listening yet.
            }
        }
        throw new InvalidOperationException($"{_project} did not become healthy.{Environment.NewLine}{Output}");
    }
}
