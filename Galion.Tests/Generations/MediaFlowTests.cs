using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.Generations;
using Galion.Platform.Data;
using Galion.Platform.Storage;
using Galion.Tests.Fixtures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Galion.Tests.Generations.GenerationRequests;

namespace Galion.Tests.Generations;

/// <summary>Video, voice, music and text from a request to files that are paid, on the real engines.</summary>
public sealed class MediaFlowTests : IAsyncLifetime
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
    public async Task A_sentence_becomes_a_clip_with_a_thumbnail_that_costs_20_credits()
    {
        GenerationResponse generation = await MakeAsync(new
        {
            kind = "video",
            prompt = "a calm sea at dusk, slow zoom in",
            options = new { duration = 2, fps = 16, resolution = "240p", detail = "draft" },
        });

        AssetResponse clip = generation.Assets[0];
        Assert.Equal("video/mp4", clip.ContentType);
        Assert.InRange(clip.DurationMs!.Value, 1_900, 2_100);
        Assert.NotNull(clip.ThumbnailUrl);
        await AssertPaidAsync(generation, 20);
    }

    [Fact]
    public async Task A_picture_is_set_in_motion_and_its_film_goes_on_from_its_end()
    {
        GenerationResponse picture = await MakeAsync(new { kind = "image", prompt = "a lake at noon", options = new { width = 256, height = 256, detail = "draft" } });
        object small = new { duration = 2, fps = 16, resolution = "144p", detail = "draft", start_asset = picture.Assets[0].Id, end_asset = picture.Assets[0].Id };
        GenerationResponse moving = await MakeAsync(new { kind = "video", prompt = "zoom in", options = small });
        Assert.Equal("video/mp4", moving.Assets[0].ContentType);

        GenerationResponse first = await MakeAsync(new { kind = "video", prompt = "a calm sea", options = new { duration = 2, fps = 16, resolution = "144p", detail = "draft" } });
        GenerationResponse longer = await MakeAsync(new { kind = "video", prompt = "a calm sea", options = new { start_asset = first.Assets[0].Id } });
        Assert.InRange(longer.Assets[0].DurationMs!.Value, 3_900, 4_100);
    }

    [Fact]
    public async Task A_film_of_files_that_are_not_ones_own_is_refused_before_anything_is_held()
    {
        foreach (string file in new[] { Guid.NewGuid().ToString(), "lake.png" })
        {
            using HttpResponseMessage refused = await _user.Client.PostGenerationAsync(new { kind = "video", prompt = "sea", options = new { start_asset = file } }, Token);
            Assert.False(refused.IsSuccessStatusCode);
            Assert.Contains("start_asset", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_text_is_read_aloud_for_3_credits()
    {
        GenerationResponse generation = await MakeAsync(new { kind = "voice", prompt = "The ferry leaves at 9:45.", options = new { format = "wav" } });

        Assert.StartsWith("audio/", generation.Assets[0].ContentType, StringComparison.Ordinal);
        Assert.InRange(generation.Assets[0].DurationMs!.Value, 1_000, 8_000);
        await AssertPaidAsync(generation, 3);
    }

    [Fact]
    public async Task A_text_of_several_pages_is_read_with_its_chapters_and_paid_by_its_length()
    {
        string text = string.Join("\n\n", Enumerable.Range(1, 3).Select(chapter =>
            $"# Chapter {chapter}\n\n" + string.Join(' ', Enumerable.Repeat($"This sentence belongs to chapter {chapter}, and is said again.", 50))));
        Assert.InRange(text.Length, 8_001, 12_000);

        GenerationResponse generation = await MakeAsync(new { kind = "voice", prompt = text, options = new { format = "m4b" } });

        Assert.InRange(generation.Assets[0].DurationMs!.Value, 240_000, 900_000);
        byte[] book = await DownloadAsync(generation.Assets[0].Url);
        Assert.All(Enumerable.Range(1, 3), chapter => Assert.True(book.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes($"Chapter {chapter}")) >= 0, $"Chapter {chapter} is missing."));
        await AssertPaidAsync(generation, 9);
    }

    [Fact]
    public async Task A_mood_becomes_a_piece_with_stems_for_10_credits()
    {
        GenerationResponse generation = await MakeAsync(new { kind = "music", prompt = "calm lo-fi in D minor", options = new { duration = 10 } });

        Assert.True(generation.Assets.Count > 1, "Only the mix was delivered.");
        Assert.Equal(generation.Assets.Count, generation.Assets.Select(asset => asset.Name).Distinct().Count());
        Assert.Contains(generation.Assets, asset => asset.Name!.EndsWith(".mid", StringComparison.Ordinal));
        await AssertPaidAsync(generation, 10);
        await AssertLeavesWholeAsync(generation);
    }

    [Fact]
    public async Task A_text_costs_2_credits_for_every_1000_tokens_begun_and_the_rest_of_the_hold_returns()
    {
        string document = string.Join(' ', Enumerable.Repeat("The harbour was quiet. A boat came in at noon. Nobody saw it leave.", 120));
        CreatedGenerationResponse receipt = await _user.CreateGenerationAsync(
            new { kind = "text", prompt = "Summarise this in two sentences.", options = new { document } }, Token);
        Assert.Equal(10, receipt.CreditsHeld);

        await _app.DrainJobsAsync(Token);
        GenerationResponse generation = await _user.FindGenerationAsync(receipt.Id, Token);

        Assert.Equal((GenerationStatus.Succeeded, null), (generation.Status, generation.Error));
        string text = System.Text.Encoding.UTF8.GetString(await DownloadAsync(generation.Assets[0].Url));
        Assert.Contains("harbour", text, StringComparison.Ordinal);
        await AssertPaidAsync(generation, 6);
    }

    [Fact]
    public async Task An_archive_whose_file_is_gone_never_ends_as_if_it_were_whole()
    {
        GenerationResponse generation = await MakeAsync(new { kind = "music", prompt = "calm lo-fi", options = new { duration = 10 } });
        Guid gone = generation.Assets[^1].Id;
        await using GalionDbContext db = _app.CreateContext();
        string blob = await db.Assets.Where(asset => asset.Id == gone).Select(asset => asset.BlobName).SingleAsync(Token);
        await _app.Services.GetRequiredService<BlobStore>().DeleteIfExistsAsync(blob, Token);

        Exception? failure = await Record.ExceptionAsync(() => _user.Client.GetByteArrayAsync($"/api/v2/generations/{generation.Id}/download", Token));

        Assert.NotNull(failure);
        Assert.IsNotType<OperationCanceledException>(failure, exactMatch: false);
    }

    [Theory]
    [InlineData("""{"kind":"music","prompt":"calm","options":{"tempo_typo":1}}""", "options.tempo_typo")]
    [InlineData("""{"kind":"video","prompt":"sea","options":{"fps":"fast"}}""", "options.fps")]
    [InlineData("""{"kind":"video","prompt":"sea","options":{"fps":1000}}""", "options.fps")]
    [InlineData("""{"kind":"voice","prompt":"hello","options":{"format":"exe"}}""", "options.format")]
    public async Task A_wrong_option_is_named_before_anything_is_held(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _user.Client.PostAsync(Address, content, Token);

        JsonElement problem = await ReadProblemAsync(response, HttpStatusCode.BadRequest, ErrorCodes.InvalidOptions, Token);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.GetRawText());
        Assert.Equal((100_000, 0), await _app.FindBalanceAsync(_user.Id, Token));
    }

    private async Task<GenerationResponse> MakeAsync(object body)
    {
        CreatedGenerationResponse receipt = await _user.CreateGenerationAsync(body, Token);
        await _app.DrainJobsAsync(Token);
        GenerationResponse generation = await _user.FindGenerationAsync(receipt.Id, Token);
        Assert.Equal((GenerationStatus.Succeeded, null), (generation.Status, generation.Error));
        foreach (AssetResponse asset in generation.Assets)
        {
            Assert.Equal(asset.Sha256, Convert.ToHexStringLower(SHA256.HashData(await DownloadAsync(asset.Url))));
        }

        Assert.NotNull(generation.Assets[0].Recipe);
        return generation;
    }

    private async Task AssertPaidAsync(GenerationResponse generation, int credits)
    {
        Assert.Equal(credits, generation.CreditsCharged);
        Assert.Equal((100_000 - credits * 1_000, 0), await _app.FindBalanceAsync(_user.Id, Token));
        Assert.Equal(0, await _app.CountLedgerViolationsAsync(Token));
    }

    private Task<byte[]> DownloadAsync(string url) => _app.DownloadAsync(_user, url, Token);

    /// <summary>One ZIP file has every file under its own name, byte for byte, and what the API says of them; nobody else gets it.</summary>
    private async Task AssertLeavesWholeAsync(GenerationResponse generation)
    {
        string address = $"/api/v2/generations/{generation.Id}/download";
        using var zip = new ZipArchive(new MemoryStream(await _user.Client.GetByteArrayAsync(address, Token)), ZipArchiveMode.Read);
        Assert.Equal([.. generation.Assets.Select(asset => asset.Name), "generation.json"], zip.Entries.Select(entry => entry.FullName));
        foreach (AssetResponse asset in generation.Assets)
        {
            await using Stream file = await zip.GetEntry(asset.Name!)!.OpenAsync(Token);
            Assert.Equal(asset.Sha256, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, Token)));
        }

        await using Stream text = await zip.GetEntry("generation.json")!.OpenAsync(Token);
        Assert.Equal(generation.Prompt, (await JsonSerializer.DeserializeAsync<GenerationResponse>(text, GalionJson.Options, Token))!.Prompt);

        using TestUser stranger = await _app.CreateUserAsync(Token);
        using HttpResponseMessage refused = await stranger.Client.GetAsync(address, Token);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }
}
