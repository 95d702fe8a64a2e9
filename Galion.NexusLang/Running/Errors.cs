using System.Globalization;

namespace Galion.NexusLang.Running;

/// <summary>A value that was thrown and is on its way to a <c>catch</c>.</summary>
internal sealed class NexusException(Value thrown) : Exception
{
    internal NexusException(ErrorObject error)
        : this(Value.Object(error))
    {
    }

    internal Value Thrown => thrown;
}

/// <summary>Ends the run: a limit was reached or somebody stopped it. No <c>catch</c> takes it.</summary>
internal sealed class LimitException(LimitKind kind, string message) : Exception(message)
{
    internal LimitKind Kind => kind;
}

/// <summary>
/// Ends the run: errors were thrown within handlers of errors until the stack was nearly over. No <c>catch</c> takes it, because there is no
/// room left in which it could do anything.
/// </summary>
internal sealed class StackException() : Exception("Calls are nested too deep, and handlers of that error call again: no room is left in which they could run.");

/// <summary><c>exit(code)</c>.</summary>
internal sealed class ExitException(int code) : Exception
{
    internal int Code => code;
}

/// <summary>Why a run ended before its program did.</summary>
public enum LimitKind
{
    None,
    Steps,
    Time,
    Memory,
    Output,
    Stopped,

    /// <summary>It waited for the host longer than it may.</summary>
    Waiting,
}

/// <summary>Messages about limits.</summary>
internal static class Messages
{
    internal static string Limit(LimitKind kind, RunLimits limits) => kind switch
    {
        LimitKind.Steps => $"The program took more than {limits.Steps:N0} steps.",
        LimitKind.Time => string.Create(CultureInfo.InvariantCulture, $"The program ran longer than {limits.WallTime.TotalSeconds:0.###} seconds."),
        LimitKind.Memory => $"The program needs more than {limits.MemoryBytes >> 20:N0} MB of memory.",
        LimitKind.Output => $"The program printed more than {limits.OutputCharacters:N0} characters.",
        LimitKind.Waiting => string.Create(
            CultureInfo.InvariantCulture, $"The program waited for input and for AI calls longer than {limits.WaitTime.TotalSeconds:0.###} seconds."),
        _ => "The program was stopped.",
    };

    internal static string LimitCode(LimitKind kind) => kind switch
    {
        LimitKind.Steps => "NX0901",
        LimitKind.Time => "NX0902",
        LimitKind.Memory => "NX0903",
        LimitKind.Output => "NX0904",
        LimitKind.Waiting => "NX0906",
        _ => "NX0905",
    };
}

/// <summary>
/// Every message that the language can utter while a program runs, one method each. Codes: 03xx values and names, 04xx the library, 05xx
/// the host, 09xx limits.
/// </summary>
internal static class Errors
{
    internal static NexusException Fail(ErrorObject error) => new(error);

    internal static ErrorObject DivisionByZero() => new("NX0301", "Division by zero.");

    internal static ErrorObject BadOperands(string sign, Value left, Value right) => new(
        "NX0302", $"'{sign}' does not work between {Types.Describe(left)} and {Types.Describe(right)}.");

    internal static ErrorObject BadOperand(string sign, Value operand) => new(
        "NX0302", $"'{sign}' does not work on {Types.Describe(operand)}.");

    internal static ErrorObject IndexOutside(long index, long length) => new(
        "NX0303", length switch
        {
            0 => $"Index {index} is outside: there are no elements.",
            1 => $"Index {index} is outside: there is one element, 0.",
            _ => $"Index {index} is outside: there are {length} elements, 0 to {length - 1}.",
        });

    internal static ErrorObject NoKey(Value key) => new("NX0304", $"There is no key {Printing.Quote(key)}.");

    internal static ErrorObject CannotIndex(Value target) => new("NX0305", $"{Capital(Types.Describe(target))} has no elements to index.");

    internal static ErrorObject BadIndex(Value target, Value index) => new(
        "NX0306", $"{Capital(Types.Describe(target))} is indexed by an integer or a range, not by {Types.Describe(index)}.");

    internal static ErrorObject Unchangeable(Value target) => new("NX0307", $"{Capital(Types.Describe(target))} cannot be changed.");

    internal static ErrorObject NoMember(Value target, string name, IEnumerable<string> known) => new(
        "NX0308", $"{Capital(Types.Describe(target))} has no member '{name}'.{Suggest(name, known)}");

    internal static ErrorObject FunctionOfType(RecordType type, string name) => new(
        "NX0308", $"'{name}' belongs to {type.TypeName} itself, because its first parameter is not self: write {type.TypeName}.{name}(…).");

    internal static ErrorObject NotCallable(Value callee) => new("NX0309", $"{Capital(Types.Describe(callee))} cannot be called.");

    internal static ErrorObject WrongCount(FunctionInfo info, int given) => new(
        "NX0310", $"{NameOf(info)} takes {CountOf(info)}, but {given} {(given == 1 ? "was" : "were")} given.");

    internal static ErrorObject MissingArgument(FunctionInfo info, string name) => new(
        "NX0310", $"{NameOf(info)} needs the argument '{name}'.");

    internal static ErrorObject UnknownArgument(FunctionInfo info, string name) => new(
        "NX0311", $"{NameOf(info)} has no parameter '{name}'.{Suggest(name, info.Parameters.Select(p => p.Name))}");

    internal static ErrorObject DuplicateArgument(FunctionInfo info, string name) => new(
        "NX0311", $"{NameOf(info)} is given '{name}' twice.");

    internal static ErrorObject NotIterable(Value value) => new("NX0312", $"{Capital(Types.Describe(value))} cannot be gone through.");

    internal static ErrorObject WrongType(string what, string expected, Value actual) => new(
        "NX0313", $"{what} must be {expected}, but is {Types.Describe(actual)}.");

    internal static ErrorObject NotHashable(Value value) => new(
        "NX0314", $"{Capital(Types.Describe(value))} can change and so cannot be a key or an element of a set.");

    internal static ErrorObject CannotCompare(Value left, Value right) => new(
        "NX0315", $"{Capital(Types.Describe(left))} and {Types.Describe(right)} have no order.");

    internal static ErrorObject CannotUnpack(Value value, int count, bool atLeast) => new(
        "NX0316", $"{Capital(Types.Describe(value))} does not have {(atLeast ? "at least " : "")}{count} {(count == 1 ? "part" : "parts")} to take apart."
            + (count == 2 && Types.Describe(value) == "a text" ? " Going through a dict gives its keys; its items() are pairs." : ""));

    internal static ErrorObject NoMatch(Value value) => new("NX0317", $"No arm of this match takes {Printing.Quote(value)}.");

    internal static ErrorObject TooDeep(int depth) => new("NX0318", $"Calls are nested more than {depth:N0} deep.");

    internal static ErrorObject NestedTooDeep() => new("NX0319", "The value is nested too deep for this.");

    internal static ErrorObject Unassigned(string name) => new("NX0320", $"'{name}' is used before it has a value.");

    internal static ErrorObject NoPattern(Value value) => new("NX0321", $"{Capital(Types.Describe(value))} does not fit this pattern.");

    internal static ErrorObject TooLarge(string what) => new("NX0322", $"{what} would be too large.");

    internal static ErrorObject RangeOfIntegers(Value value) => new(
        "NX0323", value.IsInteger
            ? "A range goes between integers of 64 bits, and this end is larger."
            : $"A range goes from integer to integer, and this end is {Types.Describe(value)}.");

    internal static ErrorObject NotConvertible(Value value, string type) => new(
        "NX0401", $"{Printing.Quote(value)} cannot be read as {type}.");

    internal static ErrorObject BadArgument(string message) => new("NX0402", message);

    internal static ErrorObject Empty(string what) => new("NX0403", $"{what} of nothing has no value.");

    internal static ErrorObject AssertionFailed(string message) => new("NX0404", message);

    internal static ErrorObject BadFormat(string format, Value value) => new(
        "NX0405", $"'{format}' is not a format for {Types.Describe(value)}.");

    internal static ErrorObject BadInput(string what, string why) => new("NX0406", $"This is not {what}: {why}");

    internal static ErrorObject UnknownTrait(string name, IEnumerable<string> known) => new(
        "NX0407", $"There is no trait '{name}'.{Suggest(name, known)}");

    internal static ErrorObject BadShapes(string what, int[] left, int[] right) => new(
        "NX0420", $"{what} does not fit the shapes {Tensors.Shapes.Show(left)} and {Tensors.Shapes.Show(right)}.");

    internal static ErrorObject BadModel(string why) => new("NX0421", $"This is not a model that can be loaded: {why}");

    internal static ErrorObject NoModel(string name) => new("NX0422", $"There is no model called '{name}'. save_model(model, \"{name}\") makes one.");

    internal static ErrorObject HostRefused(string message) => new("NX0501", message);

    /// <summary>" Did you mean 'x'?", or nothing when no name is near.</summary>
    internal static string Suggest(string name, IEnumerable<string> known) =>
        Suggestions.Nearest(name, known) is { } near ? $" Did you mean '{near}'?" : "";

    internal static string CountOf(FunctionInfo info)
    {
        string Words(int count) => count == 1 ? "1 argument" : $"{count} arguments";
        return info.MaxPositional == int.MaxValue ? $"at least {Words(info.Required)}"
            : info.Required == info.MaxPositional ? Words(info.Required)
            : $"{info.Required} to {Words(info.MaxPositional)}";
    }

    private static string NameOf(FunctionInfo info) => info.Name.Length == 0 ? "This function" : $"'{info.Name}'";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}

/// <summary>Finds what a misspelt name may have meant.</summary>
public static class Suggestions
{
    /// <returns>The closest of the known names, or null when none is within a third of its letters.</returns>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(known);
        if (name.Length < 2)
        {
            // Any other letter would be as near.
            return known.FirstOrDefault(k => k != name && k.Equals(name, StringComparison.OrdinalIgnoreCase));
        }

        string? best = null;
        int bestDistance = Math.Max(1, name.Length / 3) + 1;
        foreach (string candidate in known)
        {
            int distance = candidate != name ? Distance(name, candidate, bestDistance) : int.MaxValue;
            if (distance < bestDistance)
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>Edits from one word to the other, a swap of neighbours counting as one; stops counting at <paramref name="limit"/>.</summary>
    private static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) >= limit || a.Length > 64)
        {
            return int.MaxValue;
        }

        var rows = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                rows[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1,
                    rows[i - 1, j - 1] + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}
