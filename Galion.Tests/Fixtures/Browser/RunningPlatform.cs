using Galion.Contracts;
using Microsoft.Playwright;

namespace Galion.Tests.Fixtures.Browser;

/// <summary>
/// API, worker and both apps as real processes on a database of their own, and a Chromium to visit them with. Started once for all browser
/// tests; each test signs up a person of its own.
/// </summary>
public sealed class RunningPlatform : IAsyncLifetime
{
    private readonly string _keys = Directory.CreateTempSubdirectory("galion-test-keys-").FullName;
    private readonly List<ServiceProcess> _started = [];
    private IPlaywright _playwright = null!;

    public ServiceProcess Api { get; private set; } = null!;

    public ServiceProcess Worker { get; private set; } = null!;

    public ServiceProcess Studio { get; private set; } = null!;

    public ServiceProcess Developer { get; private set; } = null!;

    public TestDatabase Database { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        Database = await TestDatabase.CreateAsync(cancellationToken);
        var platform = new Dictionary<string, string?>
        {
            [$"ConnectionStrings__{ResourceNames.Database}"] = Database.ConnectionString,
            [$"ConnectionStrings__{ResourceNames.Redis}"] = TestServers.Redis,
            [$"ConnectionStrings__{ResourceNames.Blobs}"] = TestServers.Blobs,
            ["Galion__Secret"] = "a-secret-of-the-tests-that-guards-nothing",
            // All these people come from one address.
            ["Galion__Accounts__SignUpsPerHour"] = "100000",
            ["Galion__NexusLang__GuestsPerHour"] = "100000",
            // A busy machine may need long for little.
            ["Galion__NexusLang__Guest__WallMs"] = "60000",
            ["Galion__NexusLang__Standard__WallMs"] = "60000",
            ["Galion__Accounts__FailedLoginsPerAddress"] = "100000",
        };
        Api = new ServiceProcess("Galion.Api", platform);
        Worker = new ServiceProcess("Galion.Worker", platform);
        Studio = StartableApp("Galion.Studio");
        Developer = StartableApp("Galion.Developer");
        _started.AddRange([Api, Worker, Studio, Developer]);
        await Task.WhenAll(_started.Select(service => service.StartAsync(cancellationToken)));

        // A picture and its page may have to wait for a busy machine; a condition that holds ends the wait at once.
        Assertions.SetDefaultExpectTimeout(60_000);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("GALION_TEST_CHROMIUM") ?? "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync",
            ],
        });
    }

    /// <summary>A fresh browser profile. The visitor notes everything that a page must not do.</summary>
    /// <param name="app">Where relative addresses lead: <see cref="Studio"/> or <see cref="Developer"/>.</param>
    /// <param name="width">Of the window, CSS pixels.</param>
    /// <param name="theme">The reader's preference.</param>
    /// <param name="script">False is a browser without script.</param>
    /// <param name="contrast">Whether the reader asks for more contrast.</param>
    /// <param name="forcedColors">Whether the reader's system replaces the page's colours by its own.</param>
    /// <param name="phone">A device that is touched, without mouse and keyboard.</param>
    public async Task<Visitor> VisitAsync(
        ServiceProcess app, int width = 1280, ColorScheme theme = ColorScheme.Light, bool script = true, Contrast contrast = Contrast.NoPreference,
        ForcedColors forcedColors = ForcedColors.None, bool phone = false)
    {
        var context = await Browser.NewContextAsync(new()
        {
            BaseURL = app.Address.ToString(),
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = theme,
            JavaScriptEnabled = script,
            ReducedMotion = ReducedMotion.Reduce,
            Contrast = contrast,
            ForcedColors = forcedColors,
            HasTouch = phone,
            IsMobile = phone,
            Locale = "en-GB",
            TimezoneId = "UTC",
        });
        context.SetDefaultTimeout(60_000);
        return new Visitor(context, await context.NewPageAsync(), app.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }
        _playwright?.Dispose();
        foreach (var service in _started)
        {
            await service.DisposeAsync();
        }
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }
        Directory.Delete(_keys, recursive: true);
    }

    private ServiceProcess StartableApp(string project) => new(project, new Dictionary<string, string?>
    {
        [$"services__{ResourceNames.Api}__http__0"] = Api.Address.GetLeftPart(UriPartial.Authority),
        ["DataProtection__KeysPath"] = Path.Combine(_keys, project),
    });
}

/// <summary>Tests of the browser share one running platform and take turns with it.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<RunningPlatform>
{
    public const string Name = "Browser";
}
