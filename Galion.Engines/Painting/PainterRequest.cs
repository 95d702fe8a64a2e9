using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Galion.Engines.Imaging;
using Galion.Engines.Options;
using Galion.Engines.Painting.Operations;
using Galion.Engines.Recipes;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Painting;

/// <summary>A picture that a request brings, as a file.</summary>
/// <param name="Recipe">How the painter made it, when it did.</param>
/// <param name="File">The file itself when what is made of it can take it along, else empty.</param>
internal sealed record Original(Bitmap Bitmap, EngineRecipe? Recipe, string Sha256, ReadOnlyMemory<byte> File);

/// <summary>What an image request asks of the painter, checked.</summary>
/// <param name="Originals">The picture to work on; for inpainting also the mask, when there is one.</param>
internal sealed record PainterRequest(string Prompt, OptionValues Values, IReadOnlyList<Original> Originals)
{
    public const string Generate = "generate";
    public const string Vary = "vary";
    public const string Restyle = "restyle";
    public const string Inpaint = "inpaint";
    public const string Outpaint = "outpaint";
    public const string Enlarge = "upscale";
    public const string RemoveBackground = "remove_background";
    public const string Grid = "grid";
    private const string SourceAuto = "auto";
    private const string SourceKeep = "keep";
    private const string SourceName = "name";
    private const int MinOriginalSide = 16;

    private const long MaxAvifPixels = 8_400_000;

    /// <summary>The pictures of a batch wait in memory for the last one; those of 16 bits count twice.</summary>
    private const long MaxBatchPixels = 4L * PainterOptions.MaxSide * PainterOptions.MaxSide;

    public const string FillsFromPicture = "This is filled from the picture itself; words do not steer it.";

    public static IReadOnlyList<string> Operations { get; } = [Generate, Vary, Restyle, Inpaint, Outpaint, Enlarge, RemoveBackground, Grid];

    public static IReadOnlyList<EngineOption> Options { get; } =
    [
        EngineOption.Choice("operation", "What to do: paint from words, or work on a given picture.", Generate, Operations),
        EngineOption.Whole("width", "Width in pixels; 1024, or that of the given picture, when absent.", null, PainterOptions.MinSide, PainterOptions.MaxSide),
        EngineOption.Whole("height", "Height in pixels; 1024, or that of the given picture, when absent.", null, PainterOptions.MinSide, PainterOptions.MaxSide),
        EngineOption.Whole("count", "How many pictures to make, with one seed after another.", 1, 1, PainterOptions.MaxCount),
        EngineOption.Whole("seed", "The same seed paints the same picture; drawn at random when absent.", null, 0, PainterOptions.MaxSeed),
        EngineOption.Text("negative_prompt", "What must not be in the picture.", PainterOptions.MaxNegativePromptLength),
        EngineOption.Choice("style", "How it is painted; read from the prompt when absent.", null, PainterOptions.Styles),
        EngineOption.Choice("palette", "Which colours; read from the prompt when absent.", null, PainterOptions.Palettes),
        EngineOption.Choice("detail", "How finely it is painted.", "standard", PainterOptions.Details),
        EngineOption.Choice("format", "The kind of file.", "png", PictureFormats.Names),
        EngineOption.Whole("quality", "Of jpeg, webp and avif files, in percent.", PictureFiles.DefaultQuality, 1, 100),
        EngineOption.Whole("bits", "8 or 16 bits for each colour of a png file.", 8, 8, 16),
        EngineOption.Flag("tile", "Make the edges continue each other, so that copies fit side by side."),
        EngineOption.Number("strength", "vary and restyle: how much may change, from 0 to 1.", PainterOptions.DefaultStrength, 0, 1),
        EngineOption.Whole("scale", "upscale: how many times as large, 2 or 4.", 2, 2, 4),
        EngineOption.Whole("left", "outpaint: pixels to add on the left.", 0, 0, Outpainting.MaxMargin),
        EngineOption.Whole("right", "outpaint: pixels to add on the right.", 0, 0, Outpainting.MaxMargin),
        EngineOption.Whole("top", "outpaint: pixels to add above.", 0, 0, Outpainting.MaxMargin),
        EngineOption.Whole("bottom", "outpaint: pixels to add below.", 0, 0, Outpainting.MaxMargin),
        EngineOption.Text("area", "inpaint: what is to be filled, instead of a mask: rectangles as left,top,width,height and strokes as radius@x,y x,y, in pixels, separated by semicolons.", FillArea.MaxLength),
        EngineOption.Text("x_axis", "grid: what changes from column to column, as name=value,value.", 400),
        EngineOption.Text("y_axis", "grid: what changes from row to row, likewise.", 400),
        EngineOption.Text("z_axis", "grid: what changes from block to block, likewise.", 400),
        EngineOption.Whole("variation_seed", "A second seed towards which the picture goes by its strength.", null, 0, PainterOptions.MaxSeed),
        EngineOption.Text("guide", "Palette, composition and light of another picture, as recipes hold them.", PainterOptions.MaxGuideLength),
        EngineOption.Choice("source", "Whether the file takes the given picture along, to be made again from itself alone: auto does so unless something was taken out of that picture.", SourceAuto, [SourceAuto, SourceKeep, SourceName]),
        EngineOption.Text("original", "The SHA-256 of the given picture, as recipes hold it.", 64),
        EngineOption.Text("mask", "The SHA-256 of the given mask, as recipes hold it.", 64),
    ];

    public string Operation => Values.Text("operation")!;

    public int Count => Values.Whole("count");

    public PictureFormat Format => PictureFormats.Parse(Values.Text("format")!);

    /// <exception cref="ArgumentException">An option is unknown, of the wrong type or out of range, or does not go with the others or the pictures.</exception>
    public static async Task<PainterRequest> ReadAsync(ImageGenerationRequest request, ImageGenerationOptions? options, CancellationToken cancellationToken)
    {
        var given = new List<KeyValuePair<string, object?>>(options?.AdditionalProperties ?? []);
        Fill("width", options?.ImageSize?.Width);
        Fill("height", options?.ImageSize?.Height);
        Fill("count", options?.Count);
        var values = OptionValues.Read("painter", Options, given);
        var originals = new List<Original>();
        foreach (var content in request.OriginalImages ?? [])
        {
            originals.Add(await ReadAsync(content, cancellationToken));
        }

        var read = new PainterRequest(request.Prompt ?? "", values, originals).Reduced(cancellationToken);
        Easel.Tidy(originals.Sum(original => (long)original.Bitmap.Width * original.Bitmap.Height));
        read.Check();
        if (values.WholeOrNull("seed") is null)
        {
            values.Decide("seed", Random.Shared.NextInt64(PainterOptions.MaxSeed - PainterOptions.MaxCount));
        }

        return read;

        void Fill(string name, int? value)
        {
            if (value is not null && !given.Exists(item => item.Key == name && item.Value is not null))
            {
                given.Add(KeyValuePair.Create<string, object?>(name, value));
            }
        }
    }

    /// <summary>The options of the n-th picture painted from words; seeds start again from 0 after the largest.</summary>
    public PainterOptions OptionsOf(int n)
    {
        var options = PainterOptions.From(Values);
        return options with { Seed = (options.Seed + n) & PainterOptions.MaxSeed };
    }

    /// <summary>The size asked for, or that of the picture, brought within what the painter paints.</summary>
    public (int Width, int Height) SizeFor(Bitmap original)
    {
        var fit = Math.Min(1, (double)PainterOptions.MaxSide / Math.Max(original.Width, original.Height));
        fit = Math.Max(fit, (double)PainterOptions.MinSide / Math.Min(original.Width, original.Height));
        return ((int)(Values.WholeOrNull("width") ?? Bound(original.Width * fit)), (int)(Values.WholeOrNull("height") ?? Bound(original.Height * fit)));

        static long Bound(double side) => Math.Clamp((long)(side + 0.5), PainterOptions.MinSide, PainterOptions.MaxSide);
    }

    /// <summary>Pictures larger than any that is painted are brought to its size at once, so that they do not stand beside it in memory.</summary>
    private PainterRequest Reduced(CancellationToken cancellationToken) => Operation is not (Vary or Restyle) ? this : this with
    {
        Originals = [.. Originals.Select(original => (long)original.Bitmap.Width * original.Bitmap.Height <= PainterOptions.MaxSide * PainterOptions.MaxSide ? original
            : original with { Bitmap = Sized.To(original.Bitmap, SizeFor(original.Bitmap).Width, SizeFor(original.Bitmap).Height, cancellationToken) })],
    };

    /// <summary>
    /// The given pictures that go into the file made of them. What somebody took out of a picture must not go along unless asked for, and more
    /// than <see cref="SourceCarriers.MaxBytes"/> is too much; the recipe then only names them.
    /// </summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Kept => Values.Text("source") is var source
        && (source == SourceKeep || (source == SourceAuto && Operation is not (Inpaint or RemoveBackground)))
        && Originals.All(original => original.File.Length > 0) && Originals.Sum(original => (long)original.File.Length) <= SourceCarriers.MaxBytes
            ? [.. Originals.Select(original => original.File)] : [];

    /// <summary>The recipe's options of an operation that needs its pictures again: their hashes stand for them.</summary>
    public JsonObject WithOriginals(JsonObject options)
    {
        options["operation"] = Operation;
        options["original"] = Originals[0].Sha256;
        if (Originals.Count > 1)
        {
            options["mask"] = Originals[1].Sha256;
        }

        if (Values.Text("area") is { } area)
        {
            options["area"] = area;
        }

        if (Values.Text("source") is { } source and not SourceAuto)
        {
            options["source"] = source;
        }

        return options;
    }

    private static async Task<Original> ReadAsync(AIContent content, CancellationToken cancellationToken)
    {
        if (content is not DataContent data)
        {
            throw new ArgumentException("A picture must be given as data, not as an address.");
        }

        try
        {
            var bitmap = await PictureFiles.DecodeAsync(data.Data, cancellationToken);
            return new Original(
                bitmap, PainterRecipe.Read(data.Data.Span), Convert.ToHexStringLower(SHA256.HashData(data.Data.Span)), data.Data.Length <= SourceCarriers.MaxBytes ? data.Data : default);
        }
        catch (InvalidDataException exception)
        {
            throw new ArgumentException(exception.Message, exception);
        }
    }

    private void Check()
    {
        var needed = Operation is Generate or Grid ? 0 : 1;
        var most = Operation == Inpaint ? 2 : needed;
        if (Originals.Count < needed)
        {
            throw new ArgumentException(Values.Text("original") is { } hash
                ? $"This recipe made its picture out of another one, which the file does not hold. Give that picture again: the one whose SHA-256 is {hash}."
                : $"The operation {Operation} needs a picture to work on.");
        }

        if (Originals.Count > most)
        {
            throw new ArgumentException(most == 0
                ? $"The operation {Operation} takes no picture. To start from one, choose the operation vary or restyle."
                : $"The operation {Operation} takes {(most == 1 ? "one picture" : "one picture and one mask")}, not {Originals.Count}.");
        }

        if (string.IsNullOrWhiteSpace(Prompt) && Operation is Generate or Grid)
        {
            throw new ArgumentException("The painter needs a prompt.");
        }

        if (Originals.Any(original => Math.Min(original.Bitmap.Width, original.Bitmap.Height) < MinOriginalSide))
        {
            throw new ArgumentException($"The given picture is too small: it needs at least {MinOriginalSide} pixels a side.");
        }

        if (Values.Text("area") is not null && (Operation != Inpaint || Originals.Count > 1))
        {
            throw new EngineOptionException("area", Operation == Inpaint ? "Give a mask or the option area, not both." : "Only the operation inpaint takes the option area.");
        }

        CheckHash("original", 0);
        CheckHash("mask", 1);
        if (Values.Whole("bits") is not (8 or 16) || (Values.Whole("bits") == 16 && Format != PictureFormat.Png))
        {
            throw new EngineOptionException("bits", "The option bits must be 8, or 16 with the format png.");
        }

        if (Values.Whole("scale") == 3)
        {
            throw new EngineOptionException("scale", "The option scale must be 2 or 4.");
        }

        if (Format == PictureFormat.OpenRaster && (Operation != Generate || Values.Flag("tile")))
        {
            throw new EngineOptionException("format", "Layers (ora) are made of scenes that are painted from words, not of tiles or given pictures.");
        }

        if (Operation == RemoveBackground && Format is not (PictureFormat.Png or PictureFormat.WebP))
        {
            throw new EngineOptionException("format", "A picture without background is transparent: take the format png or webp.");
        }

        if (Count > 1 && Operation is not (Generate or Vary or Restyle))
        {
            throw new EngineOptionException("count", $"The operation {Operation} makes one picture.");
        }

        if (Count > 1 && BatchPixels() > MaxBatchPixels)
        {
            throw new EngineOptionException("count", $"{Count} pictures of this size and depth are too much for one batch: four of 2048 × 2048 pixels with 8 bits are the most. Take fewer or smaller ones.");
        }

        if (Values.Text("guide") is { } guide && PictureGuide.TryParse(guide) is null)
        {
            throw new EngineOptionException("guide", "The option guide is not one that the painter wrote.");
        }
    }

    /// <summary>The encoder of avif takes some thirty bytes for each pixel, so it takes no picture as large as others do.</summary>
    /// <exception cref="EngineOptionException">The picture would be too large for its format.</exception>
    public void CheckFormat(long width, long height)
    {
        if (Format == PictureFormat.Avif && width * height > MaxAvifPixels)
        {
            throw new EngineOptionException("format", $"An avif file can have {MaxAvifPixels:N0} pixels; this one would have {width} × {height}. Take webp, jpeg or png.");
        }
    }

    private long BatchPixels()
    {
        var (width, height) = Originals.Count > 0 ? SizeFor(Originals[0].Bitmap) : ((int)(Values.WholeOrNull("width") ?? 1_024), (int)(Values.WholeOrNull("height") ?? 1_024));
        return (long)width * height * Count * Values.Whole("bits") / 8;
    }

    private void CheckHash(string name, int index)
    {
        if (Values.Text(name) is { } hash && Operation is not (Generate or Grid) && (Originals.Count <= index || Originals[index].Sha256 != hash))
        {
            if (Originals.Count <= index)
            {
                throw new EngineOptionException(name, $"This recipe was made with a mask, which the file does not hold. Give it again: the one whose SHA-256 is {hash}.");
            }

            throw new EngineOptionException(name, $"This recipe was made with another {(index == 0 ? "picture" : "mask")}: give the one whose SHA-256 is {hash}.");
        }
    }
}
