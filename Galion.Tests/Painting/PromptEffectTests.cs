using Galion.Engines.Imaging;
using Galion.Engines.Painting;
using Galion.Engines.Prompts;
using Xunit;

namespace Galion.Tests.Painting;

/// <summary>What the words of a prompt do to the pixels, not only to the reading.</summary>
public sealed class PromptEffectTests
{
    private const int Side = 128;

    /// <summary>Hollows of dry land lie above the water, or nothing would stand in them; seeds 82 and 152 have one before the eye.</summary>
    [Theory]
    [InlineData("a single tree in winter", 82)]
    [InlineData("lonely tree under a cloudy sky", 152)]
    [InlineData("samotne drzewo na łące", 4)]
    [InlineData("a lone oak on a hill at sunset", 3)]
    public void A_lone_tree_stands_before_the_eye_whatever_the_seed(string prompt, long seed)
    {
        var canvas = Canvas(prompt, seed);

        var tree = Enumerable.Range(0, Side * Side).Count(n => canvas.Kinds[n] == Kind.Plant && canvas.Depth[n] < 0.6f && n < Side * Side * 0.6f);
        Assert.InRange(tree, Side * Side / 100, Side * Side / 4);
    }

    [Theory]
    [InlineData("a lake", "a lake, no mountains")]
    [InlineData("jezioro", "jezioro bez gór")]
    public void Mountains_that_are_not_wanted_do_not_stand_behind_a_lake(string with, string without)
    {
        Assert.All(Enumerable.Range(1, 4), seed => Assert.True(Highest(without, seed) > Highest(with, seed), $"Seed {seed}: the land is as high."));

        static int Highest(string prompt, long seed)
        {
            var canvas = Canvas(prompt, seed);
            return Enumerable.Range(0, Side).First(y => Enumerable.Range(0, Side).Any(x => canvas.Kinds[y * Side + x] == Kind.Land));
        }
    }

    [Theory]
    [InlineData("a forest without trees", "trees")]
    [InlineData("mountains and a meadow, no grass", "grass")]
    [InlineData("an island, no sea", "sea")]
    public void What_a_scene_is_made_of_cannot_be_left_out_and_is_reported_as_ignored(string prompt, string word)
    {
        var painting = Painter.Paint(prompt, new PainterOptions(64, 64, 4, Detail: "draft"), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains(word, painting.Recipe.Ignored);
        Assert.DoesNotContain(painting.Recipe.Understood, term => term.StartsWith(word + ": not", StringComparison.Ordinal));
    }

    /// <summary>The lights of the windows begin again right under the quay, in the same columns.</summary>
    [Fact]
    public void A_city_is_mirrored_from_its_waterline_on()
    {
        var canvas = Canvas("a city at night", 7);
        var waterline = Enumerable.Range(0, Side).First(y => canvas.Kinds[y * Side + Side / 2] == Kind.Water);

        var (above, below) = (Lights(waterline - 9, 6), Lights(waterline + 1, 6));
        var (meanAbove, meanBelow) = (above.Average(), below.Average());
        var together = above.Zip(below, (a, b) => (a - meanAbove) * (b - meanBelow)).Sum();
        var correlation = together / Math.Sqrt(above.Sum(a => (a - meanAbove) * (a - meanAbove)) * below.Sum(b => (b - meanBelow) * (b - meanBelow)));
        Assert.True(correlation > 0.5, $"The columns under the quay go with those above it by {correlation:F2} only.");

        double[] Lights(int row, int rows) => [.. Enumerable.Range(0, Side).Select(x => Enumerable.Range(row, rows).Average(y => (double)canvas.G[y * Side + x]))];
    }

    [Fact]
    public void Flowers_cover_the_meadow_before_the_eye()
    {
        var options = new PainterOptions(Side, Side, 32, Style: "painterly");
        var (flowers, grass) = (Painter.Paint("house in a sunflower field", options, cancellationToken: TestContext.Current.CancellationToken).Bitmap,
            Painter.Paint("house in a field", options, cancellationToken: TestContext.Current.CancellationToken).Bitmap);

        Assert.True(Yellow(flowers) > 4 * Math.Max(0.02, Yellow(grass)), $"{Yellow(flowers):P0} of the ground in front is yellow with flowers, {Yellow(grass):P0} without.");

        static double Yellow(Bitmap bitmap) => Enumerable.Range(Side * 3 / 4 * Side, Side * Side / 4)
            .Count(n => bitmap.Pixels[n * bitmap.Channels] > 180 && bitmap.Pixels[n * bitmap.Channels + 2] < 90) / (Side * Side / 4.0);
    }

    [Theory]
    [InlineData("ringed planet in space")]
    [InlineData("planeta z pierścieniami w kosmosie")]
    public void Rings_that_are_asked_for_are_painted(string prompt)
    {
        // By chance some planets have rings anyway; those then stay as they are.
        var changed = Enumerable.Range(1, 8).Count(seed =>
        {
            var options = new PainterOptions(64, 64, seed, Detail: "draft");
            return !Painter.Paint(prompt, options).Bitmap.Pixels.AsSpan().SequenceEqual(Painter.Paint("planet in space", options).Bitmap.Pixels);
        });
        Assert.InRange(changed, 2, 7);
    }

    /// <summary>The hue is that of the sRGB colour which people call so, in OKLab.</summary>
    [Theory]
    [InlineData("red", "ff0000")]
    [InlineData("czerwony", "ff0000")]
    [InlineData("orange", "ff8000")]
    [InlineData("pomarańczowe", "ff8000")]
    [InlineData("yellow", "ffe000")]
    [InlineData("żółte", "ffe000")]
    [InlineData("green", "20a040")]
    [InlineData("zielona", "20a040")]
    [InlineData("turquoise", "30c8c8")]
    [InlineData("turkusowy", "30c8c8")]
    [InlineData("blue", "2060e0")]
    [InlineData("niebieskie", "2060e0")]
    [InlineData("navy", "102060")]
    [InlineData("granatowy", "102060")]
    [InlineData("purple", "8020c0")]
    [InlineData("fioletowa", "8020c0")]
    [InlineData("lavender", "b090e0")]
    [InlineData("pink", "ff80b0")]
    [InlineData("różowe", "ff80b0")]
    [InlineData("maroon", "800020")]
    [InlineData("bordowy", "800020")]
    [InlineData("coral", "ff7f50")]
    [InlineData("oliwkowy", "808000")]
    [InlineData("mint", "98e8c0")]
    public void A_colour_word_gives_the_picture_its_hue(string word, string color)
    {
        var wanted = Hue(Rgb.Hex(color).ToLab());
        foreach (var (prompt, style) in (ReadOnlySpan<(string, string)>)[("mountains and a lake, ", "painterly"), ("abstract, ", "oil")])
        {
            var dominant = DominantHue(Paint(prompt + word, style: style));
            Assert.True(Math.Abs(Math.IEEERemainder(dominant - wanted, 360)) <= 25, $"{prompt}{word}: {dominant:0}° instead of {wanted:0}°");
        }
    }

    [Theory]
    [InlineData("sea", "a boat", "five boats")]
    [InlineData("morze", "łódź", "pięć łodzi")]
    [InlineData("evening sky", "a balloon", "6 balloons")]
    [InlineData("meadow", "one horse", "four horses")]
    public void More_of_a_thing_changes_more_of_the_picture(string scene, string one, string many)
    {
        var bare = Paint(scene);
        var (few, more) = (Changed(bare, Paint($"{scene}, {one}")), Changed(bare, Paint($"{scene}, {many}")));

        Assert.True(few > 0 && more > few * 1.4, $"{few} pixels with one, {more} with many");
    }

    /// <summary>Each balloon hangs at a distance of its own, by which its pixels are told from those of the others.</summary>
    [Theory]
    [InlineData("five balloons over the mountains", 5)]
    [InlineData("osiem balonów nad górami", 8)]
    public void As_many_balloons_can_be_counted_as_were_asked_for(string prompt, int count)
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var canvas = Canvas(prompt, seed);
            var seen = Enumerable.Range(0, Side * Side).Where(n => canvas.Kinds[n] == Kind.Building).GroupBy(n => canvas.Depth[n]).Count(balloon => balloon.Count() >= 8);
            Assert.True(seen == count, $"{seen} of {count} with the seed {seed}");
        }
    }

    [Theory]
    [InlineData("a house and a tree")]
    [InlineData("dom i siedem sosen")]
    public void A_tree_does_not_hide_the_house(string prompt)
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var (with, without) = (Built(Canvas(prompt, seed)), Built(Canvas("a house, no trees, hills", seed)));
            Assert.True(with > without * 0.8, $"{with} of {without} pixels with the seed {seed}");
        }

        static int Built(Canvas canvas) => canvas.Kinds.Count(kind => kind == Kind.Building);
    }

    /// <summary>Each swan swims at a distance of its own, by which its pixels are told from those of the others.</summary>
    [Theory]
    [InlineData("four white swans on a lake", 4)]
    [InlineData("sześć łabędzi na morzu", 6)]
    public void As_many_swans_can_be_counted_as_were_asked_for(string prompt, int count)
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var canvas = Canvas(prompt, seed);
            var seen = Enumerable.Range(0, Side * Side).Where(n => canvas.Kinds[n] == Kind.Figure).GroupBy(n => canvas.Depth[n]).Count(swan => swan.Count() >= 4);
            Assert.True(seen == count, $"{seen} of {count} with the seed {seed}");
        }
    }

    /// <summary>
    /// Either the colour of a thing is understood, and the picture differs from one without it and is nearer to that colour, or it is ignored, and the
    /// picture is the same as without it, but for its shades where a style has one colour only.
    /// </summary>
    [Theory]
    [MemberData(nameof(SubjectsAndStyles))]
    public void The_colour_of_a_thing_is_painted_or_reported_as_ignored(Subject subject, string style)
    {
        var word = subject == Subject.MilkyWay ? "milky way" : subject.ToString().ToLowerInvariant();
        var options = new PainterOptions(96, 96, Seed: 5, Style: style, Detail: "draft");
        var (plain, purple) = (Painter.Paint(word, options, cancellationToken: TestContext.Current.CancellationToken), Painter.Paint("purple " + word, options, cancellationToken: TestContext.Current.CancellationToken));

        if (purple.Recipe.Understood.Any(term => term.StartsWith("purple: colour purple", StringComparison.Ordinal)))
        {
            var nearer = Purple(purple.Bitmap) - Purple(plain.Bitmap);
            Assert.True(nearer > 10, $"The purple of all pixels together grew by {nearer:0}.");
        }
        else
        {
            Assert.Contains("purple", purple.Recipe.Ignored);
            Assert.True(style is "ink" or "line_art" or "charcoal" || plain.Bitmap.Pixels.AsSpan().SequenceEqual(purple.Bitmap.Pixels), "The colour is said to be ignored and changes the picture.");
        }

        // How far the pixels lean to red and blue and away from green.
        static double Purple(Bitmap bitmap)
        {
            var sum = 0.0;
            for (var n = 0; n < bitmap.Pixels.Length; n += 3)
            {
                sum += (bitmap.Pixels[n] + bitmap.Pixels[n + 2]) / 2.0 - bitmap.Pixels[n + 1];
            }

            return sum / 8;
        }
    }

    public static TheoryData<Subject, string> SubjectsAndStyles()
    {
        var data = new TheoryData<Subject, string>();
        foreach (var subject in Enum.GetValues<Subject>())
        {
            data.Add(subject, "painterly");
            data.Add(subject, "isometric");
        }

        foreach (var style in PainterOptions.Styles)
        {
            data.Add(Subject.Flowers, style);
        }

        return data;
    }

    /// <summary>Each stands at a distance of its own, by which its pixels are told from those of the others.</summary>
    [Theory]
    [InlineData("five trees on a meadow", 5, true)]
    [InlineData("siedem sosen na wzgórzu", 7, true)]
    [InlineData("eleven trees on a meadow", 11, true)]
    [InlineData("four houses on a hill", 4, false)]
    [InlineData("osiem domów na łące", 8, false)]
    public void Counted_things_stand_apart_and_not_in_a_row(string prompt, int count, bool trees)
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var canvas = Canvas(prompt + (trees ? "" : ", no trees"), seed, 2 * Side);
            var things = Enumerable.Range(0, 4 * Side * Side).Where(n => canvas.Kinds[n] == (trees ? Kind.Plant : Kind.Building)).GroupBy(n => canvas.Depth[n])
                .Select(thing => (Pixels: thing.Count(), Top: thing.Min() / (2 * Side), Foot: thing.Max() / (2 * Side))).Where(thing => thing.Pixels >= 12).ToArray();
            Assert.True(things.Length == count, $"{things.Length} of {count} with the seed {seed}");
            var (feet, heights) = (things.Select(thing => thing.Foot), things.Select(thing => thing.Foot - thing.Top));
            Assert.True(feet.Max() - feet.Min() > Side / 14, $"Their feet are at {string.Join(", ", feet)} with the seed {seed}");
            Assert.True(heights.Max() > 1.35 * heights.Min(), $"Their heights are {string.Join(", ", heights)} with the seed {seed}");
        }
    }

    [Theory]
    [InlineData("a house by a lake")]
    [InlineData("four houses by a lake")]
    [InlineData("wioska nad jeziorem")]
    public void Houses_find_a_shore(string prompt)
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var built = Canvas(prompt, seed).Kinds.Count(kind => kind == Kind.Building);
            Assert.True(built > 25, $"{built} pixels with the seed {seed}");
        }
    }

    [Theory]
    [InlineData("house on a meadow", "a storm")]
    [InlineData("dom na łące", "burza")]
    public void A_storm_darkens_the_ground_and_takes_its_colour(string prompt, string storm)
    {
        var (day, dark) = (Ground(Paint(prompt + ", day")), Ground(Paint($"{prompt}, {storm}, day")));

        Assert.True(dark.Light < 0.65 * day.Light, $"The ground has {dark.Light:0.00} of light in a storm, {day.Light:0.00} by day.");
        Assert.True(dark.Chroma < 0.45 * day.Chroma, $"The ground has {dark.Chroma:0.000} of colour in a storm, {day.Chroma:0.000} by day.");

        // The lowest quarter of the picture.
        static (double Light, double Chroma) Ground(Bitmap bitmap)
        {
            var labs = Enumerable.Range(Side * Side * 3 / 4, Side * Side / 4).Select(n => n * 3)
                .Select(n => new Rgb(Srgb.ToLinear(bitmap.Pixels[n]), Srgb.ToLinear(bitmap.Pixels[n + 1]), Srgb.ToLinear(bitmap.Pixels[n + 2])).ToLab()).ToArray();
            return (labs.Average(lab => lab.L), labs.Average(lab => lab.Chroma));
        }
    }

    [Theory]
    [InlineData("a green dragon over mountains", "mountains")]
    [InlineData("fioletowy smok nad górami", "góry")]
    public void The_colour_of_what_cannot_be_painted_does_not_tint_the_picture(string prompt, string plain) => Assert.Equal(0, Changed(Paint(prompt), Paint(plain)));

    [Theory]
    [InlineData("a harbour")]
    [InlineData("port o poranku")]
    public void A_harbour_has_houses_and_boats_by_the_water(string prompt)
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var (all, boatless, houseless) = (Canvas(prompt, seed), Canvas(prompt + ", no boats", seed), Canvas(prompt + ", no village", seed));
            Assert.True(Water(all) > Side * Side / 12, $"{Water(all)} pixels of water with the seed {seed}");
            Assert.True(Built(boatless) > 60, $"{Built(boatless)} pixels of houses with the seed {seed}");
            Assert.True(Built(houseless) > 25, $"{Built(houseless)} pixels of boats with the seed {seed}");
        }

        static int Built(Canvas canvas) => canvas.Kinds.Count(kind => kind == Kind.Building);

        static int Water(Canvas canvas) => canvas.Kinds.Count(kind => kind == Kind.Water);
    }

    [Theory]
    [InlineData("a garden", "a meadow")]
    [InlineData("ogród", "łąka")]
    public void A_garden_has_flowers_and_trees(string prompt, string meadow)
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            var canvas = Canvas(prompt, seed);
            Assert.True(canvas.Kinds.Count(kind => kind == Kind.Plant) > Side * Side / 40, $"Trees with the seed {seed}");
        }

        // The trees are the same in both pictures, the flowers are not.
        var (garden, grass) = (Paint(prompt), Paint(meadow + ", three trees"));
        Assert.True(Changed(garden, grass) > Side * Side / 10, $"{Changed(garden, grass)} pixels of flowers");
    }

    [Theory]
    [InlineData("house on a meadow")]
    [InlineData("boat on the sea")]
    [InlineData("a cat")]
    [InlineData("a balloon in the sky")]
    public void A_close_up_shows_things_larger(string prompt)
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            var (far, near) = (Things(Canvas(prompt, seed)), Things(Canvas("close up of " + prompt, seed)));
            Assert.True(near > 2 * far, $"{far} pixels, {near} from near, with the seed {seed}");
        }

        static int Things(Canvas canvas) => canvas.Kinds.Count(kind => kind is Kind.Building or Kind.Figure);
    }

    [Theory]
    [InlineData("close up of a city", "close up")]
    [InlineData("zbliżenie mandali", "zblizenie")]
    public void A_framing_that_changes_nothing_is_reported_as_ignored(string prompt, string words) =>
        Assert.Contains(words, Painter.Paint(prompt, new PainterOptions(64, 64, Seed: 1), cancellationToken: TestContext.Current.CancellationToken).Recipe.Ignored);

    [Theory]
    [InlineData("five palm trees on a beach")]
    [InlineData("palmy na plaży")]
    public void Palms_stand_on_the_beach(string prompt)
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var plants = Canvas(prompt, seed).Kinds.Count(kind => kind == Kind.Plant);
            Assert.True(plants > Side * Side / 600, $"{plants} pixels with the seed {seed}");
        }
    }

    [Theory]
    [InlineData("lavender field at dawn")]
    [InlineData("pole lawendy z wiatrakiem")]
    [InlineData("lawendowe pole o świcie")]
    public void A_field_of_lavender_is_one_of_flowers(string prompt) => Assert.True(PromptReader.Read(prompt).Has(Subject.Flowers));

    [Theory]
    [InlineData("night sky without stars", "night sky", Subject.Stars)]
    [InlineData("nocne niebo bez gwiazd", "nocne niebo", Subject.Stars)]
    [InlineData("evening sky with clouds, no birds", "evening sky with clouds and birds", Subject.Birds)]
    [InlineData("jezioro bez łodzi", "jezioro z łodzią", Subject.Boat)]
    public void What_is_negated_is_not_painted(string negated, string plain, Subject subject)
    {
        var (without, with) = (Paint(negated), Paint(plain));

        Assert.Contains(subject, PromptReader.Read(negated).Excluded);
        Assert.NotEqual(0, Changed(without, with));
        Assert.Equal(0, Changed(without, Paint(plain, not: subject.ToString())));
    }

    [Fact]
    public void A_night_without_stars_has_none()
    {
        var (starry, starless) = (Paint("clear night sky, no moon"), Paint("clear night sky, no moon, no stars"));

        Assert.True(Peaks(starry) > 10 * Math.Max(1, Peaks(starless)), $"{Peaks(starry)} and {Peaks(starless)} points of light");
    }

    [Theory]
    [InlineData("łódka na jeziorze, brzdęk i flibbert", "boat", "brzdek", "flibbert")]
    [InlineData("a boat on a lake, brzdęk and flibbert", "boat", "brzdek", "flibbert")]
    public void The_file_reports_what_was_understood_and_what_was_ignored(string prompt, string subject, params string[] ignored)
    {
        var recipe = Painter.Paint(prompt, new PainterOptions(64, 64, Seed: 1), cancellationToken: TestContext.Current.CancellationToken).Recipe;

        Assert.Contains(recipe.Understood, term => term.EndsWith(": " + subject, StringComparison.Ordinal));
        Assert.Equal(ignored, recipe.Ignored);
    }

    private static Canvas Canvas(string prompt, long seed, int side = Side) =>
        Painter.PaintCanvas(prompt, new PainterOptions(side, side, seed, Style: "painterly"), threads: 1, progress: null, TestContext.Current.CancellationToken).Canvas;

    private static Bitmap Paint(string prompt, string? style = null, string? not = null) =>
        Painter.Paint(prompt, new PainterOptions(Side, Side, Seed: 21, NegativePrompt: not, Style: style), cancellationToken: TestContext.Current.CancellationToken).Bitmap;

    private static int Changed(Bitmap x, Bitmap y) => Enumerable.Range(0, Side * Side).Count(n => !x.Pixels.AsSpan(n * 3, 3).SequenceEqual(y.Pixels.AsSpan(n * 3, 3)));

    /// <summary>Pixels that are much lighter than those two beside them on all four sides.</summary>
    private static int Peaks(Bitmap bitmap)
    {
        var count = 0;
        for (var y = 2; y < Side - 2; y++)
        {
            for (var x = 2; x < Side - 2; x++)
            {
                int here = Light(x, y);
                count += here > Light(x - 2, y) + 12 && here > Light(x + 2, y) + 12 && here > Light(x, y - 2) + 12 && here > Light(x, y + 2) + 12 ? 1 : 0;
            }
        }

        return count;

        int Light(int x, int y) => bitmap.Pixels[(y * Side + x) * 3 + 1];
    }

    /// <summary>Where the hues of all pixels, weighted by how colourful they are, are densest.</summary>
    private static double DominantHue(Bitmap bitmap)
    {
        var histogram = new double[360];
        for (var n = 0; n < bitmap.Pixels.Length; n += 3)
        {
            var lab = new Rgb(Srgb.ToLinear(bitmap.Pixels[n]), Srgb.ToLinear(bitmap.Pixels[n + 1]), Srgb.ToLinear(bitmap.Pixels[n + 2])).ToLab();
            histogram[(int)Hue(lab) % 360] += lab.Chroma;
        }

        return Enumerable.Range(0, 360).MaxBy(hue => Enumerable.Range(-10, 21).Sum(step => histogram[(hue + step + 360) % 360]));
    }

    private static double Hue(Lab lab) => (Math.Atan2(lab.B, lab.A) * 180 / Math.PI + 360) % 360;
}
