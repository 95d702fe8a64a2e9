using System.Text.Json.Nodes;
using Galion.Engines.Imaging;
using Galion.Engines.Options;
using Galion.Engines.Prompts;
using Galion.Engines.Recipes;

namespace Galion.Engines.Painting.Operations;

/// <summary>Where one picture of a request is made: the operations on given pictures and on words, each in its own file.</summary>
internal sealed class Bench(PainterRequest request, int index, int threads, Action<float, string> progress, CancellationToken cancellationToken)
{
    private const int PreviewSide = 192;

    public Made Make()
    {
        var made = request.Operation switch
        {
            PainterRequest.Vary => Vary(),
            PainterRequest.Restyle => Restyle(),
            PainterRequest.Inpaint => Inpaint(),
            PainterRequest.Outpaint => Outpaint(),
            PainterRequest.Enlarge => Upscale(),
            PainterRequest.RemoveBackground => RemoveBackground(),
            PainterRequest.Grid => Paste(),
            _ => Paint(request.Prompt, request.OptionsOf(index)),
        };
        Easel.Tidy((long)made.Width * made.Height);
        progress(0.94f, "writing the file");
        Describe(made.Recipe.Options);
        return made;
    }

    /// <summary>What is coming, small: scenes are independent of resolution, so this costs a few percent of the work.</summary>
    public byte[] Preview()
    {
        if (request.Originals.Count > 0)
        {
            return PngEncoder.Encode(Resample.Fit(request.Originals[0].Bitmap, PreviewSide, cancellationToken), texts: null, cancellationToken);
        }

        var options = request.OptionsOf(index);
        var longest = Math.Max(options.Width, options.Height);
        var small = options with
        {
            Width = Math.Max(16, options.Width * PreviewSide / longest),
            Height = Math.Max(16, options.Height * PreviewSide / longest),
            Detail = "draft",
        };
        return PngEncoder.Encode(Painter.Paint(request.Prompt, small, threads, progress: null, cancellationToken).Bitmap, texts: null, cancellationToken);
    }

    private Easel EaselFor(int width, int height) =>
        new(width, height, request.OptionsOf(index).Seed, Enum.Parse<Detail>(request.Values.Text("detail")!, ignoreCase: true), threads, cancellationToken, progress);

    /// <summary>Everything of the file itself, so that the recipe makes the same bytes.</summary>
    private void Describe(JsonObject options)
    {
        if (request.Format != PictureFormat.Png)
        {
            options["format"] = request.Values.Text("format");
        }

        if (request.Format is PictureFormat.Jpeg or PictureFormat.WebP or PictureFormat.Avif)
        {
            options["quality"] = request.Values.Whole("quality");
        }

        if (request.Values.Whole("bits") == 16)
        {
            options["bits"] = 16;
        }
    }

    private Made Paint(string prompt, PainterOptions options)
    {
        if (request.Format == PictureFormat.OpenRaster)
        {
            if ((long)options.Width * options.Height > Layering.MaxPixels)
            {
                throw new EngineOptionException("format", $"Layers (ora) are made of pictures of at most {Layering.MaxPixels:N0} pixels: take 1448 × 1448 or less.");
            }

            var (parted, merged, layers) = new Layering(prompt, options, threads, progress, cancellationToken).Paint();
            return new Made(merged, parted.Recipe, Layers: layers);
        }

        var work = Painter.PaintCanvas(prompt, options, threads, progress, cancellationToken);
        return new Made(work.ToBitmap(), work.Recipe, request.Values.Whole("bits") == 16 ? work.ToBitmap16() : null);
    }

    private Made Vary()
    {
        var original = request.Originals[0];
        var strength = request.Values.Number("strength");
        var seed = request.OptionsOf(index).Seed;
        if (original.Recipe is { } recipe && recipe.Options["original"] is null && recipe.Options["x_axis"] is null)
        {
            // What the painter made itself is painted again with dice of which some are thrown anew.
            var options = recipe.ToPainterOptions() with { VariationSeed = seed, Strength = strength };
            return Paint(string.IsNullOrWhiteSpace(request.Prompt) ? recipe.Prompt : request.Prompt, options);
        }

        var (width, height) = request.SizeFor(original.Bitmap);
        var bitmap = PictureVariation.Of(EaselFor(width, height), Sized.To(original.Bitmap, width, height, cancellationToken), (float)strength);
        return new Made(
            bitmap, FromOriginal(bitmap, [("strength", strength)], []), Note: "The picture is not one of the painter's own: its lines, light and colours were moved, its content is the same.");
    }

    private Made Restyle()
    {
        var original = request.Originals[0];
        var strength = request.Values.Number("strength");
        var (width, height) = request.SizeFor(original.Bitmap);
        if (strength > Restyling.NewScene)
        {
            if (string.IsNullOrWhiteSpace(request.Prompt))
            {
                throw new ArgumentException($"Above a strength of {Restyling.NewScene} a new scene is painted, which needs a prompt.");
            }

            var guide = PictureGuide.From(original.Bitmap, cancellationToken);
            return Paint(request.Prompt, request.OptionsOf(index) with { Width = width, Height = height, Guide = guide.ToString(), Strength = strength });
        }

        var reading = PromptReader.Read(request.Prompt, request.Values.Text("negative_prompt"));
        var bitmap = Restyling.Repaint(
            EaselFor(width, height), Sized.To(original.Bitmap, width, height, cancellationToken), reading, request.Values.Text("style"), request.Values.Text("palette"), (float)strength, out var style);
        var (understood, ignored) = Restyling.Report(reading);
        return new Made(bitmap, FromOriginal(bitmap, [("strength", strength), ("style", style), ("palette", request.Values.Text("palette")), ("detail", request.Values.Text("detail"))], understood, ignored));
    }

    private Made Inpaint()
    {
        var picture = request.Originals[0].Bitmap;
        Sized.Check(picture, PainterOptions.MaxSide, "inpaint");
        var mask = request.Values.Text("area") is { } area ? Masking.Checked(FillArea.Read(area, picture.Width, picture.Height))
            : Masking.Of(picture, request.Originals.Count > 1 ? request.Originals[1].Bitmap : null);
        var bitmap = PatchFill.Fill(EaselFor(picture.Width, picture.Height), Masking.Opaque(picture), mask);
        return new Made(bitmap, FromOriginal(bitmap, [], []), Note: PainterRequest.FillsFromPicture);
    }

    private Made Outpaint()
    {
        var picture = request.Originals[0].Bitmap;
        var (left, right, top, bottom) = (request.Values.Whole("left"), request.Values.Whole("right"), request.Values.Whole("top"), request.Values.Whole("bottom"));
        var even = Falloff.Even(EaselFor(picture.Width, picture.Height), Masking.Opaque(picture));
        var (wide, mask) = Outpainting.Extend(even, left, right, top, bottom);
        var bitmap = PatchFill.Fill(EaselFor(wide.Width, wide.Height), wide, mask);
        return new Made(bitmap, FromOriginal(bitmap, [("left", left), ("right", right), ("top", top), ("bottom", bottom)], []), Note: PainterRequest.FillsFromPicture);
    }

    private Made Upscale()
    {
        var scale = request.Values.Whole("scale");
        request.CheckFormat((long)request.Originals[0].Bitmap.Width * scale, (long)request.Originals[0].Bitmap.Height * scale);
        var bitmap = Upscaling.Enlarge(request.Originals[0].Bitmap, scale, threads, progress, cancellationToken);
        return new Made(bitmap, FromOriginal(bitmap, [("scale", scale)], []));
    }

    private Made RemoveBackground()
    {
        var picture = Masking.Opaque(request.Originals[0].Bitmap);
        Sized.Check(picture, PainterOptions.MaxSide, "remove_background");
        var cut = BackgroundRemoval.Cut(EaselFor(picture.Width, picture.Height), picture);
        return new Made(cut.Bitmap, FromOriginal(cut.Bitmap, [], []), Note: cut.Note);
    }

    private Made Paste()
    {
        var sheet = new PictureGrid(request, threads, progress, cancellationToken).Paint();
        return new Made(sheet.Bitmap, sheet.Recipe);
    }

    private EngineRecipe FromOriginal(Bitmap bitmap, ReadOnlySpan<(string Name, object? Value)> values, IReadOnlyList<string> understood, IReadOnlyList<string>? ignored = null)
    {
        var options = request.WithOriginals(new JsonObject { ["seed"] = request.OptionsOf(index).Seed });
        if (request.Operation is PainterRequest.Vary or PainterRequest.Restyle)
        {
            (options["width"], options["height"]) = (bitmap.Width, bitmap.Height);
        }

        foreach (var (name, value) in values)
        {
            if (value is not null)
            {
                options[name] = JsonValue.Create(value);
            }
        }

        // Words that steer nothing are not understood.
        var said = ignored ?? [.. PromptReader.Read(request.Prompt) is var reading ? reading.Understood.Select(term => term.Split(": ")[0]).Concat(reading.Ignored).Distinct() : []];
        return PainterRecipe.Create(request.Prompt, options, understood, said);
    }
}
