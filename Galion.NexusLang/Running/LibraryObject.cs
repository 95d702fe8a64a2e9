namespace Galion.NexusLang.Running;

/// <summary>
/// A value whose behaviour is written in the library, such as a tensor or a layer: the operators, indexing, members and loops ask it where
/// they know no better. What it does not answer is an error that names its type.
/// </summary>
internal abstract class LibraryObject
{
    /// <summary>What <c>type(x)</c> answers.</summary>
    internal abstract string TypeName { get; }

    /// <summary>Its methods; each takes the value itself first.</summary>
    internal abstract IReadOnlyDictionary<string, Builtin> Methods { get; }

    /// <summary>Members that are read like fields, for suggestions.</summary>
    internal virtual IEnumerable<string> PropertyNames => [];

    internal virtual bool IsTrue => true;

    /// <summary>Whether it stays the same key for as long as it lives.</summary>
    internal virtual bool IsHashable => true;

    internal virtual Value? Property(ProgramState state, string name) => null;

    internal virtual bool SetProperty(ProgramState state, string name, Value value) => false;

    /// <summary>What calling the value calls.</summary>
    internal virtual Function? AsFunction() => null;

    internal virtual Value Index(ProgramState state, Value index) => throw new NexusException(Errors.CannotIndex(Value.Object(this)));

    internal virtual void SetIndex(ProgramState state, Value index, Value value) => throw new NexusException(Errors.Unchangeable(Value.Object(this)));

    internal virtual long Length => throw new NexusException(Errors.WrongType("What len() counts", "a text or a container", Value.Object(this)));

    internal virtual Iterator Iterate(ProgramState state) => throw new NexusException(Errors.NotIterable(Value.Object(this)));

    /// <summary>The operator between two values of which at least one is this; null when it has no meaning.</summary>
    internal virtual Value? Binary(ProgramState state, string sign, Value left, Value right) => null;

    internal virtual Value? Negate(ProgramState state) => null;

    /// <summary>The number that orders this value among numbers.</summary>
    internal virtual double? Order => null;

    internal static Value Operate(ProgramState state, string sign, Value left, Value right) =>
        (left.Ref as LibraryObject)?.Binary(state, sign, left, right)
        ?? (right.Ref as LibraryObject)?.Binary(state, sign, left, right)
        ?? throw new NexusException(Errors.BadOperands(sign, left, right));
}

/// <summary><c>1:9:2</c> among several indexes: <c>t[0, 1:9:2]</c>. A part that is null was left out.</summary>
internal sealed class SliceObject(Value start, Value end, Value step)
{
    internal Value Start => start;

    internal Value End => end;

    internal Value Step => step;

    public override string ToString() => $"{Show(start)}:{Show(end)}{(step.IsNull ? "" : $":{step}")}";

    private static string Show(Value part) => part.IsNull ? "" : part.ToString();
}
