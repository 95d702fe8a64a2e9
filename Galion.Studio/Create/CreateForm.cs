using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.Generations;
using Galion.Studio.Examples;
using Galion.Web.Forms;

namespace Galion.Studio.Create;

/// <summary>The form of the create page, as the browser posts it. Numbers that cannot be read are null and therefore refused, never guessed.</summary>
internal sealed class CreateForm
{
    private const string SizeMessage = "Use a whole number from 256 to 2048.";

    [Required(ErrorMessage = "Write what the picture should show."), StringLength(4_000, ErrorMessage = "Use at most 4,000 characters.")]
    public string? Prompt { get; set; }

    /// <summary>One of <see cref="AspectRatio.All"/>, or <see cref="AspectRatio.Custom"/> for the exact size beside it.</summary>
    public string Ratio { get; set; } = "1:1";

    [Required(ErrorMessage = SizeMessage), Range(ImageOptions.MinSize, ImageOptions.MaxSize, ErrorMessage = SizeMessage)]
    public int? Width { get; set; } = ImageOptions.DefaultSize;

    [Required(ErrorMessage = SizeMessage), Range(ImageOptions.MinSize, ImageOptions.MaxSize, ErrorMessage = SizeMessage)]
    public int? Height { get; set; } = ImageOptions.DefaultSize;

    /// <summary>Empty: read from the prompt.</summary>
    public string? Style { get; set; }

    /// <summary>Empty: read from the prompt.</summary>
    public string? Palette { get; set; }

    public string Detail { get; set; } = ImageOptions.DefaultDetail;

    /// <summary>Text, because an unreadable seed must be refused where an empty one means a new seed each time.</summary>
    public string? Seed { get; set; }

    [Required(ErrorMessage = "Choose 1 to 8 pictures."), Range(1, ImageOptions.MaxCount, ErrorMessage = "Choose 1 to 8 pictures.")]
    public int? Count { get; set; } = 1;

    [StringLength(ImageOptions.MaxNegativePromptLength, ErrorMessage = "Use at most 1,000 characters.")]
    public string? NegativePrompt { get; set; }

    /// <summary>One of <see cref="ImageOptions.Formats"/>, or <see cref="ChoiceNames.DeepPng"/>.</summary>
    public string Format { get; set; } = ImageOptions.DefaultFormat;

    public bool Tile { get; set; }

    /// <summary>What changes from column to column of a grid; any axis makes the picture a grid.</summary>
    [StringLength(ImageOptions.MaxAxisLength, ErrorMessage = "Use at most 400 characters.")]
    public string? XAxis { get; set; }

    [StringLength(ImageOptions.MaxAxisLength, ErrorMessage = "Use at most 400 characters.")]
    public string? YAxis { get; set; }

    [StringLength(ImageOptions.MaxAxisLength, ErrorMessage = "Use at most 400 characters.")]
    public string? ZAxis { get; set; }

    public string? Model { get; set; }

    /// <summary>New with each rendering of the form: pressing twice sends it twice.</summary>
    public Guid Key { get; set; } = Guid.CreateVersion7();

    /// <summary><c>swap</c> exchanges width and height where no script runs; anything else creates.</summary>
    public string? Action { get; set; }

    /// <summary>The size that was asked for: a named ratio decides it, exact numbers only where the ratio is custom.</summary>
    public void SettleSize()
    {
        if (AspectRatio.Find(Ratio) is { } ratio)
        {
            (Width, Height) = (ratio.Width, ratio.Height);
        }
    }

    public void SwapSize()
    {
        SettleSize();
        (Width, Height) = (Height, Width);
        Ratio = AspectRatio.NameOf(Width, Height);
    }

    public FormErrors Validate()
    {
        var errors = FormErrors.Validate(this);
        if (!string.IsNullOrWhiteSpace(Seed) && !TryReadSeed(out _))
        {
            errors.Add(nameof(Seed), "Use a whole number from 0 to 9,007,199,254,740,991, or leave it empty.");
        }
        if (IsGrid && Count > 1)
        {
            errors.Add(nameof(Count), "A grid is one picture: choose 1, or leave its axes empty.");
        }
        foreach (var (name, axis) in new[] { (nameof(XAxis), XAxis), (nameof(YAxis), YAxis), (nameof(ZAxis), ZAxis) })
        {
            if (!string.IsNullOrWhiteSpace(axis) && !axis.Contains('=', StringComparison.Ordinal))
            {
                errors.Add(name, "Write an option and its values, such as style=ink,oil,poster.");
            }
        }
        if (Format == "ora" && (Tile || IsGrid))
        {
            errors.Add(nameof(Format), "Layers are made of single scenes, not of tiles or grids.");
        }
        return errors;
    }

    private bool IsGrid => !string.IsNullOrWhiteSpace(XAxis) || !string.IsNullOrWhiteSpace(YAxis) || !string.IsNullOrWhiteSpace(ZAxis);

    /// <summary>What is sent to the API. Only for a form that <see cref="Validate"/> found nothing wrong with.</summary>
    public CreateGenerationRequest ToRequest()
    {
        var options = new ImageOptions(
            Width!.Value, Height!.Value, TryReadSeed(out var seed) ? seed : null, Count!.Value, Blank(NegativePrompt), Blank(Style), Blank(Palette), Detail)
        {
            Operation = IsGrid ? ImageOptions.Grid : ImageOptions.Generate,
            XAxis = Blank(XAxis),
            YAxis = Blank(YAxis),
            ZAxis = Blank(ZAxis),
            Tile = Tile,
            Format = Format == ChoiceNames.DeepPng ? ImageOptions.DefaultFormat : Format,
            Bits = Format == ChoiceNames.DeepPng ? 16 : 8,
        };
        return new(GenerationKind.Image, Prompt!.Trim(), Blank(Model), options.ToJson());
    }

    /// <summary>
    /// The same form sent twice is one generation. Changed after going back in the browser it is another one, although it carries the same key.
    /// </summary>
    public static string IdempotencyKey(Guid key, CreateGenerationRequest request)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, GalionJson.Options);
        return $"{key:n}-{Convert.ToHexStringLower(SHA256.HashData(body))[..16]}";
    }

    public static CreateForm From(GenerationResponse generation)
    {
        var form = new CreateForm { Prompt = generation.Prompt, Model = generation.Model };
        if (ImageOptions.TryParse(generation.Options, out var options, out _))
        {
            form.Width = options.Width;
            form.Height = options.Height;
            form.Ratio = AspectRatio.NameOf(options.Width, options.Height);
            form.Style = options.Style;
            form.Palette = options.Palette;
            form.Detail = options.Detail;
            form.Seed = options.Seed?.ToString(CultureInfo.InvariantCulture);
            form.Count = options.Count;
            form.NegativePrompt = options.NegativePrompt;
            form.Format = options.Bits == 16 ? ChoiceNames.DeepPng : options.Format;
            (form.Tile, form.XAxis, form.YAxis, form.ZAxis) = (options.Tile, options.XAxis, options.YAxis, options.ZAxis);
        }
        return form;
    }

    public static CreateForm From(Example example) => new()
    {
        Prompt = example.Prompt,
        Width = example.Width,
        Height = example.Height,
        Ratio = AspectRatio.NameOf(example.Width, example.Height),
        Style = example.Style,
        Palette = example.Palette,
        Seed = example.Seed.ToString(CultureInfo.InvariantCulture),
    };

    private bool TryReadSeed(out long seed) =>
        long.TryParse(Seed?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out seed) && seed <= ImageOptions.MaxSeed;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
