using Galion.NexusLang.Running;

namespace Galion.NexusLang.Library;

/// <summary>Reads the arguments of library functions, with messages that name the parameter.</summary>
internal static class Arg
{
    /// <summary>Makes a function from its signature: <c>name(first, second?, *rest, byName?)</c>, where <c>?</c> may be left out.</summary>
    internal static Builtin Define(string signature, BuiltinBody body)
    {
        int open = signature.IndexOf('(', StringComparison.Ordinal);
        string[] names = signature[(open + 1)..^1].Split(", ", StringSplitOptions.RemoveEmptyEntries);
        bool isAfterRest = false;
        var parameters = new ParameterInfo[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            bool isRest = names[i].StartsWith('*');
            parameters[i] = new ParameterInfo(names[i].Trim('*', '?'), names[i].EndsWith('?'), isRest, isAfterRest);
            isAfterRest |= isRest;
        }

        return new Builtin(new FunctionInfo(signature[..open], parameters), body);
    }

    internal static bool IsGiven(Value value) => !value.IsMissing && !value.IsNull;

    internal static NexusException Wrong(string name, string expected, Value value) => new(Errors.WrongType($"'{name}'", expected, value));

    internal static string Text(Value value, string name) => value.IsText ? value.Text : throw Wrong(name, "a text", value);

    internal static string? OptionalText(Value value, string name) => IsGiven(value) ? Text(value, name) : null;

    internal static long Whole(Value value, string name) => value.IsInt ? value.Bits
        : value.IsBig ? throw new NexusException(Errors.TooLarge($"'{name}'"))
        : throw Wrong(name, "an integer", value);

    internal static long Whole(Value value, string name, long missing) => IsGiven(value) ? Whole(value, name) : missing;

    /// <summary>An integer that counts things: from 0 to the largest array.</summary>
    internal static int Count(Value value, string name)
    {
        long count = Whole(value, name);
        return count is >= 0 and <= 100_000_000
            ? (int)count
            : throw new NexusException(Errors.BadArgument($"'{name}' must be from 0 to 100,000,000, but is {count}."));
    }

    internal static double Number(Value value, string name) => value.IsNumber ? Numbers.ToDouble(value) : throw Wrong(name, "a number", value);

    internal static double Number(Value value, string name, double missing) => IsGiven(value) ? Number(value, name) : missing;

    internal static bool Truth(Value value, bool missing) => IsGiven(value) ? Types.IsTruthy(value) : missing;

    internal static ArrayObject Array(Value value, string name) => value.Ref as ArrayObject ?? throw Wrong(name, "an array", value);

    internal static DictObject Dict(Value value, string name) => value.Ref as DictObject ?? throw Wrong(name, "a dict", value);

    internal static Function Callable(Value value, string name) => value.Ref as Function ?? (value.Ref as LibraryObject)?.AsFunction() ?? throw Wrong(name, "a function", value);

    internal static Value Array(IEnumerable<Value> values) => ArrayObject.From(values);

    internal static Value Texts(IEnumerable<string> values) => ArrayObject.From(values.Select(Value.Of));

    internal static Value Dict(ProgramState state, params IEnumerable<(string Key, Value Value)> entries)
    {
        var dict = new DictObject();
        foreach ((string key, Value value) in entries)
        {
            dict.Set(state, Value.Of(key), value);
        }

        return Value.Object(dict);
    }

    /// <summary>Calls a function of the program from the library.</summary>
    internal static Value Call(ProgramState state, Function function, Value a)
    {
        state.Charge(1);
        int depth = state.Depth;
        Value result = function.Invoke1(state, depth, a);
        state.Depth = depth;
        return result;
    }

    internal static Value Call(ProgramState state, Function function, Value a, Value b)
    {
        state.Charge(1);
        int depth = state.Depth;
        Value result = function.Invoke2(state, depth, a, b);
        state.Depth = depth;
        return result;
    }
}
