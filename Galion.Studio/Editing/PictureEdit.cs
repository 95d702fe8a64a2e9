using System.Globalization;
using System.Text.Json;
using Galion.Contracts.Generations;

namespace Galion.Studio.Editing;

/// <summary>One edit of a finished picture, as the browser posts it.</summary>
internal static class PictureEdit
{
    /// <summary>Most pixels of an enlarged picture.</summary>
    public const long MaxEnlarged = 16_777_216;

    /// <summary>Why an edit cannot be sent as it is filled in.</summary>
    public const string NothingMarked = "nothing_marked";
    public const string NoMargin = "no_margin";
    public const string NotNumbers = "not_numbers";

    private static readonly string[] Readable = ["image/png", "image/jpeg", "image/webp"];
    private static readonly string[] Sides = ["left", "top", "right", "bottom"];
    private static readonly string[] Corners = ["rect_left", "rect_top", "rect_width", "rect_height"];

    /// <summary>Whether the painter can open the file.</summary>
    public static bool CanEdit(AssetResponse asset) => Readable.Contains(asset.ContentType);

    public static string Href(Guid generation, Guid asset) => $"/generations/{generation}/edit/{asset}";

    /// <returns>What is sent to the API, or why it cannot be.</returns>
    public static (CreateGenerationRequest? Request, string? Problem) Read(GenerationResponse original, Guid asset, IFormCollection form)
    {
        var operation = form["operation"].ToString();
        var options = new Dictionary<string, JsonElement> { ["operation"] = Json(operation), ["asset"] = Json(asset) };
        var prompt = original.Prompt;
        switch (operation)
        {
            case ImageOptions.Upscale:
                options["scale"] = Json(form["scale"] == "4" ? 4 : 2);
                break;
            case ImageOptions.Outpaint:
                if (Numbers(form, Sides) is not { } margins)
                {
                    return (null, NotNumbers);
                }
                if (margins.Sum() == 0)
                {
                    return (null, NoMargin);
                }
                foreach (var (side, margin) in Sides.Zip(margins))
                {
                    options[side] = Json(margin);
                }
                break;
            case ImageOptions.Inpaint:
                if (Numbers(form, Corners) is not { } corners)
                {
                    return (null, NotNumbers);
                }
                var rectangle = corners[2] > 0 && corners[3] > 0 ? string.Join(',', corners) : "";
                var area = string.Join(';', new[] { form["area"].ToString(), rectangle }.Where(part => part.Length > 0));
                if (area.Length == 0)
                {
                    return (null, NothingMarked);
                }
                options["area"] = Json(area);
                break;
            case ImageOptions.Vary:
            case ImageOptions.Restyle:
                if (!int.TryParse(form[operation == ImageOptions.Vary ? "amount" : "strength"], NumberStyles.None, CultureInfo.InvariantCulture, out var percent))
                {
                    return (null, NotNumbers);
                }
                options["strength"] = Json(Math.Min(100, percent) / 100.0);
                foreach (var name in new[] { "style", "palette" })
                {
                    if (form[name].ToString() is { Length: > 0 } choice)
                    {
                        options[name] = Json(choice);
                    }
                }
                prompt = form["prompt"].ToString().Trim() is { Length: > 0 } words ? words : prompt;
                break;
        }
        return (new CreateGenerationRequest(GenerationKind.Image, prompt, original.Model, options), null);
    }

    /// <summary>Empty fields are 0; null when one is no whole number.</summary>
    private static int[]? Numbers(IFormCollection form, string[] names)
    {
        var numbers = new int[names.Length];
        for (var n = 0; n < numbers.Length; n++)
        {
            var text = form[names[n]].ToString().Trim();
            if (text.Length > 0 && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out numbers[n]))
            {
                return null;
            }
        }
        return numbers;
    }

    private static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value);
}
