using System.Text;
using System.Text.Json;
using Galion.Engines.Writing.Language;
using Galion.Engines.Writing.Reading;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Writing.Tools;

/// <summary>Tells what tools answered, in words that claim no more than they did.</summary>
internal static class ToolResults
{
    private const int MaxDepth = 6;
    private const int MaxItems = 50;
    private const int MaxText = 20_000;

    public static string Tell(IReadOnlyList<(string Tool, FunctionResultContent Result)> results, TextLanguage language)
    {
        var text = new StringBuilder();
        foreach (var (tool, result) in results)
        {
            text.Append(text.Length > 0 ? "\n\n" : "");
            if (result.Exception is not null)
            {
                text.Append(language == TextLanguage.Polish
                    ? $"Narzędzie {tool} zgłosiło błąd, więc nie mam z niego odpowiedzi." : $"The tool {tool} reported an error, so I have no answer from it.");
                continue;
            }

            var value = ToJson(result.Result);
            if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined || value.ValueKind is JsonValueKind.String && value.GetString()!.Length == 0)
            {
                text.Append(language == TextLanguage.Polish ? $"Narzędzie {tool} nic nie zwróciło." : $"The tool {tool} returned nothing.");
            }
            else
            {
                var scalar = value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);
                text.Append(language == TextLanguage.Polish ? $"Odpowiedź narzędzia {tool}:" : $"{tool} answered:").Append(scalar ? " " : "\n");
                Append(text, value, 0, scalar);
            }
        }

        return text.Length <= MaxText ? text.ToString() : text.ToString(0, MaxText - 1) + "…";
    }

    private static JsonElement ToJson(object? result)
    {
        if (result is JsonElement element)
        {
            return element.ValueKind == JsonValueKind.String ? Parse(element.GetString()!) : element;
        }

        return result is string text ? Parse(text) : JsonSerializer.SerializeToElement(result, AIJsonUtilities.DefaultOptions);
    }

    /// <summary>Many tools return JSON as text.</summary>
    private static JsonElement Parse(string text)
    {
        try
        {
            return text.AsSpan().TrimStart() is ['{' or '[', ..] ? JsonSerializer.Deserialize<JsonElement>(text) : JsonSerializer.SerializeToElement(text);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }

    private static void Append(StringBuilder text, JsonElement value, int depth, bool inline)
    {
        if (depth > MaxDepth || text.Length > MaxText)
        {
            text.Append('…');
            return;
        }

        var indent = new string(' ', 2 * depth);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject().Take(MaxItems))
                {
                    text.Append(text[^1] == '\n' ? "" : "\n").Append(indent).Append("- ").Append(Lines.Join(property.Name.Replace('_', ' '))).Append(": ");
                    Append(text, property.Value, depth + 1, inline: true);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray().Take(MaxItems))
                {
                    if (item.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                    {
                        Append(text, item, depth, inline: false);
                    }
                    else
                    {
                        text.Append(text[^1] == '\n' ? "" : "\n").Append(indent).Append("- ");
                        Append(text, item, depth + 1, inline: true);
                    }
                }

                break;
            case JsonValueKind.String:
                text.Append(inline ? Lines.Join(value.GetString()) : value.GetString());
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }
}
