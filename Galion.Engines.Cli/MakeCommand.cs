using Galion.Engines.Options;

namespace Galion.Engines.Cli;

/// <summary>The command line is wrong; the message says how it goes.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>What a command line asks for.</summary>
/// <param name="Kind">What to make; null when a recipe says it.</param>
/// <param name="Prompt">The words; empty when a recipe has them.</param>
/// <param name="Options">Options of the engine by name, as texts.</param>
/// <param name="Inputs">Files that go into it by the name of their role, such as <c>from</c>.</param>
/// <param name="Recipe">The file to make again.</param>
/// <param name="Output">Where the result goes.</param>
internal sealed record MakeCommand(
    string? Kind, string Prompt, IReadOnlyDictionary<string, string> Options, IReadOnlyDictionary<string, string> Inputs, string? Recipe, string? Output, bool Help)
{
    private static readonly Dictionary<string, string> ShortNames = new() { ["o"] = "output", ["h"] = "help" };

    /// <exception cref="UsageException">An argument is wrong.</exception>
    public static MakeCommand Parse(IReadOnlyList<string> arguments, IReadOnlyList<Maker> makers)
    {
        var words = new List<string>();
        var named = new Dictionary<string, string>();
        for (var n = 0; n < arguments.Count; n++)
        {
            var argument = arguments[n];
            if (argument.Length < 2 || argument[0] != '-' || argument is "--")
            {
                words.Add(argument);
                continue;
            }

            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = (equals < 0 ? argument : argument[..equals]).TrimStart('-').Replace('-', '_');
            name = ShortNames.GetValueOrDefault(name, name);
            var maker = words.Count > 0 ? makers.FirstOrDefault(candidate => candidate.Kind == words[0]) : null;
            var isFlag = name == "help" || maker?.Options.FirstOrDefault(option => option.Name == name)?.Type == EngineOptionType.Flag;
            named[name] = equals >= 0 ? argument[(equals + 1)..]
                : isFlag ? (n + 1 < arguments.Count && arguments[n + 1] is "true" or "false" ? arguments[++n] : "true")
                : n + 1 < arguments.Count && !IsOption(arguments[n + 1]) ? arguments[++n]
                : maker is not null && !IsKnown(maker, name) ? "true"
                : throw new UsageException($"{argument} needs a value. One that begins with a dash is given as {argument}=-…");
        }

        var help = named.Remove("help") || arguments.Count == 0;
        named.Remove("recipe", out var recipe);
        named.Remove("output", out var output);
        var kind = words.Count > 0 ? words[0] : null;
        if (kind is not null && makers.All(maker => maker.Kind != kind))
        {
            throw new UsageException($"There is no engine for '{kind}'. There are: {string.Join(", ", makers.Select(maker => maker.Kind))}.");
        }

        if (words.Count > 2 && makers.Any(maker => maker.Kind == words[1]))
        {
            throw new UsageException($"One file is of one kind: {kind} or {words[1]}. A prompt that begins with '{words[1]}' goes in quotes as a whole.");
        }

        // A recipe says itself what is made; the pictures it was made from may have to be given again.
        var roles = makers.FirstOrDefault(maker => maker.Kind == kind)?.Inputs ?? (recipe is null ? [] : [.. makers.SelectMany(maker => maker.Inputs)]);
        var inputs = roles.Where(role => named.ContainsKey(role.Name)).ToDictionary(role => role.Name, role => named[role.Name]);
        foreach (var role in inputs.Keys)
        {
            named.Remove(role);
        }

        var command = new MakeCommand(kind, string.Join(' ', words.Skip(1)), named, inputs, recipe, output, help);
        return help ? command : command.Checked();
    }

    /// <summary>What is not known is named by the engine, which tells what was meant.</summary>
    private static bool IsKnown(Maker maker, string name) =>
        name is "output" or "recipe" || maker.Options.Any(option => option.Name == name) || maker.Inputs.Any(input => input.Name == name);

    /// <summary>A number below nothing and a lone dash are values.</summary>
    private static bool IsOption(string argument) => argument.StartsWith("--", StringComparison.Ordinal) || argument is "-o" or "-h";

    private MakeCommand Checked() =>
        Recipe is null && Kind is null ? throw new UsageException("Say what to make, or which file to make again with --recipe FILE.")
        : Recipe is not null && (Prompt.Length > 0 || Options.Count > 0) ? throw new UsageException("A recipe has its prompt and options: --recipe FILE goes with -o FILE, and with the pictures it was made from (--from, --mask, --start-frame, --end-frame, --original).")
        : Recipe is null && Prompt.Length == 0 && Inputs.Count == 0 ? throw new UsageException($"Say in words what to make: ./galion make {Kind} \"…\" -o FILE")
        : Output is null ? throw new UsageException("Say where the result goes: -o FILE")
        : this;
}
