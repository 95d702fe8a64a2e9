using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Galion.Engines.Options;

/// <summary>The options of one request, validated against what the engine declares.</summary>
public sealed class OptionValues
{
    private const int MaxShown = 40;

    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    private OptionValues()
    {
    }

    /// <summary>Where the request wants its progress reported, if anywhere.</summary>
    public IProgress<EngineProgress>? Progress { get; private set; }

    /// <summary>Reads values as they come: numbers, texts, booleans, JSON elements, or the text of a command line.</summary>
    /// <param name="engine">The engine's name, for messages.</param>
    /// <param name="options">What the engine takes.</param>
    /// <param name="values">What was given; null values count as not given.</param>
    /// <exception cref="EngineOptionException">A value is unknown, of the wrong type or out of range.</exception>
    public static OptionValues Read(string engine, IReadOnlyList<EngineOption> options, IEnumerable<KeyValuePair<string, object?>>? values)
    {
        var read = new OptionValues();
        foreach (var (name, value) in values ?? [])
        {
            if (name == EngineProgress.Key)
            {
                read.Progress = value as IProgress<EngineProgress>;
            }
            else if (value is not (null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined }))
            {
                var option = options.FirstOrDefault(candidate => candidate.Name == name) ?? throw Unknown(engine, name, options);
                read._values[name] = Convert(option, value);
                read._given.Add(name);
            }
        }

        foreach (var option in options.Where(option => option.Default is not null))
        {
            read._values.TryAdd(option.Name, option.Default!);
        }

        return read;
    }

    /// <summary>Whether the request names it, rather than leaving it to its default.</summary>
    public bool IsGiven(string name) => _given.Contains(name);

    public int Whole(string name) => (int)(long)_values[name];

    public long? WholeOrNull(string name) => _values.TryGetValue(name, out var value) ? (long)value : null;

    public double Number(string name) => (double)_values[name];

    public double? NumberOrNull(string name) => _values.TryGetValue(name, out var value) ? (double)value : null;

    public string? Text(string name) => _values.GetValueOrDefault(name) as string;

    public IReadOnlyList<string>? Choices(string name) => _values.GetValueOrDefault(name) as IReadOnlyList<string>;

    public bool Flag(string name) => (bool)_values[name];

    /// <summary>Fixes what the engine decided itself, such as a drawn seed, so that the recipe repeats it.</summary>
    public void Decide(string name, object value) => _values[name] = value switch
    {
        int whole => (long)whole,
        float number => (double)number,
        _ => value,
    };

    /// <summary>Every value that holds, for the recipe; reading it back gives the same options.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (name, value) in _values.OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            json[name] = value switch
            {
                long whole => whole,
                double number => number,
                bool flag => flag,
                string text => text,
                _ => new JsonArray([.. ((IReadOnlyList<string>)value).Select(choice => (JsonNode)choice)]),
            };
        }

        return json;
    }

    private static object Convert(EngineOption option, object value) => option.Type switch
    {
        EngineOptionType.Whole => (object)Whole(option, value),
        EngineOptionType.Number => Number(option, value),
        EngineOptionType.Text => Text(option, value),
        EngineOptionType.Choice => Choice(option, Text(option, value)),
        EngineOptionType.Choices => Choices(option, value),
        _ => Flag(option, value),
    };

    private static long Whole(EngineOption option, object value)
    {
        long? whole = value switch
        {
            int number => number,
            long number => number,
            JsonElement { ValueKind: JsonValueKind.Number } element when element.TryGetInt64(out var number) => number,
            string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        };
        return whole >= option.Min && whole <= option.Max ? whole.Value : throw Wrong(option, "a whole number from");
    }

    private static double Number(EngineOption option, object value)
    {
        double? number = value switch
        {
            int whole => whole,
            long whole => whole,
            float single => single,
            double real => real,
            JsonElement { ValueKind: JsonValueKind.Number } element when element.TryGetDouble(out var real) => real,
            string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) => real,
            _ => null,
        };
        return number >= option.Min && number <= option.Max ? number.Value : throw Wrong(option, "a number from");
    }

    private static string Text(EngineOption option, object value)
    {
        var text = value switch
        {
            string given => given,
            JsonElement { ValueKind: JsonValueKind.String } element => element.GetString()!,
            _ => throw Wrong(option, "a text of"),
        };
        return text.Length <= option.MaxLength ? text : throw Wrong(option, "a text of");
    }

    private static string Choice(EngineOption option, string text) => option.Allowed.Contains(text) ? text : throw Wrong(option, "");

    private static IReadOnlyList<string> Choices(EngineOption option, object value)
    {
        IEnumerable<string> texts = value switch
        {
            string text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            IEnumerable<string> list => list,
            JsonElement { ValueKind: JsonValueKind.String } element => element.GetString()!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            JsonElement { ValueKind: JsonValueKind.Array } element => element.EnumerateArray().Select(item => Text(option, item)),
            _ => throw Wrong(option, ""),
        };
        return [.. texts.Select(text => Choice(option, text)).Distinct()];
    }

    private static bool Flag(EngineOption option, object value) => value switch
    {
        bool flag => flag,
        JsonElement { ValueKind: JsonValueKind.True } => true,
        JsonElement { ValueKind: JsonValueKind.False } => false,
        "true" or "yes" or "" => true,
        "false" or "no" => false,
        _ => throw Wrong(option, ""),
    };

    private static EngineOptionException Wrong(EngineOption option, string kind) => new(
        option.Name, $"The option {option.Name} must be {(kind.Length == 0 ? "" : kind + " ")}{option.Range}.{(option.DefaultText is { } usual ? $" Left out, it is {usual}." : "")}");

    private static EngineOptionException Unknown(string engine, string name, IReadOnlyList<EngineOption> options)
    {
        var shown = name.Length <= MaxShown ? name : name[..MaxShown] + "…";
        var meant = name.Length > MaxShown ? null : options.Select(option => (option.Name, Distance: Distance(name, option.Name))).MinBy(candidate => candidate.Distance) is var (nearest, distance)
            && distance <= Math.Max(1, nearest.Length / 3) ? $" Did you mean {nearest}?" : null;
        return new EngineOptionException(name, $"The {engine} has no option {shown}.{meant} It has {string.Join(", ", options.Select(option => option.Name))}.");
    }

    /// <summary>How many letters have to be put in, taken out, changed or swapped with their neighbour to make one word of the other.</summary>
    private static int Distance(string one, string other)
    {
        var cost = new int[one.Length + 1, other.Length + 1];
        for (var n = 0; n <= one.Length; n++)
        {
            for (var m = 0; m <= other.Length; m++)
            {
                cost[n, m] = n == 0 || m == 0 ? n + m
                    : Math.Min(Math.Min(cost[n - 1, m], cost[n, m - 1]) + 1, cost[n - 1, m - 1] + (one[n - 1] == other[m - 1] ? 0 : 1));
                if (n > 1 && m > 1 && one[n - 1] == other[m - 2] && one[n - 2] == other[m - 1])
                {
                    cost[n, m] = Math.Min(cost[n, m], cost[n - 2, m - 2] + 1);
                }
            }
        }

        return cost[one.Length, other.Length];
    }
}
