using System.Numerics;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Binding;

/// <summary>
/// Works out which variables, parameters, fields, elements and results are always integers, floats, bools, arrays or of one struct, so that
/// compiled code keeps them in registers. It begins by assuming the best and gives up what is not so until nothing changes; every call of a
/// function that is never used as a value is known, so its parameters are what its calls give. What flows to where it cannot be followed,
/// such as into a dict or a function of the library, is given up.
/// </summary>
internal sealed partial class KindInference
{
    /// <summary>How often bounds grow step by step.</summary>
    private const int MaxSteps = 3;

    private readonly BoundProgram _program;
    private readonly Dictionary<BoundExpression, Elements> _elements = new(ReferenceEqualityComparer.Instance);
    private readonly ILookup<string, FieldSymbol> _fields;
    private FunctionSymbol _function;
    private bool _hasChanged;
    private bool _isFinal;

    private KindInference(BoundProgram program)
    {
        _program = program;
        _function = program.Main;
        _fields = program.Records.Where(r => r.Enum is null).SelectMany(r => r.Fields).ToLookup(f => f.Name);
    }

    /// <param name="isSpecialized">Whether anything but constants and single expressions is followed; off only to compare.</param>
    internal static void Run(BoundProgram program, bool isSpecialized = true)
    {
        FindStaticFunctions(program);
        var inference = new KindInference(program);
        inference.Prepare(isSpecialized);
        inference.Repeat();

        // A second look with what was never assigned taken as unknown.
        inference._isFinal = true;
        inference.Repeat();
    }

    private void Repeat()
    {
        do
        {
            _hasChanged = false;
            foreach (FunctionSymbol function in _program.Functions)
            {
                VisitFunction(function);
            }
        }
        while (_hasChanged);
    }

    /// <summary>A nested function that uses nothing from around it but others of the kind needs no object.</summary>
    private static void FindStaticFunctions(BoundProgram program)
    {
        bool hasChanged;
        do
        {
            hasChanged = false;
            foreach (FunctionSymbol function in program.Functions)
            {
                if (function.IsStatic && function.Frame.Captures.Exists(c => c.Function is not { IsStatic: true }))
                {
                    function.IsStatic = false;
                    hasChanged = true;
                }
            }
        }
        while (hasChanged);

        foreach (FunctionSymbol function in program.Functions)
        {
            function.Frame.Captures.RemoveAll(c => c.Function is { IsStatic: true });
        }
    }

    private void Prepare(bool isSpecialized)
    {
        if (isSpecialized)
        {
            GlobalOrder.Find(_program);
        }
        else
        {
            _isGeneral = true;
        }

        foreach (FunctionSymbol function in _program.Functions)
        {
            function.IsLeaf = true;
            function.Escapes |= !function.IsStatic;
            foreach (BoundParameter parameter in function.Parameters)
            {
                bool isUnknown = function.Escapes || parameter.Default is not null || parameter.IsRest || parameter.Variable.NeedsCell;
                parameter.Variable.Slot.Facts = isUnknown || _isGeneral ? Facts.Any : Facts.Unset;
            }

            function.Returns.Facts = _isGeneral || (function.Escapes && !function.IsStatic) ? Facts.Any : Facts.Unset;
        }
    }

    private bool _isGeneral;

    private void VisitFunction(FunctionSymbol function)
    {
        _function = function;
        _bounds = [];
        foreach (BoundParameter parameter in function.Parameters)
        {
            if (parameter.Default is not null)
            {
                Leak(Visit(parameter.Default));
            }

            if (_isFinal && parameter.Variable.Kind == Kind.Unset)
            {
                Widen(parameter.Variable, Facts.Any);
            }
        }

        Visit(function.Body);
        if (!Terminates(function.Body))
        {
            WidenReturn(Facts.Null);
        }
    }

    private void Widen(Variable variable, Facts facts, bool isStep = false)
    {
        _bounds.Remove(variable);
        foreach (HashSet<Variable> assigned in _assigned)
        {
            _hasChanged |= assigned.Add(variable);
        }

        bool isUnknown = variable.NeedsCell || (variable.IsGlobal && !variable.IsSetFirst);
        Widen(variable.Slot, isUnknown ? Facts.Any : facts, isStep);
        if (isUnknown)
        {
            Leak(facts);
        }
    }

    private void WidenReturn(Facts facts)
    {
        if (_function.Escapes)
        {
            Leak(facts);
        }

        Widen(_function.Returns, facts);
    }

    /// <summary>Notes that a slot may also hold values of which this is known.</summary>
    private void Widen(Slot slot, Facts facts, bool isStep = false)
    {
        if (!isStep && !slot.IsFar && facts is { Kind: Kind.Long, Bounds: var bounds } && !bounds.IsWithin(Interval.Start))
        {
            slot.IsFar = true;
            _hasChanged = true;
        }

        Facts old = slot.Facts;
        Facts joined = _isGeneral && facts.Kind != Kind.Unset ? Facts.Any : Join(old, facts);
        if (AreSame(old, joined))
        {
            return;
        }

        if (old.Kind == Kind.Long && joined.Kind == Kind.Long && ++slot.Growths > MaxSteps)
        {
            joined = Facts.Long(joined.Bounds.Leap(old.Bounds));
        }

        slot.Facts = joined;
        _hasChanged = true;
    }

    private static bool AreSame(Facts a, Facts b) =>
        a.Kind == b.Kind && a.Bounds == b.Bounds && a.Record == b.Record && a.Elements?.Root == b.Elements?.Root;

    private Facts Join(Facts a, Facts b)
    {
        if (a.Kind == Kind.Unset || b.Kind == Kind.Unset)
        {
            return a.Kind == Kind.Unset ? b : a;
        }

        switch (a.Kind, b.Kind)
        {
            case (Kind.Long, Kind.Long):
                return Facts.Long(a.Bounds.Or(b.Bounds));
            case (Kind.Long or Kind.Int, Kind.Long or Kind.Int):
                return Facts.Int;
            case (Kind.Array, Kind.Array):
                Unite(a.Elements!, b.Elements!);
                return a with { Elements = a.Elements!.Root };
            case (Kind.Record, Kind.Record) when a.Record == b.Record:
                return a;
            case (Kind.Record or Kind.Maybe, Kind.Null):
            case (Kind.Record or Kind.Maybe, Kind.Record or Kind.Maybe) when a.Record == b.Record:
                return a with { Kind = Kind.Maybe };
            case (Kind.Null, Kind.Record or Kind.Maybe):
                return b with { Kind = Kind.Maybe };
            case var (first, second) when first == second && first is not (Kind.Array or Kind.Record or Kind.Maybe):
                return a;
            default:
                Leak(a);
                Leak(b);
                return Facts.Any;
        }
    }

    private void Unite(Elements a, Elements b)
    {
        (Elements first, Elements second) = (a.Root, b.Root);
        if (first == second)
        {
            return;
        }

        Facts facts = second.Facts;
        second.Become(first);
        _hasChanged = true;
        Widen(first.Slot, facts);
    }

    /// <summary>Gives up what is known of the elements of an array that goes where it is not followed.</summary>
    private void Leak(Facts facts)
    {
        if (facts is { Kind: Kind.Array, Elements: { } elements } && elements.Facts.Kind != Kind.Any)
        {
            Facts inner = elements.Facts;
            elements.Slot.Facts = Facts.Any;
            _hasChanged = true;
            Leak(inner);
        }
    }

    private void LeakAll(IEnumerable<BoundExpression?> expressions)
    {
        foreach (BoundExpression? expression in expressions)
        {
            if (expression is not null)
            {
                Leak(expression.Facts);
            }
        }
    }

    /// <summary>What the arrays that this expression makes hold.</summary>
    private Elements ElementsOf(BoundExpression expression)
    {
        if (!_elements.TryGetValue(expression, out Elements? elements))
        {
            _elements[expression] = elements = new Elements();
        }

        return elements.Root;
    }

    private Facts ArrayOf(BoundExpression maker, params ReadOnlySpan<Facts> held)
    {
        Elements elements = ElementsOf(maker);
        foreach (Facts facts in held)
        {
            Widen(elements.Slot, facts);
        }

        return new Facts(Kind.Array, Elements: elements.Root);
    }

    internal static Facts FactsOf(object? literal) => literal switch
    {
        null => Facts.Null,
        long number => Facts.Long(number, number),
        double => Facts.Float,
        bool => Facts.Bool,
        string => Facts.Text,
        BigInteger => Facts.Int,
        _ => Facts.Any,
    };

    private static Facts FactsOf(TypeTest test) => test.Description switch
    {
        "an integer" => Facts.Int,
        "a float" => Facts.Float,
        "a bool" => Facts.Bool,
        "a text" => Facts.Text,
        _ => Facts.Any,
    };

    /// <summary>Whether control never comes out at the end.</summary>
    internal static bool Terminates(BoundStatement statement) => statement switch
    {
        BoundReturn or BoundThrow => true,
        BoundBlock block => block.Statements.Any(Terminates),
        BoundIf { Else: { } otherwise } branch => Terminates(branch.Then) && Terminates(otherwise),
        _ => false,
    };
}
