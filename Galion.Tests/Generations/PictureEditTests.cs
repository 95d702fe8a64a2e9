using System.Net;
using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.Generations;
using Galion.Engines.Imaging;
using Galion.Tests.Fixtures;
using static Galion.Tests.Generations.GenerationRequests;

namespace Galion.Tests.Generations;

/// <summary>The painter's work on pictures that an account has made, through the API and the worker.</summary>
public sealed class PictureEditTests : IAsyncLifetime
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
    public async Task A_picture_is_enlarged_extended_varied_restyled_filled_and_cut_out()
    {
        AssetResponse picture = await MakeAsync(new { width = 256, height = 256, seed = 7, detail = "draft" });
        (object Options, int Width, int Height)[] edits =
        [
            (new { operation = "upscale", scale = 2, asset = picture.Id }, 512, 512),
            (new { operation = "outpaint", left = 32, right = 32, asset = picture.Id }, 320, 256),
            (new { operation = "vary", strength = 0.3, asset = picture.Id, detail = "draft" }, 256, 256),
            (new { operation = "restyle", strength = 0.4, style = "poster", asset = picture.Id, width = 320, height = 256 }, 320, 256),
            (new { operation = "inpaint", asset = picture.Id, mask_asset = await MakeMaskAsync() }, 256, 256),
            (new { operation = "remove_background", asset = picture.Id, format = "webp" }, 256, 256),
        ];
        foreach ((object options, int width, int height) in edits)
        {
            AssetResponse made = await MakeAsync(options);

            Assert.Equal((width, height), (made.Width, made.Height));
            Assert.NotEqual(picture.Sha256, made.Sha256);
            byte[] file = await _app.DownloadAsync(_user, made.Url, Token);
            Bitmap bitmap = await PictureFiles.DecodeAsync(file, Token);
            Assert.Equal((width, height), (bitmap.Width, bitmap.Height));
            Assert.NotEmpty(await _app.DownloadAsync(_user, made.ThumbnailUrl!, Token));
        }

        Assert.Equal(0, await _app.CountLedgerViolationsAsync(Token));
    }

    [Theory]
    [InlineData("jpeg", "image/jpeg", ".jpg")]
    [InlineData("webp", "image/webp", ".webp")]
    [InlineData("avif", "image/avif", ".avif")]
    [InlineData("ora", "image/openraster", ".ora")]
    public async Task Pictures_come_in_the_format_that_was_asked_for(string format, string contentType, string ending)
    {
        AssetResponse made = await MakeAsync(new { width = 256, height = 256, seed = 7, detail = "draft", format });

        Assert.Equal(contentType, made.ContentType);
        Assert.NotEmpty(await _app.DownloadAsync(_user, made.ThumbnailUrl!, Token));
        string blob = await _app.Database.ScalarAsync<string>("SELECT blob_name FROM assets WHERE id = $1", Token, made.Id);
        Assert.EndsWith(ending, blob, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_png_of_sixteen_bits_and_a_grid_and_a_tile_are_made()
    {
        AssetResponse deep = await MakeAsync(new { width = 256, height = 256, seed = 1, detail = "draft", bits = 16, tile = true });
        AssetResponse grid = await MakeAsync(new { operation = "grid", x_axis = "style=ink,poster", seed = 1, detail = "draft" });

        Assert.Equal(16, (await _app.DownloadAsync(_user, deep.Url, Token))[24]);
        Assert.True(grid.Width > 2 * 256 && grid.Height > 256);
    }

    [Fact]
    public async Task Pictures_of_others_and_in_the_trash_are_not_found_and_nothing_is_held()
    {
        AssetResponse picture = await MakeAsync(new { width = 256, height = 256, seed = 7, detail = "draft" });
        object edit = new { kind = "image", prompt = "larger", options = new { operation = "upscale", asset = picture.Id } };
        using TestUser stranger = await _app.CreateUserAsync(Token);

        using HttpResponseMessage foreign = await stranger.Client.PostGenerationAsync(edit, Token);
        JsonElement problem = await ReadProblemAsync(foreign, HttpStatusCode.BadRequest, ErrorCodes.InvalidOptions, Token);
        Assert.True(problem.GetProperty("errors").TryGetProperty("options.asset", out _));
        Assert.Equal((100_000, 0), await _app.FindBalanceAsync(stranger.Id, Token));

        Guid generation = await _app.Database.ScalarAsync<Guid>("SELECT generation_id FROM assets WHERE id = $1", Token, picture.Id);
        using HttpResponseMessage deleted = await _user.Client.DeleteAsync($"{Address}/{generation}", Token);
        Assert.True(deleted.IsSuccessStatusCode);
        using HttpResponseMessage trashed = await _user.Client.PostGenerationAsync(edit, Token);
        await ReadProblemAsync(trashed, HttpStatusCode.BadRequest, ErrorCodes.InvalidOptions, Token);
    }

    [Fact]
    public async Task A_picture_thrown_away_before_the_work_begins_costs_nothing()
    {
        AssetResponse picture = await MakeAsync(new { width = 256, height = 256, seed = 7, detail = "draft" });
        (long before, _) = await _app.FindBalanceAsync(_user.Id, Token);
        CreatedGenerationResponse receipt = await _user.CreateGenerationAsync(
            new { kind = "image", prompt = "larger", options = new { operation = "upscale", asset = picture.Id } }, Token);
        Guid generation = await _app.Database.ScalarAsync<Guid>("SELECT generation_id FROM assets WHERE id = $1", Token, picture.Id);
        using HttpResponseMessage deleted = await _user.Client.DeleteAsync($"{Address}/{generation}", Token);

        await _app.DrainJobsAsync(Token);

        GenerationResponse ended = await _user.FindGenerationAsync(receipt.Id, Token);
        Assert.Equal((GenerationStatus.Failed, "refused"), (ended.Status, ended.Error?.Code));
        Assert.Contains("thrown away", ended.Error!.Message, StringComparison.Ordinal);
        Assert.Equal((before, 0), await _app.FindBalanceAsync(_user.Id, Token));
    }

    [Theory]
    [InlineData("""{"operation":"upscale"}""", "asset")]
    [InlineData("""{"asset":"0192b1c4-0000-7000-8000-000000000000"}""", "asset")]
    [InlineData("""{"operation":"upscale","asset":"picture"}""", "asset")]
    [InlineData("""{"operation":"vary","asset":"0192b1c4-0000-7000-8000-000000000000","width":512}""", "height")]
    [InlineData("""{"operation":"outpaint","asset":"0192b1c4-0000-7000-8000-000000000000"}""", "left")]
    [InlineData("""{"operation":"grid"}""", "x_axis")]
    [InlineData("""{"operation":"sharpen"}""", "operation")]
    [InlineData("""{"scale":3}""", "scale")]
    [InlineData("""{"strength":1.5}""", "strength")]
    [InlineData("""{"format":"tiff"}""", "format")]
    [InlineData("""{"format":"jpeg","bits":16}""", "bits")]
    [InlineData("""{"tile":"yes"}""", "tile")]
    public async Task Options_that_do_not_go_together_are_named(string options, string field)
    {
        var body = new { kind = "image", prompt = "sea", options = JsonSerializer.Deserialize<JsonElement>(options) };
        using HttpResponseMessage response = await _user.Client.PostGenerationAsync(body, Token);

        JsonElement problem = await ReadProblemAsync(response, HttpStatusCode.BadRequest, ErrorCodes.InvalidOptions, Token);
        Assert.True(problem.GetProperty("errors").TryGetProperty($"options.{field}", out _), problem.GetRawText());
    }

    /// <summary>A picture whose light parts do as a mask.</summary>
    private async Task<Guid> MakeMaskAsync() => (await MakeAsync(new { width = 256, height = 256, seed = 3, detail = "draft", palette = "mono" }, "full moon in a black night sky, no stars")).Id;

    private async Task<AssetResponse> MakeAsync(object options, string prompt = "a lighthouse at dusk")
    {
        CreatedGenerationResponse receipt = await _user.CreateGenerationAsync(new { kind = "image", prompt, options }, Token);
        await _app.DrainJobsAsync(Token);
        GenerationResponse generation = await _user.FindGenerationAsync(receipt.Id, Token);
        Assert.True(generation.Status == GenerationStatus.Succeeded, generation.Error?.Message);
        return Assert.Single(generation.Assets);
    }
}
