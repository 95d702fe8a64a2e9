using System.Numerics;
using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;

namespace Galion.NexusLang.Binding;

/// <summary>
/// Works out which variables, parameters and results are always integers, floats or bools, so that compiled code keeps them in registers.
/// It begins by assuming the best and gives up what is not so until nothing changes; every call of a function that is never used as a
/// value is known, so its parameters are what its calls give.
/// </summary>
internal sealed partial class KindInference
{
    private readonly BoundProgram _program;
    private FunctionSymbol _function;
    private bool _hasChanged;

    private KindInference(BoundProgram program)
    {
        _program = program;
        _function = program.Main;
    }

    internal static void Run(BoundProgram program)
    {
        FindStaticFunctions(program);
        var inference = new KindInference(program);
        inference.Prepare();
        do
        {
            inference._hasChanged = false;
            foreach (FunctionSymbol function in program.Functions)
            {
                inference.VisitFunction(function);
            }
        }
        while (inference._hasChanged);

        // A second look with what was never assigned taken as unknown.
        inference._isFinal = true;
        foreach (FunctionSymbol function in program.Functions)
        {
            inference.VisitFunction(function);
        }

        while (inference._hasChanged)
        {
            inference._hasChanged = false;
            foreach (FunctionSymbol function in program.Functions)
            {
                inference.VisitFunction(function);
            }
        }
    }

    private bool _isFinal;

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

    private void Prepare()
    {
        foreach (FunctionSymbol function in _program.Functions)
        {
            function.IsLeaf = true;
            function.Escapes |= !function.IsStatic;
            foreach (BoundParameter parameter in function.Parameters)
            {
                bool isUnknown = function.Escapes || parameter.Default is not null || parameter.IsRest || parameter.Variable.NeedsCell;
                parameter.Variable.Kind = isUnknown ? Kind.Any : Kind.Unset;
            }

            function.ReturnKind = function.Escapes && !function.IsStatic ? Kind.Any : Kind.Unset;
        }
    }

    private void VisitFunction(FunctionSymbol function)
    {
        _function = function;
        foreach (BoundParameter parameter in function.Parameters)
        {
            if (parameter.Default is not null)
            {
                Visit(parameter.Default);
            }

            if (_isFinal && parameter.Variable.Kind == Kind.Unset)
            {
                Widen(parameter.Variable, Kind.Any);
            }
        }

        Visit(function.Body);
        if (!Terminates(function.Body))
        {
            WidenReturn(Kind.Any);
        }
    }

    private void Widen(Variable variable, Kind kind)
    {
        Kind joined = variable.IsGlobal || variable.NeedsCell ? Kind.Any : Join(variable.Kind, kind);
        if (joined != variable.Kind)
        {
            variable.Kind = joined;
            _hasChanged = true;
        }
    }

    private void WidenReturn(Kind kind)
    {
        Kind joined = Join(_function.ReturnKind, kind);
        if (joined != _function.ReturnKind)
        {
            _function.ReturnKind = joined;
            _hasChanged = true;
        }
    }

    internal static Kind Join(Kind a, Kind b) => a == b ? a
        : a == Kind.Unset ? b
        : b == Kind.Unset ? a
        : a is Kind.Long or Kind.Int && b is Kind.Long or Kind.Int ? Kind.Int
        : Kind.Any;

    internal static Kind KindOf(object? literal) => literal switch
    {
        long => Kind.Long,
        double => Kind.Float,
        bool => Kind.Bool,
        string => Kind.Text,
        BigInteger => Kind.Int,
        _ => Kind.Any,
    };

    internal static Kind KindOf(TypeTest test) => test.Description switch
    {
        "an integer" => Kind.Int,
        "a float" => Kind.Float,
        "a bool" => Kind.Bool,
        "a text" => Kind.Text,
        _ => Kind.Any,
    };

    /// <summary>Whether control never comes out at the end.</summary>
    internal static bool Terminates(BoundStatement statement) => statement switch
    {
        BoundReturn or BoundThrow => true,
        BoundBlock block => block.Statements.Any(Terminates),
        BoundIf { Else: { } otherwise } branch => Terminates(branch.Then) && Terminates(otherwise),
        _ => false,
    };

    private void Visit(BoundStatement statement)
    {
        switch (statement)
        {
            case BoundBlock block:
                foreach (BoundStatement inner in block.Statements)
                {
                    Visit(inner);
                }

                break;
            case BoundExpressionStatement expression:
                Visit(expression.Expression);
                break;
            case BoundDeclare declare:
                Widen(declare.Variable, Visit(declare.Value));
                break;
            case BoundAssignVariable assign:
                Widen(assign.Variable, Visit(assign.Value));
                break;
            case BoundUnpack unpack:
                Visit(unpack.Value);
                Visit(unpack.Pattern);
                break;
            case BoundAssignPlace place:
                VisitPlace(place);
                break;
            case BoundAssignSlice slice:
                VisitAll(slice.Parts);
                break;
            case BoundIf branch:
                Visit(branch.Condition);
                Visit(branch.Then);
                if (branch.Else is not null)
                {
                    Visit(branch.Else);
                }

                break;
            case BoundReturn result:
                WidenReturn(result.Value is null ? Kind.Any : Visit(result.Value));
                break;
            case BoundThrow thrown:
                Visit(thrown.Value);
                break;
            case BoundCollect collect:
                Visit(collect.Value);
                if (collect.Key is not null)
                {
                    Visit(collect.Key);
                }

                break;
            case BoundTry attempt:
                VisitTry(attempt);
                break;
            default:
                VisitLoop(statement);
                break;
        }
    }

    private void VisitLoop(BoundStatement statement)
    {
        if (statement is not BoundJump)
        {
            _function.IsLeaf = false;
            _function.HasLoops = true;
        }

        switch (statement)
        {
            case BoundWhile loop:
                Visit(loop.Condition);
                Visit(loop.Body);
                break;
            case BoundForRange loop:
                Visit(loop.Start);
                Visit(loop.End);
                Widen(loop.Variable, Kind.Long);
                Visit(loop.Body);
                break;
            case BoundForEach loop:
                Visit(loop.Source);
                Visit(loop.Pattern);
                Visit(loop.Body);
                break;
        }
    }

    private void VisitPlace(BoundAssignPlace place)
    {
        Visit(place.Target);
        if (place.Index is not null)
        {
            Visit(place.Index);
        }

        if (place.Old is not null)
        {
            Widen(place.Old, Kind.Any);
        }

        Visit(place.Combined ?? place.Value);
    }

    private void VisitTry(BoundTry attempt)
    {
        Visit(attempt.Body);
        foreach (BoundCatch clause in attempt.Catches)
        {
            if (clause.Variable is not null)
            {
                Widen(clause.Variable, Kind.Any);
            }

            Visit(clause.Body);
        }

        if (attempt.Finally is not null)
        {
            Visit(attempt.Finally);
        }
    }

    private void Visit(BoundPattern pattern)
    {
        switch (pattern)
        {
            case BindingPattern binding:
                Widen(binding.Variable, Kind.Any);
                break;
            case PartsPattern parts:
                VisitAll(parts.Parts);
                break;
            case CasePattern found:
                VisitAll(found.Arguments ?? []);
                break;
            case MembersPattern members:
                VisitAll(members.Fields.Select(f => f.Pattern));
                break;
            case AnyOfPattern any:
                VisitAll(any.Alternatives);
                break;
            case TestedPattern tested:
                Visit(tested.Inner);
                break;
        }
    }

    private void VisitAll(IEnumerable<BoundPattern> patterns)
    {
        foreach (BoundPattern pattern in patterns)
        {
            Visit(pattern);
        }
    }

    private bool VisitAll(IEnumerable<BoundExpression?> expressions)
    {
        bool needsEmptyStack = false;
        foreach (BoundExpression? expression in expressions)
        {
            if (expression is not null)
            {
                Visit(expression);
                needsEmptyStack |= expression.NeedsEmptyStack;
            }
        }

        return needsEmptyStack;
    }
}
