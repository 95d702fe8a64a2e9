using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Galion.Contracts.Generations;

namespace Galion.Platform.Providers;

/// <summary>Checks the options of a request against what a model says it takes.</summary>
public static class ModelOptionReader
{
    /// <summary>The option that is drawn at random when a request leaves it open, so that a rerun after a crash makes the same.</summary>
    public const string Seed = "seed";

    /// <param name="options">What the model takes.</param>
    /// <param name="values">What was asked; a JSON null means the default of its option.</param>
    /// <param name="errors">One message for people per option that is unknown, of the wrong type or out of range.</param>
    /// <returns>What was asked, with a seed; defaults are left to the engine.</returns>
    public static Dictionary<string, JsonElement> Read(
        IReadOnlyList<ModelOption> options, IReadOnlyDictionary<string, JsonElement>? values, out Dictionary<string, string> errors)
    {
        errors = [];
        Dictionary<string, JsonElement> read = [];
        foreach ((string name, JsonElement value) in values ?? new Dictionary<string, JsonElement>())
        {
            if (options.FirstOrDefault(candidate => candidate.Name == name) is not { } option)
            {
                errors[name] = $"There is no such option. The options are {string.Join(", ", options.Select(o => o.Name))}.";
            }
            else if (value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
            {
                if (FindError(option, value) is { } error)
                {
                    errors[name] = error;
                }
                else
                {
                    read[name] = value;
                }
            }
        }

        if (!read.ContainsKey(Seed) && options.Any(option => option.Name == Seed))
        {
            // Short enough to be read aloud.
            read[Seed] = JsonSerializer.SerializeToElement(RandomNumberGenerator.GetInt32(int.MaxValue));
        }

        return read;
    }

    private static string? FindError(ModelOption option, JsonElement value) => option.Type switch
    {
        ModelOptionTypes.Whole => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long whole) && IsInRange(option, whole)
            ? null : $"Must be a whole number from {Bounds(option)}.",
        ModelOptionTypes.Number => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && IsInRange(option, number)
            ? null : $"Must be a number from {Bounds(option)}.",
        ModelOptionTypes.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "Must be true or false.",
        ModelOptionTypes.Text => TryGetText(value, out string text) && text.Length <= option.MaxLength
            ? null : string.Create(CultureInfo.InvariantCulture, $"Must be a text of at most {option.MaxLength} characters."),
        ModelOptionTypes.Enum => TryGetText(value, out string choice) && option.Values!.Contains(choice)
            ? null : $"Must be one of {string.Join(", ", option.Values!)}.",
        ModelOptionTypes.List => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= option.Values!.Count
            && value.EnumerateArray().All(item => TryGetText(item, out string entry) && option.Values.Contains(entry))
            ? null : $"Must be a list of some of {string.Join(", ", option.Values!)}.",
        _ => throw new InvalidOperationException($"The option {option.Name} has the unknown type {option.Type}."),
    };

    private static bool IsInRange(ModelOption option, double number) => number >= option.Minimum && number <= option.Maximum;

    private static string Bounds(ModelOption option) => string.Create(CultureInfo.InvariantCulture, $"{option.Minimum} to {option.Maximum}");

    /// <summary>Half of a surrogate pair cannot be written as UTF-8 and is no text.</summary>
    private static bool TryGetText(JsonElement value, out string text)
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
            return false;
        }
    }
}
