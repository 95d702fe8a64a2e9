using System.Globalization;
using System.Text.Json;
using Galion.Contracts.Generations;
using Galion.Web.Forms;
using Microsoft.AspNetCore.Http;

namespace Galion.Studio.Create;

/// <summary>What was filled in for any model: the words, and its options as texts by their wire names.</summary>
internal sealed class MediaForm
{
    private const string Prefix = "option.";

    public string Prompt { get; set; } = "";

    public string? Model { get; set; }

    public Dictionary<string, string> Options { get; } = [];

    /// <summary>New with each rendering of the form: pressing twice sends it twice.</summary>
    public Guid Key { get; set; } = Guid.CreateVersion7();

    public static string NameOf(ModelOption option) => Prefix + option.Name;

    public static MediaForm From(IFormCollection posted)
    {
        var form = new MediaForm { Prompt = Lines(posted["prompt"].ToString()), Model = Blank(posted["model"]) };
        if (Guid.TryParse(posted["key"], out var key))
        {
            form.Key = key;
        }
        foreach (var (name, values) in posted)
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal) && Blank(string.Join(',', values.Where(value => !string.IsNullOrWhiteSpace(value)))) is { } value)
            {
                form.Options[name[Prefix.Length..]] = Lines(value);
            }
        }
        return form;
    }

    /// <summary>What was asked for.</summary>
    public static MediaForm From(GenerationResponse generation) => From(generation, generation.Options);

    /// <summary>What was made of it: all that the request had left open is settled, so that one change leaves everything else as it was.</summary>
    public static MediaForm FromMade(GenerationResponse generation) =>
        generation.Assets is [{ Recipe: { ValueKind: JsonValueKind.Object } recipe }, ..] && recipe.TryGetProperty("options", out var options)
            ? From(generation, options.EnumerateObject().Where(option => option.Value.ValueKind != JsonValueKind.Null).ToDictionary(option => option.Name, option => option.Value))
            : From(generation);

    private static MediaForm From(GenerationResponse generation, Dictionary<string, JsonElement> options)
    {
        var form = new MediaForm { Prompt = generation.Prompt, Model = generation.Model };
        foreach (var (name, value) in options)
        {
            form.Options[name] = value.ValueKind == JsonValueKind.Array ? string.Join(',', value.EnumerateArray()) : value.ValueKind switch
            {
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => value.ToString(),
            };
        }
        return form;
    }

    /// <summary>Reads the options as the model takes them. A number that cannot be read is named, never guessed.</summary>
    public CreateGenerationRequest? ToRequest(ModelResponse model, FormErrors errors)
    {
        if (string.IsNullOrWhiteSpace(Prompt))
        {
            errors.Add("prompt", "Write what you want.");
        }
        else if (Prompt.Trim().Length > model.MaxPromptLength)
        {
            errors.Add("prompt", string.Create(CultureInfo.InvariantCulture, $"Use at most {model.MaxPromptLength:N0} characters."));
        }

        var options = new Dictionary<string, JsonElement>();
        foreach (var option in model.Options)
        {
            if (!Options.TryGetValue(option.Name, out var text))
            {
                continue;
            }
            object? value = option.Type switch
            {
                ModelOptionTypes.Whole => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
                ModelOptionTypes.Number => double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
                ModelOptionTypes.Boolean => text.Split(',')[^1] == "true",
                ModelOptionTypes.List => text.Split(','),
                _ => text,
            };
            if (value is null)
            {
                errors.Add(option.Name, option.Type == ModelOptionTypes.Whole ? "Use a whole number." : "Use a number.");
            }
            else
            {
                options[option.Name] = JsonSerializer.SerializeToElement(value);
            }
        }
        return errors.Any ? null : new CreateGenerationRequest(model.Kind, Prompt.Trim(), model.Id, options);
    }

    /// <summary>Browsers post each line break as two characters; people, limits and prices count it as one.</summary>
    private static string Lines(string text) => text.ReplaceLineEndings("\n");

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
