using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Galion.Contracts;
using Galion.Contracts.Accounts;
using Galion.Contracts.Credits;
using Galion.Contracts.Generations;
using Galion.Tests.Fixtures;
using Galion.Tests.Fixtures.Browser;
using Galion.Tests.Generations;
using Npgsql;

namespace Galion.Tests.AppHost;

/// <summary>The platform on a disk that is full, or becomes so.</summary>
[Collection("AppHost processes")]
public sealed partial class FullDiskTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(64, 0)]
    [InlineData(1, 1)]
    public async Task Full_disk_at_the_start_is_named_with_the_command_that_shows_what_takes_the_space(int megabytes, int filled)
    {
        SmallDisk.SkipUnlessAvailable();
        await using AppHostProcess platform = AppHostProcess.StartOnSmallDisk(megabytes, filled);

        Assert.Equal(1, await platform.WaitForExitAsync(Patience));
        Assert.Equal(
            $"""
             The disk of {platform.StatePath} is full: {megabytes - filled} MB are free, 200 MB are needed to start. Your data is as it was.
             See what takes the space: du -xh '{platform.StatePath}' | sort -h | tail
             """,
            platform.Output.Trim());
    }

    [Fact]
    public async Task Script_says_that_the_disk_is_full_before_it_installs_or_builds()
    {
        SmallDisk.SkipUnlessAvailable();
        DirectoryInfo clone = Directory.CreateTempSubdirectory("galion clone ");
        try
        {
            string copyAndRun = $"cp '{Path.Combine(ServiceProcess.FindRepository(), "galion")}' '{clone.FullName}' && exec '{clone.FullName}/galion' run";
            string[] command = [.. SmallDisk.Command(clone.FullName, megabytes: 3, filledMegabytes: 1), "sh", "-c", copyAndRun];
            using Process script = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
            string message = await script.StandardError.ReadToEndAsync(Token);
            await script.WaitForExitAsync(Token);

            Assert.Equal(1, script.ExitCode);
            Assert.Matches(
                $"""
                 ^The disk of {clone.FullName} is full: 1 MB are free, \d+ MB are needed to install the npm packages. Nothing was changed.
                 See what takes the space: du -xh '{clone.FullName}' \| sort -h \| tail$
                 """,
                message.Trim());
        }
        finally
        {
            clone.Delete();
        }
    }

    [Fact]
    public async Task Disk_that_fills_while_a_picture_is_painted_loses_nothing_and_all_goes_on_when_there_is_space()
    {
        SmallDisk.SkipUnlessAvailable();
        await using AppHostProcess platform = AppHostProcess.StartOnSmallDisk(megabytes: 400);
        await platform.WaitForOutputAsync("All healthy", Patience);
        string disk = SmallDisk.Find(platform.Id, platform.StatePath);
        using TestUser user = await SignUpAsync(AddressOf(platform, ResourceNames.Api));
        CreatedGenerationResponse receipt = await user.CreateGenerationAsync(
            new { kind = "image", prompt = "a harbour in the rain", options = new { width = 1024, height = 1024, seed = 3 } }, Token);
        await WaitUntilAsync(async () => (await user.FindGenerationAsync(receipt.Id, Token)).Progress > 0);

        SmallDisk.Fill(disk);
        await CrashDatabaseAsync(platform, disk);

        await platform.WaitForOutputAsync($"The disk of {platform.StatePath} is almost full:", Patience);
        await platform.WaitForOutputAsync($"postgres: waits for space: 0 MB are free on the disk of {platform.StatePath}", Patience);
        using (HttpResponseMessage refused = await user.Client.PostGenerationAsync(GenerationRequests.SmallImage(), Token))
        {
            await GenerationRequests.ReadProblemAsync(refused, HttpStatusCode.ServiceUnavailable, ErrorCodes.Unavailable, Token);
        }

        File.Delete(Path.Combine(disk, "filler"));
        await platform.WaitForOutputAsync("postgres is healthy again.", Patience);
        await platform.WaitForOutputAsync("The disk has space again.", Patience);
        GenerationResponse finished = await WaitForEndAsync(user, receipt.Id);
        Assert.Equal((GenerationStatus.Succeeded, 5m, 1), (finished.Status, finished.CreditsCharged, finished.Assets.Count));
        foreach (AssetResponse asset in finished.Assets)
        {
            byte[] picture = await user.Client.GetByteArrayAsync(asset.Url, Token);
            Assert.Equal(asset.Sha256, Convert.ToHexStringLower(SHA256.HashData(picture)));
        }

        CreatedGenerationResponse next = await user.CreateGenerationAsync(GenerationRequests.SmallImage(), Token);
        Assert.Equal(GenerationStatus.Succeeded, (await WaitForEndAsync(user, next.Id)).Status);
        CreditBalanceResponse credits = (await user.Client.GetFromJsonAsync<CreditBalanceResponse>("/api/v2/billing/credits", GalionJson.Options, Token))!;
        Assert.Equal((90m, 0m), (credits.Available, credits.Held));
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(ConnectionStringOf(platform, disk, ResourceNames.Database));
        await using NpgsqlCommand violations = database.CreateCommand("SELECT count(*) FROM credit_all_violations()");
        Assert.Equal(0L, await violations.ExecuteScalarAsync(Token));
    }

    /// <summary>Writes to the log of the database until its next piece does not fit: the server panics, as it must, and cannot start again.</summary>
    private static async Task CrashDatabaseAsync(AppHostProcess platform, string disk)
    {
        await using NpgsqlDataSource server = NpgsqlDataSource.Create(ConnectionStringOf(platform, disk, "postgres"));
        await using NpgsqlCommand write = server.CreateCommand(
            "SELECT count(pg_logical_emit_message(false, 'fill', repeat('x', 1000000))) FROM generate_series(1, 100)");
        NpgsqlException crash = await Assert.ThrowsAnyAsync<NpgsqlException>(() => write.ExecuteScalarAsync(Token));
        Assert.DoesNotContain("permission", crash.Message);
    }

    private static async Task<TestUser> SignUpAsync(string address)
    {
        HttpClient client = new() { BaseAddress = new Uri(address) };
        using HttpResponseMessage response = await client.PostAsJsonAsync(
            "/api/v2/auth/register", new RegisterRequest("painter@example.com", "painter", TestUsers.Password), GalionJson.Options, Token);
        SessionResponse session = await GenerationRequests.ReadAsync<SessionResponse>(response, Token);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.AccessToken);
        return new TestUser(client, session, TestUsers.Password);
    }

    private static async Task<GenerationResponse> WaitForEndAsync(TestUser user, Guid id)
    {
        GenerationResponse? generation = null;
        await WaitUntilAsync(async () =>
        {
            using HttpResponseMessage response = await user.Client.GetAsync($"{GenerationRequests.Address}/{id}", Token);
            generation = response.IsSuccessStatusCode ? await GenerationRequests.ReadAsync<GenerationResponse>(response, Token) : generation;
            return generation?.FinishedAt is not null;
        });
        return generation!;
    }

    private static async Task WaitUntilAsync(Func<Task<bool>> condition)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), patience.Token);
        }
    }

    private static string ConnectionStringOf(AppHostProcess platform, string disk, string database)
    {
        string password = JsonDocument.Parse(File.ReadAllText(Path.Combine(disk, "secrets.json"))).RootElement.EnumerateObject()
            .Single(secret => secret.Name.Contains("postgres", StringComparison.OrdinalIgnoreCase)).Value.GetString()!;
        return $"Host={AddressOf(platform, ResourceNames.Postgres).Replace(":", ";Port=")};Username=postgres;Password={password};Database={database};Pooling=false";
    }

    /// <summary>The address in the table that the console shows.</summary>
    private static string AddressOf(AppHostProcess platform, string resource) =>
        TableRow().Matches(platform.Output).Single(row => row.Groups["name"].Value == resource).Groups["address"].Value;

    [GeneratedRegex("""^(?<name>\w+) +healthy +[\d.]+ s +(?<address>\S+)""", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
