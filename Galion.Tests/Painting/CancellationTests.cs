using Galion.Engines.Imaging;
using Galion.Engines.Painting;
using Galion.Engines.Painting.Operations;
using Microsoft.Extensions.AI;
using Xunit;

namespace Galion.Tests.Painting;

public sealed class CancellationTests
{
    public static TheoryData<string, string> Works => new()
    {
        { "lighthouse on a coast at night, two boats, rain", "painterly" },
        { "waterfall in the mountains, blossoms", "oil" },
        { "night sky with stars over a city", "poster" },
        { "hills in snow", "low_poly" },
        { "castle on a lake", "stained_glass" },
        { "village", "paper_cut" },
    };

    [Theory]
    [MemberData(nameof(Works))]
    public void Painting_stops_soon(string prompt, string style) => Stopping.Assert(
        token => Painter.PaintPng(prompt, new PainterOptions(1_408, 1_408, Seed: 3, Style: style), threads: 1, cancellationToken: token), 60, 350, 800, 1_500);

    [Theory]
    [InlineData("{ \"operation\": \"grid\", \"width\": 640, \"height\": 640, \"x_axis\": \"style=oil,linocut\", \"y_axis\": \"seed=1,2\" }", false)]
    [InlineData("{ \"tile\": true, \"width\": 1200, \"height\": 1200 }", false)]
    [InlineData("{ \"format\": \"ora\", \"width\": 1200, \"height\": 1200 }", false)]
    [InlineData("{ \"operation\": \"restyle\", \"style\": \"oil\", \"strength\": 0.5 }", true)]
    [InlineData("{ \"operation\": \"restyle\", \"strength\": 0.9 }", true)]
    [InlineData("{ \"operation\": \"vary\", \"strength\": 0.7 }", true)]
    public async Task Working_stops_soon(string options, bool hasPicture)
    {
        var picture = new Bitmap(1_400, 1_200, 3);
        new Random(6).NextBytes(picture.Pixels);
        AIContent[] pictures = hasPicture ? [new DataContent(PngEncoder.Encode(picture, texts: null, TestContext.Current.CancellationToken), "image/png")] : [];
        var values = System.Text.Json.Nodes.JsonNode.Parse(options)!.AsObject().ToDictionary(option => option.Key, option => (object?)option.Value!.ToString());
        var request = await PainterRequest.ReadAsync(
            new ImageGenerationRequest("castle by a lake", pictures), new ImageGenerationOptions { AdditionalProperties = new AdditionalPropertiesDictionary(values) { ["seed"] = 1 } },
            TestContext.Current.CancellationToken);

        Stopping.Assert(token => new Bench(request, 0, 1, (_, _) => { }, token).Make().EncodeAsync(request, token).GetAwaiter().GetResult(), 100, 500, 1_400);
    }

    [Fact]
    public void Reading_a_picture_stops_soon()
    {
        var picture = new Bitmap(5_000, 5_000, 3);
        for (var n = 0; n < picture.Pixels.Length; n++)
        {
            picture.Pixels[n] = (byte)(n * 7 + (n >> 9));
        }

        var file = PngEncoder.Encode(picture, texts: null, TestContext.Current.CancellationToken);

        Stopping.Assert(token => PngDecoder.Read(file, token), 20, 200);
    }

    [Fact]
    public void Shrinking_stops_soon() => Stopping.Assert(token => Resample.Shrink(new Bitmap(4_096, 4_096, 3), 1_024, 1_024, token), 60, 200);

    [Fact]
    public void Enlarging_stops_soon() => Stopping.Assert(token => Upscaling.Enlarge(new Bitmap(1_024, 1_024, 3), 4, threads: 1, progress: null, token), 60, 400, 1_200);

    [Fact]
    public void Filling_stops_soon()
    {
        var picture = Painter.Paint("meadow", new PainterOptions(320, 320, Seed: 2, Detail: "draft"), cancellationToken: TestContext.Current.CancellationToken).Bitmap;
        var large = Upscaling.Enlarge(picture, 4, threads: 0 + Environment.ProcessorCount, progress: null, TestContext.Current.CancellationToken);
        var hole = new bool[large.Width * large.Height];
        hole.AsSpan(400 * large.Width, 400 * large.Width).Fill(true);

        Stopping.Assert(token => PatchFill.Fill(new Easel(large.Width, large.Height, 1, Detail.Standard, threads: 1, token), large, hole), 80, 500, 1_000);
    }

    [Fact]
    public void Cutting_out_stops_soon()
    {
        var picture = new Bitmap(1_600, 1_600, 3);
        new Random(5).NextBytes(picture.Pixels);

        Stopping.Assert(token => BackgroundRemoval.Cut(new Easel(1_600, 1_600, 1, Detail.Standard, threads: 1, token), picture), 100, 400, 700);
    }

    [Fact]
    public async Task A_cancelled_request_is_refused_before_it_begins()
    {
        using var generator = new PainterImageGenerator();
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => generator.GenerateAsync(new ImageGenerationRequest("hills"), options: null, cancellation.Token));
    }
}
