using System.Globalization;
using System.Text.Json;

namespace Galion.Contracts.Generations;

/// <summary>Reads image options one by one, then checks what no single one can tell.</summary>
internal sealed class ImageOptionsReader
{
    private static readonly string[] Names =
    [
        "width", "height", "seed", "count", "negative_prompt", "style", "palette", "detail", "operation", "asset", "mask_asset", "area", "strength", "scale", "left",
        "right", "top", "bottom", "x_axis", "y_axis", "z_axis", "tile", "format", "quality", "bits",
    ];

    private bool _hasWidth;
    private bool _hasHeight;

    public ImageOptions Options { get; private set; } = new();

    public Dictionary<string, string> Errors { get; } = [];

    public static bool Knows(string name) => Names.Contains(name);

    public void Read(string name, JsonElement value)
    {
        switch (name)
        {
            case "width" when TryWhole(name, value, ImageOptions.MinSize, ImageOptions.MaxSize, out var width):
                Options = Options with { Width = (int)width };
                _hasWidth = true;
                break;
            case "height" when TryWhole(name, value, ImageOptions.MinSize, ImageOptions.MaxSize, out var height):
                Options = Options with { Height = (int)height };
                _hasHeight = true;
                break;
            case "seed" when TryWhole(name, value, 0, ImageOptions.MaxSeed, out var seed):
                Options = Options with { Seed = seed };
                break;
            case "count" when TryWhole(name, value, 1, ImageOptions.MaxCount, out var count):
                Options = Options with { Count = (int)count };
                break;
            case "negative_prompt" when TryText(name, value, ImageOptions.MaxNegativePromptLength, out var text):
                Options = Options with { NegativePrompt = text.Length == 0 ? null : text };
                break;
            case "style" when TryChoice(name, value, ImageOptions.Styles, out var style):
                Options = Options with { Style = style };
                break;
            case "palette" when TryChoice(name, value, ImageOptions.Palettes, out var palette):
                Options = Options with { Palette = palette };
                break;
            case "detail" when TryChoice(name, value, ImageOptions.Details, out var detail):
                Options = Options with { Detail = detail };
                break;
            case "operation" when TryChoice(name, value, ImageOptions.Operations, out var operation):
                Options = Options with { Operation = operation };
                break;
            case "asset" when TryId(name, value, out var asset):
                Options = Options with { Asset = asset };
                break;
            case "mask_asset" when TryId(name, value, out var mask):
                Options = Options with { MaskAsset = mask };
                break;
            case "area" when TryText(name, value, ImageOptions.MaxAreaLength, out var area):
                Options = Options with { Area = area.Length == 0 ? null : area };
                break;
            case "strength" when TryStrength(name, value, out var strength):
                Options = Options with { Strength = strength };
                break;
            case "scale" when TryOneOf(name, value, 2, 4, out var scale):
                Options = Options with { Scale = scale };
                break;
            case "left" when TryWhole(name, value, 0, ImageOptions.MaxMargin, out var left):
                Options = Options with { Left = (int)left };
                break;
            case "right" when TryWhole(name, value, 0, ImageOptions.MaxMargin, out var right):
                Options = Options with { Right = (int)right };
                break;
            case "top" when TryWhole(name, value, 0, ImageOptions.MaxMargin, out var top):
                Options = Options with { Top = (int)top };
                break;
            case "bottom" when TryWhole(name, value, 0, ImageOptions.MaxMargin, out var bottom):
                Options = Options with { Bottom = (int)bottom };
                break;
            case "x_axis" when TryText(name, value, ImageOptions.MaxAxisLength, out var x):
                Options = Options with { XAxis = x };
                break;
            case "y_axis" when TryText(name, value, ImageOptions.MaxAxisLength, out var y):
                Options = Options with { YAxis = y };
                break;
            case "z_axis" when TryText(name, value, ImageOptions.MaxAxisLength, out var z):
                Options = Options with { ZAxis = z };
                break;
            case "tile" when value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                Options = Options with { Tile = value.GetBoolean() };
                break;
            case "tile":
                Errors[name] = "Must be true or false.";
                break;
            case "format" when TryChoice(name, value, ImageOptions.Formats, out var format):
                Options = Options with { Format = format };
                break;
            case "quality" when TryWhole(name, value, 1, 100, out var quality):
                Options = Options with { Quality = (int)quality };
                break;
            case "bits" when TryOneOf(name, value, 8, 16, out var bits):
                Options = Options with { Bits = bits };
                break;
            default:
                Errors.TryAdd(name, $"There is no such option. The options are {string.Join(", ", Names)}.");
                break;
        }
    }

    /// <summary>Checks how the options go with each other. What depends on the pictures themselves the model finds out; nothing is charged then.</summary>
    public void Settle()
    {
        if (Options.Operation != ImageOptions.Generate)
        {
            if (_hasWidth != _hasHeight)
            {
                Errors.TryAdd(_hasWidth ? "height" : "width", "Give width and height together, or neither to leave the size to the operation.");
            }

            Options = Options with { KeepsSize = !_hasWidth };
        }

        if (Options.NeedsAsset != Options.Asset is not null)
        {
            Errors.TryAdd("asset", Options.NeedsAsset
                ? $"The operation {Options.Operation} works on a picture: give the id of one of your assets."
                : $"The operation {Options.Operation} takes no picture. To start from one, choose vary or restyle.");
        }

        if (Options.MaskAsset is not null && Options.Operation != ImageOptions.Inpaint)
        {
            Errors.TryAdd("mask_asset", "Only the operation inpaint takes a mask.");
        }

        if (Options.Area is not null && (Options.Operation != ImageOptions.Inpaint || Options.MaskAsset is not null))
        {
            Errors.TryAdd("area", Options.Operation == ImageOptions.Inpaint ? "Give a mask or an area, not both." : "Only the operation inpaint takes an area.");
        }

        if (Options.Operation == ImageOptions.Outpaint && Options is { Left: 0, Right: 0, Top: 0, Bottom: 0 })
        {
            Errors.TryAdd("left", "Say how far the picture should grow: at least one of left, right, top and bottom.");
        }

        if (Options.Operation == ImageOptions.Grid && Options is { XAxis: null, YAxis: null, ZAxis: null })
        {
            Errors.TryAdd("x_axis", "A grid needs at least one axis, such as style=ink,oil,poster.");
        }

        if (Options.Count > 1 && Options.Operation is not (ImageOptions.Generate or ImageOptions.Vary or ImageOptions.Restyle))
        {
            Errors.TryAdd("count", $"The operation {Options.Operation} makes one picture.");
        }

        if (Options.Bits == 16 && Options.Format != ImageOptions.DefaultFormat)
        {
            Errors.TryAdd("bits", "Only png files have 16 bits.");
        }

        if (Options.Format == "ora" && (Options.Operation != ImageOptions.Generate || Options.Tile))
        {
            Errors.TryAdd("format", "Layers (ora) are made of scenes that are painted from words, not of tiles or given pictures.");
        }

        if (Options.Operation == ImageOptions.RemoveBackground && Options.Format is not (ImageOptions.DefaultFormat or "webp"))
        {
            Errors.TryAdd("format", "A picture without background is transparent: take png or webp.");
        }
    }

    private bool TryId(string name, JsonElement value, out Guid id)
    {
        id = default;
        if (value.ValueKind == JsonValueKind.String && value.TryGetGuid(out id))
        {
            return true;
        }

        Errors[name] = "Must be the id of one of your assets.";
        return false;
    }

    private bool TryStrength(string name, JsonElement value, out double strength)
    {
        strength = 0;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out strength) && strength is >= 0 and <= 1)
        {
            return true;
        }

        Errors[name] = "Must be a number from 0 to 1.";
        return false;
    }

    private bool TryOneOf(string name, JsonElement value, int one, int other, out int number)
    {
        number = 0;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out number) && (number == one || number == other))
        {
            return true;
        }

        Errors[name] = $"Must be {one} or {other}.";
        return false;
    }

    private bool TryWhole(string name, JsonElement value, long min, long max, out long number)
    {
        number = 0;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out number) && number >= min && number <= max)
        {
            return true;
        }

        Errors[name] = string.Create(CultureInfo.InvariantCulture, $"Must be a whole number from {min} to {max}.");
        return false;
    }

    private bool TryText(string name, JsonElement value, int maxLength, out string text)
    {
        if (TryGetString(value, out text) && text.Length <= maxLength)
        {
            return true;
        }

        Errors[name] = $"Must be a text of at most {maxLength} characters.";
        return false;
    }

    private bool TryChoice(string name, JsonElement value, IReadOnlyList<string> choices, out string choice)
    {
        if (TryGetString(value, out choice) && choices.Contains(choice))
        {
            return true;
        }

        Errors[name] = $"Must be one of {string.Join(", ", choices)}.";
        return false;
    }

    private static bool TryGetString(JsonElement value, out string text)
    {
        text = "";
        if (value.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        try
        {
            text = value.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // JSON allows escapes of half a surrogate pair; .NET strings made of them cannot be written again.
            return false;
        }
    }
}
