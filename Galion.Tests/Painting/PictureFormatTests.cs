using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using Galion.Engines.Imaging;
using Galion.Engines.Painting;
using Galion.Engines.Programs;
using Microsoft.Extensions.AI;
using Xunit;

namespace Galion.Tests.Painting;

public sealed class PictureFormatTests
{
    [Theory]
    [InlineData("png", "image/png", "png")]
    [InlineData("jpeg", "image/jpeg", "mjpeg")]
    [InlineData("webp", "image/webp", "webp")]
    [InlineData("avif", "image/avif", "av1")]
    public async Task Every_format_carries_a_recipe_that_makes_the_same_bytes_again(string format, string mediaType, string codec)
    {
        var made = await MakeAsync("żółta latarnia 🗼 by the sea", ("width", 96), ("height", 80), ("seed", 6L), ("format", format), ("quality", 70));

        Assert.Equal(mediaType, made.MediaType);
        var recipe = PainterRecipe.Read(made.Data.Span);
        Assert.NotNull(recipe);
        Assert.Equal("żółta latarnia 🗼 by the sea", recipe.Prompt);
        var again = await MakeAsync(recipe.Prompt, [.. recipe.ToOptions().Select(option => (option.Key, option.Value!))]);
        Assert.Equal(made.Data.ToArray(), again.Data.ToArray());
        Assert.Equal(codec, await ProbeAsync(made.Data));
    }

    [Fact]
    public async Task A_png_of_sixteen_bits_is_one_and_carries_its_recipe()
    {
        var made = await MakeAsync("sunset", ("width", 64), ("height", 64), ("seed", 1L), ("bits", 16));

        Assert.Equal(16, made.Data.Span[24]);
        Assert.NotNull(PainterRecipe.Read(made.Data.Span));
        Assert.Equal("rgb48be", await ProbeAsync(made.Data, "pix_fmt"));
    }

    [Fact]
    public void Sixteen_bits_hold_more_shades_than_eight()
    {
        var samples = Painter.PaintCanvas("sunset", new PainterOptions(128, 128, Seed: 1), threads: 1, progress: null, TestContext.Current.CancellationToken).ToBitmap16().Samples;

        Assert.True(samples.Distinct().Count() > 2_000, $"{samples.Distinct().Count()} shades");
    }

    [Fact]
    public async Task A_recipe_too_long_for_one_segment_of_a_jpeg_is_kept_whole()
    {
        var prompt = "sea " + string.Concat(Enumerable.Repeat("długie zdanie o niczym, ", 4_000));
        var made = await MakeAsync(prompt[..90_000], ("width", 64), ("height", 64), ("seed", 1L), ("format", "jpeg"));

        Assert.Equal(prompt[..90_000], PainterRecipe.Read(made.Data.Span)!.Prompt);
        Assert.Equal("mjpeg", await ProbeAsync(made.Data));
    }

    [Theory]
    [InlineData("jpeg")]
    [InlineData("webp")]
    public async Task Given_pictures_of_other_formats_are_read(string format)
    {
        var bitmap = Painter.Paint("hills", new PainterOptions(80, 64, Seed: 4), cancellationToken: TestContext.Current.CancellationToken).Bitmap;
        var file = await PictureFiles.EncodeAsync(bitmap, PictureFormats.Parse(format), 100, TestContext.Current.CancellationToken);

        var read = await PictureFiles.DecodeAsync(file, TestContext.Current.CancellationToken);

        Assert.Equal((80, 64, 3), (read.Width, read.Height, read.Channels));
        Assert.True(read.Pixels.Zip(bitmap.Pixels, (x, y) => Math.Abs(x - y)).Average() < 6);
    }

    [Fact]
    public async Task Files_that_are_no_pictures_are_refused_with_a_reason()
    {
        byte[][] files = [[], [1, 2, 3], [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2], "RIFF\0\0\0\0WEBPVP8 aaaaaaaaaaaaaaaaaa"u8.ToArray(), [.. PngEncoder.Encode(new Bitmap(4, 4, 3), texts: null, TestContext.Current.CancellationToken).Take(50)]];
        foreach (var file in files)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => PictureFiles.DecodeAsync(file, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task The_layers_of_a_scene_laid_over_each_other_are_the_picture()
    {
        var made = await MakeAsync("two boats on a mountain lake, birds", ("width", 128), ("height", 96), ("seed", 9L), ("format", "ora"), ("style", "poster"));

        using var zip = new ZipArchive(new MemoryStream(made.Data.ToArray()));
        Assert.Equal("mimetype", zip.Entries[0].FullName);
        var merged = Read(zip, "mergedimage.png");
        var sum = new byte[128 * 96 * 3];
        var layers = XDocument.Load(zip.GetEntry("stack.xml")!.Open()).Descendants("layer").Reverse().ToArray();
        Assert.True(layers.Length >= 3);
        foreach (var layer in layers)
        {
            var bitmap = Read(zip, layer.Attribute("src")!.Value);
            for (var n = 0; n < 128 * 96; n++)
            {
                if (bitmap.Pixels[n * 4 + 3] == 255)
                {
                    bitmap.Pixels.AsSpan(n * 4, 3).CopyTo(sum.AsSpan(n * 3));
                }
            }
        }

        Assert.Equal(merged.Pixels, sum);
        Assert.Equal("two boats on a mountain lake, birds", PainterRecipe.Read(made.Data.Span)!.Prompt);
    }

    [Fact]
    public void A_missing_program_is_named_with_the_command_that_installs_it()
    {
        var missing = new MissingProgramException(ExternalProgram.Ffmpeg);

        Assert.Contains("pictures other than PNG", missing.Message, StringComparison.Ordinal);
        Assert.Contains("install", missing.Message, StringComparison.Ordinal);
    }

    private static async Task<DataContent> MakeAsync(string prompt, params (string Name, object Value)[] values) => await MakeAsync(prompt, [], values);

    private static async Task<DataContent> MakeAsync(string prompt, byte[][] originals, params (string Name, object Value)[] values) =>
        Assert.Single(await MakeManyAsync(prompt, originals, values));

    internal static async Task<IReadOnlyList<DataContent>> MakeManyAsync(string prompt, byte[][] originals, params (string Name, object Value)[] values)
    {
        using var generator = new PainterImageGenerator();
        var options = new ImageGenerationOptions { AdditionalProperties = [] };
        foreach (var (name, value) in values)
        {
            options.AdditionalProperties[name] = value;
        }

        var request = new ImageGenerationRequest(prompt, originals.Length == 0 ? null : originals.Select(file => (AIContent)new DataContent(file, "image/png")));
        var response = await generator.GenerateAsync(request, options, TestContext.Current.CancellationToken);
        return [.. response.Contents.Cast<DataContent>()];
    }

    private static Bitmap Read(ZipArchive zip, string name)
    {
        using var stream = zip.GetEntry(name)!.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return PngDecoder.Decode(memory.ToArray()).Bitmap;
    }

    /// <summary>What another program says of the file.</summary>
    private static async Task<string> ProbeAsync(ReadOnlyMemory<byte> file, string entry = "codec_name")
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, file.ToArray(), TestContext.Current.CancellationToken);
            var text = await ExternalProgram.Ffprobe.RunAsync(["-v", "error", "-select_streams", "v:0", "-show_entries", "stream=" + entry, "-of", "json", path], default, TestContext.Current.CancellationToken);
            return JsonDocument.Parse(text).RootElement.GetProperty("streams")[0].GetProperty(entry).GetString()!;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
