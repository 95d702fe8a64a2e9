namespace Galion.NexusLang.Running;

/// <summary>A parameter as callers see it.</summary>
/// <param name="IsKeywordOnly">Can only be given by name, because it stands behind the rest.</param>
internal sealed record ParameterInfo(string Name, bool IsOptional = false, bool IsRest = false, bool IsKeywordOnly = false);

/// <summary>What a function is called and takes.</summary>
internal sealed class FunctionInfo
{
    internal FunctionInfo(string name, ParameterInfo[] parameters)
    {
        Name = name;
        Parameters = parameters;
        Required = parameters.Count(p => !p.IsOptional && !p.IsRest);
        RestIndex = Array.FindIndex(parameters, p => p.IsRest);
        MaxPositional = RestIndex >= 0 ? int.MaxValue : parameters.Count(p => !p.IsKeywordOnly);
    }

    internal string Name { get; }

    /// <summary>What stands before the name where the function is printed.</summary>
    internal string Kind { get; init; } = "fn";

    internal ParameterInfo[] Parameters { get; }

    /// <summary>How many arguments must be given.</summary>
    internal int Required { get; }

    /// <summary>The index of the parameter that takes the rest, or -1.</summary>
    internal int RestIndex { get; }

    internal int MaxPositional { get; }

    /// <summary>Whether exactly one argument belongs to each parameter, so that a call with that many needs no sorting.</summary>
    internal bool IsPlain => RestIndex < 0;
}

/// <summary>Anything that can be called.</summary>
internal abstract class Function(FunctionInfo info)
{
    internal readonly FunctionInfo Info = info;

    /// <summary>Calls with one value for each parameter, in their order; <see cref="Value.Missing"/> where none was given.</summary>
    internal abstract Value InvokeAll(ProgramState state, int depth, Value[] arguments);

    internal virtual Value Invoke0(ProgramState state, int depth) => Calls.Adapt(state, depth, this, []);

    internal virtual Value Invoke1(ProgramState state, int depth, Value a) => Calls.Adapt(state, depth, this, [a]);

    internal virtual Value Invoke2(ProgramState state, int depth, Value a, Value b) => Calls.Adapt(state, depth, this, [a, b]);

    internal virtual Value Invoke3(ProgramState state, int depth, Value a, Value b, Value c) => Calls.Adapt(state, depth, this, [a, b, c]);
}

/// <summary>
/// A function of the program. <see cref="Entry"/> points at its code, which takes this object, the depth and up to
/// <see cref="MaxDirect"/> values, or an array of values when there are more parameters.
/// </summary>
internal sealed unsafe class Closure : Function
{
    internal const int MaxDirect = 4;

    internal readonly ProgramState State;
    internal readonly nint Entry;

    /// <summary>The values and <see cref="Cell"/>s that the function uses from around it.</summary>
    internal readonly Value[] Captured;

    private readonly int _direct;

    internal Closure(ProgramState state, FunctionInfo info, nint entry, Value[] captured)
        : base(info)
    {
        State = state;
        Entry = entry;
        Captured = captured;
        _direct = info.IsPlain && info.Parameters.Length <= MaxDirect ? info.Parameters.Length : -1;
    }

    internal override Value InvokeAll(ProgramState state, int depth, Value[] a) => Info.Parameters.Length switch
    {
        0 => ((delegate*<Closure, int, Value>)Entry)(this, depth),
        1 => ((delegate*<Closure, int, Value, Value>)Entry)(this, depth, a[0]),
        2 => ((delegate*<Closure, int, Value, Value, Value>)Entry)(this, depth, a[0], a[1]),
        3 => ((delegate*<Closure, int, Value, Value, Value, Value>)Entry)(this, depth, a[0], a[1], a[2]),
        4 => ((delegate*<Closure, int, Value, Value, Value, Value, Value>)Entry)(this, depth, a[0], a[1], a[2], a[3]),
        _ => ((delegate*<Closure, int, Value[], Value>)Entry)(this, depth, a),
    };

    internal override Value Invoke0(ProgramState state, int depth) => _direct == 0
        ? ((delegate*<Closure, int, Value>)Entry)(this, depth)
        : Calls.Adapt(state, depth, this, []);

    internal override Value Invoke1(ProgramState state, int depth, Value a) => _direct == 1
        ? ((delegate*<Closure, int, Value, Value>)Entry)(this, depth, a)
        : Calls.Adapt(state, depth, this, [a]);

    internal override Value Invoke2(ProgramState state, int depth, Value a, Value b) => _direct == 2
        ? ((delegate*<Closure, int, Value, Value, Value>)Entry)(this, depth, a, b)
        : Calls.Adapt(state, depth, this, [a, b]);

    internal override Value Invoke3(ProgramState state, int depth, Value a, Value b, Value c) => _direct == 3
        ? ((delegate*<Closure, int, Value, Value, Value, Value>)Entry)(this, depth, a, b, c)
        : Calls.Adapt(state, depth, this, [a, b, c]);
}

internal delegate Value BuiltinBody(ProgramState state, Value[] arguments);

/// <summary>A function of the library. Its body gets one value for each parameter, the rest as an array.</summary>
internal sealed class Builtin(FunctionInfo info, BuiltinBody body) : Function(info)
{
    internal BuiltinBody Body => body;

    internal override Value InvokeAll(ProgramState state, int depth, Value[] arguments)
    {
        state.Depth = depth;
        return body(state, arguments);
    }
}

/// <summary>A method together with the value it was taken from: <c>let push = items.push</c>.</summary>
internal sealed class BoundMethod(Value self, Function method) : Function(new FunctionInfo(method.Info.Name, method.Info.Parameters[1..]))
{
    internal override Value InvokeAll(ProgramState state, int depth, Value[] arguments) =>
        method.InvokeAll(state, depth, [self, .. arguments]);
}
