using System.Runtime.CompilerServices;

namespace Galion.NexusLang.Running;

/// <summary>Calls whose callee is only known while the program runs.</summary>
internal static class Calls
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Function Callee(Value callee) =>
        callee.Ref is Closure closure ? closure : callee.Ref as Function ?? Slow(callee);

    private static Function Slow(Value callee) =>
        (callee.Ref as LibraryObject)?.AsFunction() ?? throw new NexusException(Errors.NotCallable(callee));

    internal static Value Call0(ProgramState state, int depth, Value callee) => Callee(callee).Invoke0(state, depth);

    internal static Value Call1(ProgramState state, int depth, Value callee, Value a) => Callee(callee).Invoke1(state, depth, a);

    internal static Value Call2(ProgramState state, int depth, Value callee, Value a, Value b) => Callee(callee).Invoke2(state, depth, a, b);

    internal static Value Call3(ProgramState state, int depth, Value callee, Value a, Value b, Value c) =>
        Callee(callee).Invoke3(state, depth, a, b, c);

    internal static Value CallMany(ProgramState state, int depth, Value callee, Value[] arguments) =>
        Adapt(state, depth, Callee(callee), arguments);

    /// <summary>Puts positional arguments where the parameters want them, and calls.</summary>
    internal static Value Adapt(ProgramState state, int depth, Function function, Value[] arguments) =>
        function.InvokeAll(state, depth, Arrange(state, function.Info, arguments, [], []));

    /// <summary>A call with named arguments or spread ones.</summary>
    internal static Value CallNamed(ProgramState state, int depth, Value callee, Value[] arguments, string[] names, Value[] named)
    {
        Function function = Callee(callee);
        return function.InvokeAll(state, depth, Arrange(state, function.Info, arguments, names, named));
    }

    internal static Value[] Arrange(ProgramState state, FunctionInfo info, Value[] arguments, string[] names, Value[] named)
    {
        ParameterInfo[] parameters = info.Parameters;
        if (names.Length == 0 && info.IsPlain && arguments.Length == parameters.Length)
        {
            return arguments;
        }

        var sorted = new Value[parameters.Length];
        int positional = info.RestIndex >= 0 ? info.RestIndex : info.MaxPositional;
        if (arguments.Length > positional && info.RestIndex < 0)
        {
            throw new NexusException(Errors.WrongCount(info, arguments.Length));
        }

        for (int i = 0; i < sorted.Length; i++)
        {
            sorted[i] = i < positional && i < arguments.Length ? arguments[i]
                : i == info.RestIndex ? Rest(state, arguments, positional)
                : Value.Missing;
        }

        for (int i = 0; i < names.Length; i++)
        {
            int index = Array.FindIndex(parameters, p => p.Name == names[i] && !p.IsRest);
            if (index < 0 || !sorted[index].IsMissing)
            {
                throw new NexusException(index < 0 ? Errors.UnknownArgument(info, names[i]) : Errors.DuplicateArgument(info, names[i]));
            }

            sorted[index] = named[i];
        }

        for (int i = 0; i < sorted.Length; i++)
        {
            if (sorted[i].IsMissing && !parameters[i].IsOptional)
            {
                throw new NexusException(names.Length == 0
                    ? Errors.WrongCount(info, arguments.Length)
                    : Errors.MissingArgument(info, parameters[i].Name));
            }
        }

        return sorted;
    }

    private static Value Rest(ProgramState state, Value[] arguments, int from)
    {
        Value[] rest = arguments.Length > from ? arguments[from..] : [];
        state.Allocate(40 + (rest.Length * 16));
        return Value.Object(new ArrayObject(rest));
    }
}
