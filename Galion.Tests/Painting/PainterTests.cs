using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Galion.Engines.Imaging;
using Galion.Engines.Painting;
using Xunit;

namespace Galion.Tests.Painting;

public sealed class PainterTests
{
    private const string Scenery = "two red boats on a mountain lake at sunset";

    public static TheoryData<string> Styles => [.. PainterOptions.Styles];

    /// <summary>
    /// The hashes stand in golden.txt. After a wanted change of the pictures, run the tests once with GALION_UPDATE_GOLDEN=1, look at the
    /// pictures, raise <see cref="Painter.EngineVersion"/> and commit the file.
    /// </summary>
    [Fact]
    public void Every_style_paints_the_pixels_it_always_painted()
    {
        var lines = PainterOptions.Styles.Select(style => $"{style} {Hash(Paint(Scenery, new PainterOptions(160, 128, Seed: 7, Style: style)).Bitmap)}").ToArray();
        if (Environment.GetEnvironmentVariable("GALION_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllLines(GoldenPath(), lines);
        }

        Assert.Equal(File.ReadAllLines(GoldenPath()), lines);
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void The_number_of_threads_changes_no_pixel(string style)
    {
        var options = new PainterOptions(192, 144, Seed: 11, Style: style);

        var one = Paint("forest river, castle, birds, rain", options, threads: 1);
        var many = Paint("forest river, castle, birds, rain", options, threads: 5);

        Assert.Equal(Hash(one.Bitmap), Hash(many.Bitmap));
    }

    [Fact]
    public void Another_seed_is_another_picture() => Assert.NotEqual(
        Hash(Paint(Scenery, new PainterOptions(96, 96, Seed: 1)).Bitmap), Hash(Paint(Scenery, new PainterOptions(96, 96, Seed: 2)).Bitmap));

    [Theory]
    [InlineData("painterly")]
    [InlineData("isometric")]
    public void A_picture_is_painted_again_from_its_own_recipe(string style)
    {
        var options = new PainterOptions(128, 96, Seed: PainterOptions.MaxSeed, NegativePrompt: "ptaki, \"quotes\" <b>", Style: style, Palette: "autumn", Detail: "draft");
        var png = PaintPng("Jesień 🍂 w górach\nnocą", options);

        var recipe = PainterRecipe.Read(png);

        Assert.NotNull(recipe);
        Assert.Equal(options, recipe.ToPainterOptions());
        Assert.Equal(png, PaintPng(recipe.Prompt, recipe.ToPainterOptions()));
    }

    [Fact]
    public void The_file_says_in_the_common_form_how_it_was_made()
    {
        var texts = PngDecoder.ReadTexts(PaintPng("a lighthouse", new PainterOptions(64, 64, Seed: 5, NegativePrompt: "people")));

        Assert.Equal(
            "a lighthouse\nNegative prompt: people\nSeed: 5, Size: 64x64, Model: galion/painter, Style: painterly, Detail: standard, Version: 5",
            texts.Single(text => text.Keyword == "parameters").Text);
        Assert.Contains("digitalsourcetype/algorithmicMedia", texts.Single(text => text.Keyword == "XML:com.adobe.xmp").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("red", 1, 0)]
    [InlineData("green", -1, 0)]
    [InlineData("yellow", 0, 1)]
    [InlineData("blue", 0, -1)]
    public void A_colour_word_moves_the_picture_towards_that_colour(string color, int a, int b)
    {
        var plain = Mean("mountains and a lake", new PainterOptions(96, 96, Seed: 3));
        var tinted = Mean($"mountains and a lake, {color}", new PainterOptions(96, 96, Seed: 3));

        Assert.True((tinted.A - plain.A) * a + (tinted.B - plain.B) * b > 0.02f, $"{plain} → {tinted}");
    }

    [Fact]
    public void A_mono_palette_has_no_colour()
    {
        var bitmap = Paint(Scenery, new PainterOptions(96, 96, Seed: 3, Palette: "mono")).Bitmap;

        Assert.True(Enumerable.Range(0, 96 * 96).All(n => Math.Abs(bitmap.Pixels[n * 3] - bitmap.Pixels[n * 3 + 2]) < 12));
    }

    [Fact]
    public void Night_is_darker_than_day() =>
        Assert.True(Mean("mountains at night", new PainterOptions(96, 96, Seed: 3)).L < Mean("mountains, day", new PainterOptions(96, 96, Seed: 3)).L - 0.15f);

    [Theory]
    [InlineData("night sea", "night sea with a moon")]
    [InlineData("mountain lake", "mountain lake with a boat")]
    [InlineData("meadow", "meadow with a horse")]
    [InlineData("hills", "hills with a castle")]
    [InlineData("evening sky", "evening sky with birds")]
    public void A_subject_that_is_named_changes_the_picture_and_one_that_is_excluded_does_not(string without, string with)
    {
        var options = new PainterOptions(160, 160, Seed: 21);
        var subject = with[(without.Length + 1)..].Split(' ')[^1];

        var bare = Paint(without, options with { NegativePrompt = subject }).Bitmap;
        var named = Paint(with, options).Bitmap;
        var excluded = Paint(with, options with { NegativePrompt = subject }).Bitmap;

        Assert.NotEqual(Hash(bare), Hash(named));
        Assert.Equal(Hash(bare), Hash(excluded));
    }

    /// <summary>Four plain statistics tell the styles apart: lightness, chroma, how often neighbours are equal, how rough the rest is.</summary>
    [Fact]
    public void Styles_are_told_apart_by_simple_statistics()
    {
        var points = PainterOptions.Styles.Select(style => (style, Point: Statistics(Paint("mountains, lake, day", new PainterOptions(256, 256, Seed: 9, Style: style)).Bitmap))).ToArray();
        foreach (var (style, point) in points)
        {
            foreach (var (other, otherPoint) in points.Where(item => item.style != style))
            {
                Assert.True(point.Zip(otherPoint, (x, y) => Math.Abs(x - y)).Max() > 0.02, $"{style} and {other} look alike");
            }
        }
    }

    [Theory]
    [InlineData("🌋🦄👩‍👩‍👧‍👦 zażółć")]
    [InlineData("مدينة في الليل ‏")]
    [InlineData("\0\u0001\u001b[31m\uFFFE ]]> <script> %s {0}")]
    [InlineData("\ud800 lone surrogate \udc00")]
    [InlineData("no no no without not bez nie")]
    [InlineData("0 boats, 99999999999 moons, -3 cats, 99 stars")]
    public void Hostile_prompts_are_painted(string prompt)
    {
        var png = PaintPng(prompt, new PainterOptions(64, 64));

        Assert.Equal(png, PaintPng(PainterRecipe.Read(png)!.Prompt, PainterRecipe.Read(png)!.ToPainterOptions()));
    }

    [Fact]
    public void Two_thousand_random_requests_are_all_painted()
    {
        var random = new Random(20_261_120);
        string[] words =
        [
            "mountains", "sea", "lake", "river", "waterfall", "forest", "palms", "meadow", "flowers", "desert", "island", "volcano", "canyon", "city", "village",
            "house", "castle", "lighthouse", "bridge", "windmill", "boat", "sky", "clouds", "sun", "moon", "stars", "aurora", "rainbow", "lightning", "birds", "woman",
            "cat", "wolf", "horse", "deer", "planet", "galaxy", "nebula", "abstract", "pattern", "mandala", "balloons", "dawn", "sunset", "dusk", "night", "storm",
            "rain", "snow", "fog", "autumn", "winter", "red", "teal", "gloomy", "epic", "no", "12", "portrait", "blossoms", "birches", "meteor", "couple",
        ];
        Parallel.For(0, 2_000, new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, _ =>
        {
            string prompt;
            PainterOptions options;
            lock (random)
            {
                prompt = string.Join(' ', Enumerable.Range(0, random.Next(0, 9)).Select(_ => words[random.Next(words.Length)]));
                options = new PainterOptions(
                    random.Next(16, 72), random.Next(16, 72), random.NextInt64(PainterOptions.MaxSeed), random.Next(3) == 0 ? words[random.Next(words.Length)] : null,
                    random.Next(2) == 0 ? PainterOptions.Styles[random.Next(PainterOptions.Styles.Count)] : null,
                    random.Next(3) == 0 ? PainterOptions.Palettes[random.Next(PainterOptions.Palettes.Count)] : null, PainterOptions.Details[random.Next(3)]);
            }

            try
            {
                Paint(prompt, options, threads: 1);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"'{prompt}' {options}", exception);
            }
        });
    }

    [Theory]
    [InlineData(15, 64, 0, null)]
    [InlineData(64, 2_049, 0, null)]
    [InlineData(64, 64, -1, null)]
    [InlineData(64, 64, 0, "photo")]
    public void An_option_out_of_range_is_refused(int width, int height, long seed, string? style) =>
        Assert.Throws<ArgumentException>(() => Paint("sea", new PainterOptions(width, height, seed, Style: style)));

    private static PaintedPicture Paint(string prompt, PainterOptions options, int threads = 0) =>
        Painter.Paint(prompt, options, threads, cancellationToken: TestContext.Current.CancellationToken);

    private static byte[] PaintPng(string prompt, PainterOptions options) =>
        Painter.PaintPng(prompt, options, cancellationToken: TestContext.Current.CancellationToken);

    private static string Hash(Bitmap bitmap) => Convert.ToHexStringLower(SHA256.HashData(bitmap.Pixels));

    private static Lab Mean(string prompt, PainterOptions options)
    {
        var bitmap = Paint(prompt, options).Bitmap;
        var sum = default(Lab);
        for (var n = 0; n < bitmap.Pixels.Length; n += 3)
        {
            sum += new Rgb(Srgb.ToLinear(bitmap.Pixels[n]), Srgb.ToLinear(bitmap.Pixels[n + 1]), Srgb.ToLinear(bitmap.Pixels[n + 2])).ToLab();
        }

        return sum * (3f / bitmap.Pixels.Length);
    }

    private static double[] Statistics(Bitmap bitmap)
    {
        var (light, chroma, equal, rough) = (0.0, 0.0, 0.0, 0.0);
        for (var n = 0; n < bitmap.Pixels.Length - 3; n += 3)
        {
            var (r, g, b) = (bitmap.Pixels[n], bitmap.Pixels[n + 1], bitmap.Pixels[n + 2]);
            light += (r + g + b) / 765.0;
            chroma += (Math.Max(r, Math.Max(g, b)) - Math.Min(r, Math.Min(g, b))) / 255.0;
            var step = Math.Abs(g - bitmap.Pixels[n + 4]) / 255.0;
            equal += step == 0 ? 1 : 0;
            rough += step * 4;
        }

        var count = bitmap.Pixels.Length / 3.0;
        return [light / count, chroma / count, equal / count, rough / count];
    }

    private static string GoldenPath([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "golden.txt");
}
