using System.Collections.Concurrent;
using System.Text.Json;
using Galion.Engines;
using Galion.Engines.Imaging;
using Galion.Engines.Painting;
using Microsoft.Extensions.AI;
using Xunit;

namespace Galion.Tests.Painting;

public sealed class PainterImageGeneratorTests
{
    [Fact]
    public async Task A_batch_is_painted_with_one_seed_after_another()
    {
        using var generator = new PainterImageGenerator();
        var options = Options(("width", 256), ("height", 256), ("seed", 41L), ("count", 2), ("detail", "draft"));

        var response = await generator.GenerateAsync(new ImageGenerationRequest("hills"), options, TestContext.Current.CancellationToken);

        var pictures = response.Contents.Cast<DataContent>().ToArray();
        Assert.Equal([41L, 42L], pictures.Select(picture => (long)picture.AdditionalProperties!["seed"]!));
        Assert.All(pictures, picture =>
        {
            Assert.Equal("image/png", picture.MediaType);
            var bitmap = PngDecoder.Decode(picture.Data.Span).Bitmap;
            Assert.Equal((256, 256), (bitmap.Width, bitmap.Height));
            Assert.Equal("hills", ((JsonElement)picture.AdditionalProperties!["recipe"]!).GetProperty("prompt").GetString());
        });
    }

    [Fact]
    public async Task Options_are_read_from_JSON_too()
    {
        using var generator = new PainterImageGenerator();
        var options = Options(("width", JsonSerializer.SerializeToElement(300)), ("style", JsonSerializer.SerializeToElement("ink")), ("height", JsonSerializer.SerializeToElement(256)));

        var response = await generator.GenerateAsync(new ImageGenerationRequest("hills"), options, TestContext.Current.CancellationToken);

        var picture = Assert.IsType<DataContent>(Assert.Single(response.Contents));
        Assert.Equal("ink", (string?)PainterRecipe.Read(picture.Data.Span)!.Options["style"]);
        Assert.Equal(300, picture.AdditionalProperties!["width"]);
    }

    [Theory]
    [InlineData("width", 63)]
    [InlineData("width", "wide")]
    [InlineData("count", 9)]
    [InlineData("style", "photo")]
    [InlineData("sampler", "euler")]
    public async Task A_wrong_option_is_refused_before_painting(string name, object value)
    {
        using var generator = new PainterImageGenerator();

        await Assert.ThrowsAnyAsync<ArgumentException>(
            () => generator.GenerateAsync(new ImageGenerationRequest("hills"), Options((name, value)), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Progress_rises_and_brings_one_small_preview()
    {
        using var generator = new PainterImageGenerator();
        var progress = new Recorder();
        var options = Options(("width", 512), ("height", 256), ("count", 2), ("seed", 1L), (EngineProgress.Key, progress));

        await generator.GenerateAsync(new ImageGenerationRequest("sea at night with stars"), options, TestContext.Current.CancellationToken);

        var reports = progress.Reports.ToArray();
        Assert.Equal(reports.Select(report => report.Fraction).Order(), reports.Select(report => report.Fraction));
        Assert.Equal(1, reports[^1].Fraction);
        Assert.All(reports, report => Assert.NotEmpty(report.Stage));
        var preview = PngDecoder.Decode(reports.Single(report => report.PreviewPng is not null).PreviewPng!).Bitmap;
        Assert.Equal((192, 96), (preview.Width, preview.Height));
    }

    private static ImageGenerationOptions Options(params (string Name, object Value)[] values)
    {
        var options = new ImageGenerationOptions { AdditionalProperties = [] };
        foreach (var (name, value) in values)
        {
            options.AdditionalProperties[name] = value;
        }

        return options;
    }

    private sealed class Recorder : IProgress<EngineProgress>
    {
        public ConcurrentQueue<EngineProgress> Reports { get; } = [];

        public void Report(EngineProgress value) => Reports.Enqueue(value);
    }
}
