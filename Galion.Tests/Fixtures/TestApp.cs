extern alias GalionApi;

using Galion.Contracts;
using Galion.Platform.Data;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Galion.Tests.Fixtures;

/// <summary>The API, in this process, on a database of its own.</summary>
public sealed class TestApp : WebApplicationFactory<GalionApi::Program>
{
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private readonly Lazy<TestWorker> _worker;
    private readonly bool _ownsDatabase;

    private TestApp(TestDatabase database, bool ownsDatabase, IReadOnlyDictionary<string, string?> settings)
    {
        Database = database;
        _ownsDatabase = ownsDatabase;
        _settings = settings;
        _worker = new Lazy<TestWorker>(() => TestWorker.Create(settings));
    }

    public TestDatabase Database { get; }

    /// <summary>What the API and its worker are configured with.</summary>
    public IReadOnlyDictionary<string, string?> Settings => _settings;

    public TestWorker Worker => _worker.Value;

    /// <param name="settings">Configuration on top of the test's own, for instance <c>("Galion:Roles", "accounts")</c>.</param>
    public static async Task<TestApp> StartAsync(CancellationToken cancellationToken, params (string Key, string? Value)[] settings)
    {
        TestDatabase database = await TestDatabase.CreateAsync(cancellationToken);
        Dictionary<string, string?> all = new()
        {
            [$"ConnectionStrings:{ResourceNames.Database}"] = database.ConnectionString,
            [$"ConnectionStrings:{ResourceNames.Redis}"] = TestServers.Redis,
            [$"ConnectionStrings:{ResourceNames.Blobs}"] = TestServers.Blobs,
            // All tests come from one address and share one Redis.
            ["Limits:AnonymousRequestsPerMinute"] = "1000000",
            // Processes for programs are started when one comes.
            ["Galion:NexusLang:WarmRunners"] = "0",
            ["Logging:LogLevel:Default"] = "Warning",
            // It warns at every request that the in-process server has no body limit of its own.
            ["Logging:LogLevel:Microsoft.AspNetCore.Routing"] = "Error",
            ["Galion:Secret"] = "a-secret-of-the-tests-that-guards-nothing",
        };
        foreach ((string key, string? value) in settings)
        {
            all[key] = value;
        }

        return new TestApp(database, ownsDatabase: true, all);
    }

    /// <summary>Another instance of the API on the same database.</summary>
    public TestApp StartAnother() => new(Database, ownsDatabase: false, _settings);

    /// <summary>A context of the caller's own, to look at the rows behind the API.</summary>
    public GalionDbContext CreateContext() => Database.CreateContext();

    /// <summary>Runs every job that is due, and those that they enqueue, and returns when none is left.</summary>
    public Task DrainJobsAsync(CancellationToken cancellationToken) => _worker.Value.DrainAsync(cancellationToken);

    /// <summary>Runs jobs in the background until the app is disposed.</summary>
    public Task StartWorkerAsync(CancellationToken cancellationToken) => _worker.Value.StartAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        if (_worker.IsValueCreated)
        {
            await _worker.Value.DisposeAsync();
        }

        await base.DisposeAsync();
        if (_ownsDatabase)
        {
            await Database.DisposeAsync();
        }
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        foreach ((string key, string? value) in _settings)
        {
            builder.UseSetting(key, value);
        }
    }
}
