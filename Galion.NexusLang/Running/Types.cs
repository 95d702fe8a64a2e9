using System.Numerics;

namespace Galion.NexusLang.Running;

/// <summary>The types of values: their names, and the tests that annotations ask for.</summary>
internal static class Types
{
    /// <summary>What <c>type(x)</c> answers.</summary>
    internal static string NameOf(Value value) => value.Ref switch
    {
        null or BigInteger => "int",
        string or Rope => "string",
        ArrayObject => "array",
        DictObject => "dict",
        SetObject => "set",
        TupleObject => "tuple",
        RangeObject => "range",
        RecordObject record => record.Type.TypeName,
        Function => "function",
        ErrorObject => "error",
        TaskObject => "task",
        NamespaceObject space => space.Kind,
        LibraryObject thing => thing.TypeName,
        Tag tag when tag == Tags.Float => "float",
        Tag tag when tag == Tags.Bool => "bool",
        Tag => "null",
        _ => "object",
    };

    /// <summary>A value's type with an article, as it stands in a sentence.</summary>
    internal static string Describe(Value value) => NameOf(value) switch
    {
        "int" => "an integer",
        "float" => "a float",
        "string" => "a text",
        "bool" => "a bool",
        "null" => "null",
        "array" => "an array",
        "error" => "an error",
        var name when "aeiouAEIOU".Contains(name[0]) => $"an {name}",
        var name => $"a {name}",
    };

    internal static bool IsTruthy(Value value) => value.Ref switch
    {
        null => value.Bits != 0,
        string text => text.Length > 0,
        Rope => true,
        ArrayObject array => array.Count > 0,
        TableObject table => table.Count > 0,
        TupleObject tuple => tuple.Items.Length > 0,
        RangeObject range => range.Count > 0,
        LibraryObject thing => thing.IsTrue,
        Tag tag when tag == Tags.Float => value.Double != 0,
        Tag => value.Bits != 0,
        _ => true,
    };

    /// <summary>The value itself when it is of the type, an integer as a float where a float is asked for, or else an error.</summary>
    internal static Value Check(TypeTest test, Value value, string what)
    {
        if (test.Matches(value))
        {
            return value;
        }

        return test.AcceptsFloat && value.IsInteger
            ? Value.Of(Numbers.ToDouble(value))
            : throw new NexusException(Errors.WrongType(what, test.Description, value));
    }
}

/// <summary>Whether values are of a type that the program has written down.</summary>
internal sealed class TypeTest(string description, Func<Value, bool> matches, bool acceptsFloat = false)
{
    internal string Description => description;

    /// <summary>Whether an integer may stand for a float.</summary>
    internal bool AcceptsFloat => acceptsFloat;

    internal bool Matches(Value value) => matches(value);

    internal static TypeTest? Simple(string name) => name switch
    {
        "int" or "integer" => new("an integer", v => v.IsInteger),
        "float" => new("a float", v => v.IsFloat, acceptsFloat: true),
        "number" => new("a number", v => v.IsNumber),
        "string" or "str" or "text" => new("a text", v => v.IsText),
        "bool" => new("a bool", v => v.IsBool),
        "null" or "none" or "void" => new("null", v => v.IsNull),
        "array" or "list" => new("an array", v => v.Ref is ArrayObject),
        "dict" or "map" => new("a dict", v => v.Ref is DictObject),
        "set" => new("a set", v => v.Ref is SetObject),
        "tuple" => new("a tuple", v => v.Ref is TupleObject),
        "range" => new("a range", v => v.Ref is RangeObject),
        "function" or "fn" => new("a function", v => v.Ref is Function),
        "error" => new("an error", v => v.Ref is ErrorObject),
        "task" => new("a task", v => v.Ref is TaskObject),
        "any" => new("anything", _ => true),
        "tensor" or "model" or "layer" or "dataset" => new($"a {name}", v => Types.NameOf(v) == name),
        _ => null,
    };

    /// <summary><c>array&lt;int&gt;</c>: a container whose elements are all of a type.</summary>
    internal static TypeTest Container(TypeTest outer, params TypeTest[] inner) => new(
        $"{outer.Description} of {string.Join(" and ", inner.Select(t => t.Description))}",
        v => outer.Matches(v) && v.Ref switch
        {
            ArrayObject array => All(array.Span, inner[0]),
            TupleObject tuple => tuple.Items.Length == inner.Length && tuple.Items.Zip(inner).All(p => p.Second.Matches(p.First)),
            SetObject set => set.Keys().All(inner[0].Matches),
            DictObject dict => dict.Pairs().All(p => inner[0].Matches(p.Key) && inner[^1].Matches(p.Value)),
            _ => true,
        });

    internal static TypeTest Either(IReadOnlyList<TypeTest> tests) => new(
        string.Join(" or ", tests.Select(t => t.Description)), v => tests.Any(t => t.Matches(v)), tests.Any(t => t.AcceptsFloat));

    internal static TypeTest Record(string name) => new($"a {name}", v => v.Ref is RecordObject record && record.Type.TypeName == name);

    private static bool All(ReadOnlySpan<Value> items, TypeTest test)
    {
        foreach (Value item in items)
        {
            if (!test.Matches(item))
            {
                return false;
            }
        }

        return true;
    }
}
