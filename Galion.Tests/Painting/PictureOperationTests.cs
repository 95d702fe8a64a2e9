using Galion.Engines.Imaging;
using Galion.Engines.Painting;
using Galion.Engines.Painting.Operations;
using Xunit;

namespace Galion.Tests.Painting;

public sealed class PictureOperationTests
{
    [Fact]
    public async Task A_variation_differs_the_more_the_stronger_it_is_and_repeats_from_its_recipe_alone()
    {
        var png = await MakeAsync("mountain lake, birds", [], ("width", 128), ("height", 96), ("seed", 3L));
        var original = Decode(png);
        var distances = new List<double>();
        foreach (var strength in (double[])[0, 0.15, 0.5, 1])
        {
            var varied = await MakeAsync("", [png], ("operation", "vary"), ("strength", strength), ("seed", 77L));
            distances.Add(Difference(original, Decode(varied)));
            var recipe = PainterRecipe.Read(varied)!;
            Assert.Equal(varied, await MakeAsync(recipe.Prompt, [], [.. recipe.ToOptions().Select(option => (option.Key, option.Value!))]));
        }

        Assert.Equal(0, distances[0]);
        Assert.True(distances[1] < distances[2] && distances[2] < distances[3], string.Join(", ", distances));
        Assert.InRange(distances[1], 0.01, 6);
    }

    [Fact]
    public async Task A_picture_of_unknown_making_is_varied_by_its_strength_too()
    {
        var picture = PngEncoder.Encode(Stripes(96, 64), texts: null, TestContext.Current.CancellationToken);
        var little = Difference(Decode(picture), Decode(await MakeAsync("", [picture], ("operation", "vary"), ("strength", 0.05), ("seed", 5L))));
        var much = Difference(Decode(picture), Decode(await MakeAsync("", [picture], ("operation", "vary"), ("strength", 0.9), ("seed", 5L))));

        Assert.True(little < much, $"{little} {much}");
    }

    [Fact]
    public async Task Restyling_keeps_the_motif_at_a_low_strength_and_takes_light_and_colours_at_a_high_one()
    {
        var png = await MakeAsync("sunset over the sea", [], ("width", 128), ("height", 96), ("seed", 3L), ("palette", "sunset"));
        var near = await MakeAsync("oil", [png], ("operation", "restyle"), ("strength", 0.1), ("seed", 1L));
        var far = await MakeAsync("hills", [png], ("operation", "restyle"), ("strength", 0.7), ("seed", 1L));

        Assert.True(Difference(Decode(png), Decode(near)) < 30);
        var (original, repainted) = (Mean(Decode(png)), Mean(Decode(far)));
        Assert.True(Math.Sqrt(original.DistanceSquared(repainted)) < 0.14, $"{original} {repainted}");
        var recipe = PainterRecipe.Read(far)!;
        Assert.Equal(far, await MakeAsync(recipe.Prompt, [], [.. recipe.ToOptions().Select(option => (option.Key, option.Value!))]));
    }

    [Fact]
    public async Task Restyling_a_little_keeps_the_stripes_of_a_picture()
    {
        var picture = Stripes(256, 192, 0.5f);
        var near = Decode(await MakeAsync("oil", [Png(picture)], ("operation", "restyle"), ("strength", 0.1), ("seed", 1L)));

        var flat = new Bitmap(256, 192, 3);
        Array.Fill(flat.Pixels, (byte)picture.Pixels.Average(value => value));
        var (kept, lost) = (Difference(picture, near), Difference(picture, flat));
        Assert.True(kept < lost * 0.6, $"{kept} of {lost}");
    }

    [Fact]
    public async Task A_hole_in_stripes_is_filled_with_stripes_and_the_rest_is_not_touched()
    {
        var picture = Stripes(128, 96);
        var mask = new Bitmap(128, 96, 3);
        for (var y = 36; y < 60; y++)
        {
            mask.Row(y).Slice(50 * 3, 28 * 3).Fill(255);
        }

        var filled = Decode(await MakeAsync("", [Png(picture), Png(mask)], ("operation", "inpaint"), ("seed", 1L)));

        var (inside, count) = (0.0, 0);
        for (var n = 0; n < mask.Pixels.Length; n++)
        {
            if (mask.Pixels[n] == 0)
            {
                Assert.Equal(picture.Pixels[n], filled.Pixels[n]);
            }
            else
            {
                (inside, count) = (inside + Math.Abs(picture.Pixels[n] - filled.Pixels[n]), count + 1);
            }
        }

        // Random stripes would be off by about 90.
        Assert.True(inside / count < 30, $"{inside / count}");
    }

    [Fact]
    public async Task Outpainting_grows_the_picture_and_keeps_it()
    {
        var picture = Stripes(96, 64);

        var grown = Decode(await MakeAsync("", [Png(picture)], ("operation", "outpaint"), ("left", 24), ("bottom", 16), ("seed", 1L)));

        Assert.Equal((120, 80), (grown.Width, grown.Height));
        for (var y = 0; y < 64; y++)
        {
            Assert.True(picture.Row(y).SequenceEqual(grown.Row(y)[(24 * 3)..]));
        }
    }

    /// <summary>Seen along the old border and a little inside of it, against the same picture without the darkening.</summary>
    [Theory]
    [InlineData(0.42f)]
    [InlineData(0.60f)]
    public async Task Outpainting_leaves_no_dark_ring_where_the_old_corners_were(float darkening)
    {
        var plain = Painter.Paint("clouds over hills, day", new PainterOptions(192, 160, Seed: 4, Style: "painterly", Detail: "draft", Tile: true), cancellationToken: TestContext.Current.CancellationToken).Bitmap;
        var dark = new Bitmap(192, 160, 3);
        for (var n = 0; n < dark.Pixels.Length; n++)
        {
            var (dx, dy) = ((n / 3 % 192 + 0.5f) / 192 - 0.5f, (n / 3 / 192 + 0.5f) / 160 - 0.5f);
            dark.Pixels[n] = (byte)(Srgb.FromLinear(Srgb.ToLinear(plain.Pixels[n]) * (1 - darkening * Mix.Smooth(0.18f, 0.62f, dx * dx + dy * dy))) * 255 + 0.5f);
        }

        var grown = Decode(await MakeAsync("", [Png(dark)], ("operation", "outpaint"), ("left", 32), ("right", 32), ("top", 32), ("bottom", 32), ("seed", 1L)));

        var (before, after) = (Corners(dark), Corners(Cropped(grown)));
        Assert.True(before < 0.82, $"The corners had {before:P0} of their light.");
        Assert.InRange(after, 0.88, 1.15);

        double Corners(Bitmap bitmap) => Light(bitmap) / Light(plain);

        static double Light(Bitmap bitmap) => Enumerable.Range(0, 192 * 160).Where(n => Math.Min(n % 192, 191 - n % 192) + Math.Min(n / 192, 159 - n / 192) < 28)
            .Average(n => Srgb.ToLinear(bitmap.Pixels[n * 3 + 1]));

        static Bitmap Cropped(Bitmap bitmap)
        {
            var inner = new Bitmap(192, 160, 3);
            for (var y = 0; y < 160; y++)
            {
                bitmap.Row(y + 32).Slice(96, 576).CopyTo(inner.Row(y));
            }

            return inner;
        }
    }

    /// <summary>A bright band in the middle or a dark land below is what the picture shows, not how it was taken.</summary>
    [Theory]
    [InlineData("sunset over the sea")]
    [InlineData("mountains and a lake at dusk")]
    [InlineData("a full moon over the desert")]
    public void Light_that_a_picture_shows_is_not_evened_out(string prompt)
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var picture = Painter.Paint(prompt, new PainterOptions(128, 128, seed, Style: "painterly", Detail: "draft", Tile: true), cancellationToken: TestContext.Current.CancellationToken).Bitmap;
            var even = Falloff.Even(new Easel(128, 128, 1, Detail.Draft, 1, TestContext.Current.CancellationToken), picture);
            var changed = Enumerable.Range(0, even.Pixels.Length).Max(n => Math.Abs(even.Pixels[n] - picture.Pixels[n]));
            Assert.True(changed <= 40, $"up to {changed} levels with the seed {seed}");
        }
    }

    [Theory]
    [InlineData(2, 0.8f, 0.6f)]
    [InlineData(4, 0.8f, 0.6f)]
    [InlineData(2, 0.28f, 0.96f)]
    [InlineData(4, 0.96f, 0.28f)]
    public async Task Enlarging_keeps_the_light_and_smooths_slanted_edges(int scale, float across, float down)
    {
        var picture = Resample.Shrink(Stripes(256, 256, 0.25f, across, down), 64, 64, TestContext.Current.CancellationToken);

        var large = Decode(await MakeAsync("", [Png(picture)], ("operation", "upscale"), ("scale", scale)));

        Assert.Equal((64 * scale, 64 * scale), (large.Width, large.Height));
        Assert.True(Difference(picture, Resample.Shrink(large, 64, 64, TestContext.Current.CancellationToken)) < 8);
        var blocky = new Bitmap(64 * scale, 64 * scale, 3);
        for (var n = 0; n < blocky.Pixels.Length; n++)
        {
            var (x, y) = (n / 3 % blocky.Width / scale, n / 3 / blocky.Width / scale);
            blocky.Pixels[n] = picture.Pixels[(y * 64 + x) * 3 + n % 3];
        }

        var wanted = Stripes(64 * scale, 64 * scale, 1f / scale, across, down);
        var (smooth, rough) = (Difference(wanted, large), Difference(wanted, blocky));
        Assert.True(smooth < rough * 0.9, $"{smooth} instead of {rough}");
    }

    [Fact]
    public async Task A_disc_before_a_gradient_is_cut_out()
    {
        var picture = new Bitmap(160, 128, 3);
        for (var n = 0; n < 160 * 128; n++)
        {
            var (x, y) = (n % 160, n / 160);
            var disc = (x - 80) * (x - 80) + (y - 64) * (y - 64) < 34 * 34;
            (picture.Pixels[n * 3], picture.Pixels[n * 3 + 1], picture.Pixels[n * 3 + 2]) = disc ? ((byte)200, (byte)60, (byte)40) : ((byte)(120 + y / 2), (byte)(160 + y / 3), (byte)(210 + x % 3));
        }

        var cut = Decode(await MakeAsync("", [Png(picture)], ("operation", "remove_background")));

        Assert.Equal(4, cut.Channels);
        var (both, either) = (0, 0);
        for (var n = 0; n < 160 * 128; n++)
        {
            var (x, y) = (n % 160, n / 160);
            var (disc, kept) = ((x - 80) * (x - 80) + (y - 64) * (y - 64) < 34 * 34, cut.Pixels[n * 4 + 3] > 127);
            (both, either) = (both + (disc && kept ? 1 : 0), either + (disc || kept ? 1 : 0));
        }

        Assert.True(both > either * 0.95, $"{both} of {either}");
    }

    /// <summary>The corners of a painted sky are darker than its middle, which is no reason to keep the middle.</summary>
    [Fact]
    public async Task A_balloon_is_cut_out_of_a_painted_sky()
    {
        var cut = Decode(await MakeAsync("", [await MakeAsync("one balloon in a clear sky", [], ("width", 256), ("height", 256), ("seed", 3L))], ("operation", "remove_background")));

        var kept = Enumerable.Range(0, 256 * 256).Where(n => cut.Pixels[n * 4 + 3] > 127).ToArray();
        Assert.InRange(kept.Length, 400, 4_000);
        Assert.DoesNotContain(kept, n => n / 256 > 150);
    }

    [Theory]
    [InlineData("pattern, teal and gold", "painterly")]
    [InlineData("abstract", "oil")]
    [InlineData("meadow", "watercolour")]
    public async Task The_edges_of_a_tile_continue_each_other(string prompt, string style)
    {
        var tile = Decode(await MakeAsync(prompt, [], ("width", 128), ("height", 128), ("seed", 4L), ("tile", true), ("style", style)));
        var (inner, seam) = (0.0, 0.0);
        for (var n = 0; n < 128; n++)
        {
            seam += Step(tile, 127, n, 0, n) + Step(tile, n, 127, n, 0);
            inner += (Step(tile, 60, n, 61, n) + Step(tile, n, 60, n, 61) + Step(tile, 90, n, 91, n) + Step(tile, n, 90, n, 91) + Step(tile, 30, n, 31, n) + Step(tile, n, 30, n, 31)) / 3;
        }

        Assert.True(seam < inner * 1.6 + 128, $"{seam} at the seams, {inner} inside");
    }

    [Fact]
    public async Task A_grid_shows_each_pair_of_values_once()
    {
        var sheet = Decode(await MakeAsync("hills", [], ("operation", "grid"), ("width", 64), ("height", 64), ("seed", 1L), ("x_axis", "style=ink,poster,oil"), ("y_axis", "seed=1,2")));

        Assert.True(sheet.Width > 3 * 64 && sheet.Height > 2 * 64);
        var cell = Painter.Paint("hills", new PainterOptions(64, 64, Seed: 2, Style: "oil"), cancellationToken: TestContext.Current.CancellationToken).Bitmap;
        Assert.True(Contains(sheet, cell));
    }

    [Theory]
    [InlineData("vary", "needs a picture")]
    [InlineData("inpaint", "needs a picture")]
    [InlineData("upscale", "needs a picture")]
    [InlineData("grid", "at least one axis")]
    public async Task An_operation_without_what_it_needs_says_so(string operation, string message)
    {
        var exception = await Assert.ThrowsAnyAsync<ArgumentException>(() => MakeAsync("hills", [], ("operation", operation)));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_area_fills_what_a_mask_of_the_same_shapes_fills_and_stands_in_the_recipe()
    {
        var picture = Stripes(128, 96);
        var mask = new Bitmap(128, 96, 3);
        for (var y = 36; y < 60; y++)
        {
            mask.Row(y).Slice(50 * 3, 28 * 3).Fill(255);
        }

        var byMask = await MakeAsync("", [Png(picture), Png(mask)], ("operation", "inpaint"), ("seed", 1L));
        var byArea = await MakeAsync("", [Png(picture)], ("operation", "inpaint"), ("seed", 1L), ("area", "50,36,28,20; 50,56,28,4;"));

        Assert.Equal(Decode(byMask).Pixels, Decode(byArea).Pixels);
        Assert.Equal("50,36,28,20; 50,56,28,4;", PainterRecipe.Read(byArea)!.Options["area"]!.GetValue<string>());
    }

    [Fact]
    public void A_stroke_is_as_wide_as_its_brush_all_along_its_way()
    {
        var marked = FillArea.Read("6@20,20 60,20;1@100,90", 128, 96);

        for (var y = 0; y < 96; y++)
        {
            for (var x = 0; x < 128; x++)
            {
                var (dx, dy) = (Math.Max(0, Math.Max(20 - x, x - 60)), y - 20);
                var distance = Math.Min(Math.Sqrt(dx * dx + dy * dy), 5 + Math.Sqrt((x - 100) * (x - 100) + (y - 90) * (y - 90)));
                Assert.True(marked[y * 128 + x] == distance <= 6 || Math.Abs(distance - 6) < 0.3, $"{x}, {y}");
            }
        }
    }

    [Theory]
    [InlineData("10,10,20", "such as")]
    [InlineData("x@1,1", "such as")]
    [InlineData("-4,0,10,10", "such as")]
    [InlineData("9@", "nothing to fill")]
    [InlineData("200,200,50,50", "nothing to fill")]
    [InlineData("0,0,128,96", "less than a tenth")]
    public async Task An_area_that_cannot_be_filled_says_why(string area, string message)
    {
        var exception = await Assert.ThrowsAnyAsync<ArgumentException>(() => MakeAsync("", [Png(Stripes(128, 96))], ("operation", "inpaint"), ("area", area)));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vary", "png", true)]
    [InlineData("restyle", "jpeg", true)]
    [InlineData("upscale", "webp", true)]
    [InlineData("outpaint", "avif", true)]
    [InlineData("inpaint", "png", false)]
    [InlineData("remove_background", "webp", false)]
    public async Task A_file_takes_its_source_along_unless_something_was_taken_out_of_it(string operation, string format, bool takesAlong)
    {
        // More than one segment of JPEG, and of an odd length.
        var noise = new Bitmap(200, 136, 3);
        new Random(4).NextBytes(noise.Pixels);
        var source = PngEncoder.Encode(noise, texts: null, TestContext.Current.CancellationToken);
        source = source.Length % 2 == 1 ? source : [.. source, 0];
        (string, object)[] options = [("operation", operation), ("format", format), ("seed", 1L), .. operation switch
        {
            "outpaint" => [("left", 16)],
            "inpaint" => [("area", "20,20,16,16")],
            _ => Array.Empty<(string, object)>(),
        }];

        var file = await MakeAsync("", [source], options);

        byte[][] taken = takesAlong ? [source] : [];
        Assert.Equal(taken, PainterRecipe.ReadSources(file));
        if (takesAlong)
        {
            var recipe = PainterRecipe.Read(file)!;
            Assert.Equal(file, await MakeAsync(recipe.Prompt, [.. PainterRecipe.ReadSources(file)], [.. recipe.ToOptions().Select(option => (option.Key, option.Value!))]));
            Assert.Empty(PainterRecipe.ReadSources(await MakeAsync("", [source], [.. options, ("source", "name")])));
        }
        else
        {
            var kept = await MakeAsync("", [source], [.. options, ("source", "keep")]);
            var recipe = PainterRecipe.Read(kept)!;
            Assert.Equal(kept, await MakeAsync(recipe.Prompt, [.. PainterRecipe.ReadSources(kept)], [.. recipe.ToOptions().Select(option => (option.Key, option.Value!))]));
        }

        if (format != "avif")
        {
            // Those who read pictures pass it over.
            Assert.Equal(operation == "upscale" ? 400 : 200, (await PictureFiles.DecodeAsync(file, TestContext.Current.CancellationToken)).Width);
        }
    }

    [Fact]
    public async Task A_recipe_made_with_another_picture_names_the_one_it_needs()
    {
        var exception = await Assert.ThrowsAnyAsync<ArgumentException>(() => MakeAsync("", [Png(Stripes(64, 64))], ("operation", "upscale"), ("original", new string('a', 64))));

        Assert.Contains(new string('a', 64), exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Set GALION_HOSTILE_REQUESTS to try more; 10,000 take some minutes.</summary>
    [Fact]
    public async Task Random_and_hostile_requests_end_in_a_picture_or_a_clear_refusal()
    {
        var random = new Random(20_261_121);
        var count = int.TryParse(Environment.GetEnvironmentVariable("GALION_HOSTILE_REQUESTS"), out var asked) ? asked : 400;
        var picture = Png(Stripes(72, 66));
        byte[][] files = [picture, Png(new Bitmap(64, 64, 4)), Png(new Bitmap(1, 1, 1)), [], [0xFF, 0xD8, 0xFF, 1, 2, 3], picture[..40]];
        string[] prompts = ["hills", "", "🌋🦄", "مدينة ‏", "\0\u001b[31m", new string('x', 100_000), "\ud800", "no no no", "portrait of a cat, pattern, 99 boats", "%s {0} ' OR 1=1"];
        object[] wild = [-1, 0, 1, 64, 65, 2_049, long.MaxValue, double.NaN, 0.5, "NaN", "", "🦄", "style=ink,oil", "seed=1,x", "=,", true, new string('y', 5_000), "ora", "png", 16];
        var made = 0;
        for (var n = 0; n < count; n++)
        {
            var values = new Dictionary<string, object> { ["width"] = 64, ["height"] = 64, ["detail"] = "draft" };
            var operation = PainterRequest.Operations[random.Next(PainterRequest.Operations.Count)];
            values["operation"] = operation;
            for (var extra = random.Next(4); extra > 0; extra--)
            {
                var option = PainterRequest.Options[random.Next(PainterRequest.Options.Count)];
                values[option.Name] = random.Next(3) > 0 && option.Allowed.Count > 0 ? option.Allowed[random.Next(option.Allowed.Count)] : wild[random.Next(wild.Length)];
            }

            if (values.GetValueOrDefault("format") is "jpeg" or "webp" or "avif" && n % 40 != 0)
            {
                // Other programs are started a few times only.
                values.Remove("format");
            }

            var originals = Enumerable.Range(0, random.Next(3)).Select(_ => random.Next(3) == 0 ? files[random.Next(files.Length)] : picture).ToArray();
            try
            {
                var result = await MakeAsync(prompts[random.Next(prompts.Length)], originals, [.. values.Select(item => (item.Key, item.Value))]);
                Assert.NotEmpty(result);
                made++;
            }
            catch (ArgumentException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
            catch (NotSupportedException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        }

        Assert.True(made > count / 20, $"{made} of {count} were made");
    }

    private static async Task<byte[]> MakeAsync(string prompt, byte[][] originals, params (string Name, object Value)[] values) =>
        (await PictureFormatTests.MakeManyAsync(prompt, originals, values))[0].Data.ToArray();

    private static byte[] Png(Bitmap bitmap) => PngEncoder.Encode(bitmap, texts: null, TestContext.Current.CancellationToken);

    private static Bitmap Decode(byte[] png) => PngDecoder.Decode(png).Bitmap;

    /// <summary>Slanted bands of three colours.</summary>
    private static Bitmap Stripes(int width, int height, float scale = 1, float across = 0.8f, float down = 0.6f)
    {
        var bitmap = new Bitmap(width, height, 3);
        for (var n = 0; n < width * height; n++)
        {
            var (x, y) = ((n % width + 0.5f) * scale, (n / width + 0.5f) * scale);
            var band = (int)((x * across + y * down) / 8) % 3;
            (bitmap.Pixels[n * 3], bitmap.Pixels[n * 3 + 1], bitmap.Pixels[n * 3 + 2]) = band switch { 0 => ((byte)220, (byte)60, (byte)40), 1 => ((byte)40, (byte)120, (byte)200), _ => ((byte)240, (byte)230, (byte)200) };
        }

        return bitmap;
    }

    private static double Difference(Bitmap x, Bitmap y) => x.Pixels.Zip(y.Pixels, (a, b) => Math.Abs(a - b)).Average();

    private static double Step(Bitmap bitmap, int ax, int ay, int bx, int by) =>
        Enumerable.Range(0, 3).Sum(c => Math.Abs(bitmap.Pixels[(ay * bitmap.Width + ax) * 3 + c] - bitmap.Pixels[(by * bitmap.Width + bx) * 3 + c]));

    private static bool Contains(Bitmap sheet, Bitmap cell)
    {
        for (var y = 0; y + cell.Height <= sheet.Height; y++)
        {
            if (sheet.Row(y).IndexOf(cell.Row(0)) >= 0 && sheet.Row(y + cell.Height - 1).IndexOf(cell.Row(cell.Height - 1)) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static Lab Mean(Bitmap bitmap)
    {
        var sum = default(Lab);
        for (var n = 0; n < bitmap.Pixels.Length; n += 3)
        {
            sum += new Rgb(Srgb.ToLinear(bitmap.Pixels[n]), Srgb.ToLinear(bitmap.Pixels[n + 1]), Srgb.ToLinear(bitmap.Pixels[n + 2])).ToLab();
        }

        return sum * (3f / bitmap.Pixels.Length);
    }
}
