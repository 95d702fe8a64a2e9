using System.Net;
using System.Security.Cryptography;
using Galion.Contracts;
using Galion.Contracts.Generations;
using Galion.Tests.Fixtures;
using static Galion.Tests.Generations.GenerationRequests;

namespace Galion.Tests.Generations;

public sealed class GenerationFlowTests : IAsyncLifetime
{
    private TestApp _app = null!;
    private TestUser _user = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(Token);
        _user = await _app.CreateUserAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        _user.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_prompt_becomes_pictures_that_are_paid_and_can_be_read_by_a_signed_link()
    {
        CreatedGenerationResponse receipt = await _user.CreateGenerationAsync(SmallImage(count: 2), Token);

        await _app.DrainJobsAsync(Token);

        GenerationResponse generation = await _user.FindGenerationAsync(receipt.Id, Token);
        Assert.Equal((GenerationStatus.Succeeded, 1.0, 0m, 10m), (generation.Status, generation.Progress, generation.CreditsHeld, generation.CreditsCharged));
        Assert.Equal((90_000, 0), await _app.FindBalanceAsync(_user.Id, Token));
        Assert.Equal(2, generation.Assets.Count);
        foreach (AssetResponse asset in generation.Assets)
        {
            byte[] file = await DownloadAsync(asset.Url);
            Assert.Equal(asset.Sha256, Convert.ToHexStringLower(SHA256.HashData(file)));
            Assert.Equal(("image/png", file.Length, 256, 256), (asset.ContentType, asset.SizeBytes, asset.Width, asset.Height));
            Assert.NotNull(asset.Recipe);
            Assert.NotEmpty(await DownloadAsync(asset.ThumbnailUrl!));
        }

        Assert.NotEqual(generation.Assets[0].Sha256, generation.Assets[1].Sha256);
        Assert.Equal(0, await _app.CountLedgerViolationsAsync(Token));
    }

    [Fact]
    public async Task The_same_seed_and_options_make_the_same_bytes()
    {
        CreatedGenerationResponse first = await _user.CreateGenerationAsync(SmallImage(), Token);
        CreatedGenerationResponse second = await _user.CreateGenerationAsync(SmallImage(), Token);

        await _app.DrainJobsAsync(Token);

        Assert.Equal(
            (await _user.FindGenerationAsync(first.Id, Token)).Assets[0].Sha256,
            (await _user.FindGenerationAsync(second.Id, Token)).Assets[0].Sha256);
    }

    [Fact]
    public async Task A_signed_link_reads_one_file_for_fifteen_minutes_at_most()
    {
        GenerationResponse generation = await MakeAsync();
        using HttpClient api = CreateUnredirectedClient(_user);

        using HttpResponseMessage response = await api.GetAsync($"/api/v2/assets/{generation.Assets[0].Id}/content?download=true", Token);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Uri link = response.Headers.Location!;
        var query = System.Web.HttpUtility.ParseQueryString(link.Query);
        Assert.Equal(("b", "r"), (query["sr"], query["sp"]));
        Assert.InRange(DateTimeOffset.Parse(query["se"]!) - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(15));

        using var storage = new HttpClient();
        using HttpResponseMessage file = await storage.GetAsync(link, Token);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition?.DispositionType);

        string container = link.GetLeftPart(UriPartial.Path)[..link.GetLeftPart(UriPartial.Path).IndexOf("/users/", StringComparison.Ordinal)];
        using HttpResponseMessage listing = await storage.GetAsync($"{container}{link.Query}&restype=container&comp=list", Token);
        Assert.Equal(HttpStatusCode.Forbidden, listing.StatusCode);
        using HttpResponseMessage unsigned = await storage.GetAsync(link.GetLeftPart(UriPartial.Path), Token);
        Assert.False(unsigned.IsSuccessStatusCode, "The container is open to everybody.");
        using HttpResponseMessage deletion = await storage.DeleteAsync(link, Token);
        Assert.Equal(HttpStatusCode.Forbidden, deletion.StatusCode);
    }

    [Fact]
    public async Task The_events_tell_the_whole_story_and_resume_where_a_client_left()
    {
        CreatedGenerationResponse receipt = await _user.CreateGenerationAsync(SmallImage(), Token);
        using HttpResponseMessage stream = await _user.Client.OpenEventsAsync(receipt.Id, Token);
        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no", stream.Headers.GetValues("X-Accel-Buffering").Single());

        Task<List<ReceivedEvent>> reading = stream.ReadEventsAsync(Token).ToListAsync(Token).AsTask();
        await _app.DrainJobsAsync(Token);
        List<ReceivedEvent> live = await reading.WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.Equal((GenerationEvents.Queued, GenerationEvents.Running), (live[0].Name, live[1].Name));
        Assert.Equal(GenerationEvents.Succeeded, live[^1].Name);
        Assert.Equal(live.Select(e => e.Id).Order().Distinct(), live.Select(e => e.Id));
        Assert.Equal(1, live[0].Id);
        Assert.Equal(5, live[^1].Read<GenerationResponse>().CreditsCharged);

        List<ReceivedEvent> resumed = await _user.Client.ReadAllEventsAsync(receipt.Id, Token, lastEventId: 2);
        Assert.Equal((live[^1].Id, GenerationEvents.Succeeded), (Assert.Single(resumed).Id, resumed[0].Name));

        using HttpResponseMessage nothingLeft = await _user.Client.OpenEventsAsync(receipt.Id, Token, live[^1].Id);
        Assert.Equal(HttpStatusCode.NoContent, nothingLeft.StatusCode);
    }

    [Fact]
    public async Task A_queued_generation_is_cancelled_at_once_and_costs_nothing()
    {
        CreatedGenerationResponse receipt = await _user.CreateGenerationAsync(SmallImage(), Token);

        GenerationResponse cancelled = await CancelAsync(receipt.Id);
        GenerationResponse again = await CancelAsync(receipt.Id);
        await _app.DrainJobsAsync(Token);

        Assert.Equal((GenerationStatus.Canceled, 0m, "canceled"), (cancelled.Status, cancelled.CreditsCharged, cancelled.Error?.Code));
        Assert.Equal(cancelled.FinishedAt, again.FinishedAt);
        Assert.Equal((100_000, 0), await _app.FindBalanceAsync(_user.Id, Token));
        Assert.Equal("canceled", (await _user.Client.ReadAllEventsAsync(receipt.Id, Token))[^1].Name);
    }

    [Fact]
    public async Task A_running_generation_keeps_and_charges_what_is_finished_when_it_is_cancelled()
    {
        await _app.StartWorkerAsync(Token);
        CreatedGenerationResponse receipt = await _user.CreateGenerationAsync(
            new { kind = "image", prompt = "a city in the rain", options = new { width = 1024, height = 1024, count = 8, detail = "fine" } }, Token);

        using HttpResponseMessage stream = await _user.Client.OpenEventsAsync(receipt.Id, Token);
        bool asked = false;
        await foreach (ReceivedEvent received in stream.ReadEventsAsync(Token))
        {
            if (!asked && received.Name == GenerationEvents.Progress && received.Read<GenerationProgress>().Progress > 0.15)
            {
                asked = true;
                await CancelAsync(receipt.Id);
            }
        }

        GenerationResponse generation = await _user.FindGenerationAsync(receipt.Id, Token);
        Assert.Equal(GenerationStatus.Canceled, generation.Status);
        Assert.InRange(generation.Assets.Count, 1, 7);
        Assert.Equal(5 * generation.Assets.Count, generation.CreditsCharged);
        Assert.Equal((100_000 - (5_000 * generation.Assets.Count), 0), await _app.FindBalanceAsync(_user.Id, Token));
        Assert.NotEmpty(await DownloadAsync(generation.Assets[0].Url));
    }

    [Fact]
    public async Task A_finished_generation_is_returned_as_it_is_when_it_is_cancelled()
    {
        GenerationResponse generation = await MakeAsync();

        GenerationResponse cancelled = await CancelAsync(generation.Id);

        Assert.Equal((GenerationStatus.Succeeded, 5m), (cancelled.Status, cancelled.CreditsCharged));
    }

    [Fact]
    public async Task Trash_hides_a_generation_until_it_is_restored()
    {
        GenerationResponse generation = await MakeAsync();

        using HttpResponseMessage deleted = await _user.Client.DeleteAsync($"{Address}/{generation.Id}", Token);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty((await ListAsync("")).Data);
        Assert.Equal(generation.Id, Assert.Single((await ListAsync("?trashed=true")).Data).Id);

        using HttpResponseMessage restored = await _user.Client.PostAsync($"{Address}/{generation.Id}/restore", null, Token);
        Assert.Equal(HttpStatusCode.OK, restored.StatusCode);
        Assert.Equal(generation.Id, Assert.Single((await ListAsync("?kind=image&status=succeeded")).Data).Id);
        Assert.Equal(generation.Id, Assert.Single((await ListAsync("?kind=Image&status=SUCCEEDED")).Data).Id);
    }

    [Fact]
    public async Task What_has_not_ended_cannot_go_to_the_trash()
    {
        CreatedGenerationResponse receipt = await _user.CreateGenerationAsync(SmallImage(), Token);

        using HttpResponseMessage response = await _user.Client.DeleteAsync($"{Address}/{receipt.Id}", Token);

        await ReadProblemAsync(response, HttpStatusCode.Conflict, ErrorCodes.GenerationRunning, Token);
    }

    [Fact]
    public async Task The_library_is_paged_without_gaps_or_repetitions()
    {
        List<Guid> made = [];
        for (int i = 0; i < 5; i++)
        {
            made.Add((await _user.CreateGenerationAsync(SmallImage(), Token)).Id);
        }

        List<Guid> listed = [];
        string? after = null;
        do
        {
            Page<GenerationResponse> page = await ListAsync($"?limit=2{(after is null ? "" : $"&after={after}")}");
            Assert.InRange(page.Data.Count, 1, 2);
            listed.AddRange(page.Data.Select(g => g.Id));
            Assert.Equal(page.HasMore, page.NextAfter is not null);
            after = page.NextAfter;
        }
        while (after is not null);

        made.Reverse();
        Assert.Equal(made, listed);
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=101")]
    [InlineData("?limit=many")]
    [InlineData("?after=yesterday")]
    [InlineData("?kind=painting")]
    [InlineData("?status=7")]
    public async Task A_list_with_bad_parameters_is_refused(string query)
    {
        using HttpResponseMessage response = await _user.Client.GetAsync(Address + query, Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task To_everybody_else_a_generation_does_not_exist()
    {
        GenerationResponse generation = await MakeAsync();
        using TestUser other = await _app.CreateUserAsync(Token);
        // A client that followed redirects would end at some 404 in any case.
        using HttpClient theirs = CreateUnredirectedClient(other);
        (HttpMethod Method, string Address)[] requests =
        [
            (HttpMethod.Get, $"{Address}/{generation.Id}"),
            (HttpMethod.Get, $"{Address}/{generation.Id}/events"),
            (HttpMethod.Post, $"{Address}/{generation.Id}/cancel"),
            (HttpMethod.Post, $"{Address}/{generation.Id}/restore"),
            (HttpMethod.Delete, $"{Address}/{generation.Id}"),
            (HttpMethod.Get, $"/api/v2/assets/{generation.Assets[0].Id}/content"),
            (HttpMethod.Get, $"/api/v2/assets/{generation.Assets[0].Id}/thumbnail"),
        ];
        foreach ((HttpMethod method, string address) in requests)
        {
            using HttpResponseMessage response = await theirs.SendAsync(new HttpRequestMessage(method, address), Token);
            await ReadProblemAsync(response, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        }

        using HttpResponseMessage list = await other.Client.GetAsync(Address, Token);
        Assert.Empty((await ReadAsync<Page<GenerationResponse>>(list, Token)).Data);
        Assert.Equal(GenerationStatus.Succeeded, (await _user.FindGenerationAsync(generation.Id, Token)).Status);
    }

    private async Task<GenerationResponse> MakeAsync()
    {
        CreatedGenerationResponse receipt = await _user.CreateGenerationAsync(SmallImage(), Token);
        await _app.DrainJobsAsync(Token);
        GenerationResponse generation = await _user.FindGenerationAsync(receipt.Id, Token);
        Assert.Equal(GenerationStatus.Succeeded, generation.Status);
        return generation;
    }

    private async Task<GenerationResponse> CancelAsync(Guid id)
    {
        using HttpResponseMessage response = await _user.Client.PostAsync($"{Address}/{id}/cancel", null, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await ReadAsync<GenerationResponse>(response, Token);
    }

    private async Task<Page<GenerationResponse>> ListAsync(string query)
    {
        using HttpResponseMessage response = await _user.Client.GetAsync(Address + query, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await ReadAsync<Page<GenerationResponse>>(response, Token);
    }

    private Task<byte[]> DownloadAsync(string url) => _app.DownloadAsync(_user, url, Token);

    private HttpClient CreateUnredirectedClient(TestUser user) => _app.CreateUnredirectedClient(user);

    [Fact]
    public async Task A_stream_on_which_nothing_happens_is_kept_alive_by_comments()
    {
        await using TestApp app = await TestApp.StartAsync(Token, ("Limits:PingAfter", "00:00:00.2"));
        using TestUser user = await app.CreateUserAsync(Token);
        CreatedGenerationResponse receipt = await user.CreateGenerationAsync(SmallImage(), Token);

        using HttpResponseMessage response = await user.Client.OpenEventsAsync(receipt.Id, Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token));
        List<string> lines = [];
        while (lines.Count(line => line == ": ping") < 2)
        {
            lines.Add((await reader.ReadLineAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token))!);
        }

        // The queued event came first, and comments are blocks of their own, which clients skip.
        Assert.Equal(["retry: 1000", "", "id: 1", "event: queued"], lines[..4]);
        Assert.Equal([": ping", "", ": ping"], lines[^3..]);
        await app.DrainJobsAsync(Token);
        Assert.Contains("event: succeeded", await reader.ReadToEndAsync(Token).WaitAsync(TimeSpan.FromSeconds(30), Token));
    }
}
