using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Binding;

internal sealed partial class Binder
{
    private void DeclareTypes(IReadOnlyList<Statement> statements)
    {
        foreach (Statement statement in statements)
        {
            switch (statement)
            {
                case StructStatement type:
                    var record = new RecordSymbol(type.Name.Text, null) { Span = type.Name.Span };
                    DeclareOnce(record, type.Name.Span);
                    _program.Records.Add(record);
                    break;
                case EnumStatement type:
                    var declared = new EnumSymbol(type.Name.Text) { Span = type.Name.Span };
                    DeclareOnce(declared, type.Name.Span);
                    foreach (VariantDeclaration variant in type.Variants)
                    {
                        if (declared.Variants.Exists(v => v.Name == variant.Name.Text))
                        {
                            _diagnostics.NameTwice(variant.Name.Span, variant.Name.Text);
                        }

                        var found = new RecordSymbol(variant.Name.Text, declared) { Span = variant.Name.Span, Methods = declared.Methods, Functions = declared.Functions };
                        declared.Variants.Add(found);
                        _program.Records.Add(found);
                    }

                    break;
            }
        }

        // Only now can fields say that they hold types which are declared further down.
        foreach (Statement statement in statements)
        {
            switch (statement)
            {
                case StructStatement type when _scope.Symbols.GetValueOrDefault(type.Name.Text) is RecordSymbol record && record.Fields.Count == 0:
                    DeclareFields(record, type.Fields);
                    break;
                case EnumStatement type when _scope.Symbols.GetValueOrDefault(type.Name.Text) is EnumSymbol declared:
                    foreach ((VariantDeclaration variant, RecordSymbol record) in type.Variants.Zip(declared.Variants))
                    {
                        DeclareFields(record, variant.Fields);
                    }

                    break;
            }
        }
    }

    private void DeclareOnce(Symbol symbol, TextSpan span)
    {
        if (!_scope.TryDeclare(symbol))
        {
            _diagnostics.AlreadyDeclared(span, symbol.Name);
        }
    }

    private void DeclareFields(RecordSymbol record, IReadOnlyList<FieldDeclaration> fields)
    {
        if (fields.Count > MaxFields)
        {
            _diagnostics.TooManyFields(fields[MaxFields].Span, MaxFields, "fields");
        }

        foreach (FieldDeclaration field in fields.Take(MaxFields))
        {
            if (record.IndexOf(field.Name.Text) >= 0)
            {
                _diagnostics.NameTwice(field.Name.Span, field.Name.Text);
            }

            record.Fields.Add(new FieldSymbol(field.Name.Text, BindType(field.Type)));
        }

        string name = record.Enum is null ? record.Name : $"{record.Enum.Name}.{record.Name}";
        record.Maker = new FunctionSymbol(name, record.Span, _source) { Makes = record, IsLeaf = true };
        record.Maker.Frame = new Frame(null, record.Maker);
        record.Maker.Info = new FunctionInfo(name, [.. fields.Take(MaxFields).Select(f => new ParameterInfo(f.Name.Text, f.Default is not null))])
        {
            Kind = record.Enum is null ? "struct" : "fn",
        };
        _program.Functions.Add(record.Maker);
        if (record is { Enum: not null, Fields.Count: 0 })
        {
            record.Single = NewVariable(name, isConst: true);
            record.Single.IsDeclared = true;
        }
    }

    /// <summary>Binds what fields are when nothing is given, and makes the functions that make instances.</summary>
    private void BindDefaultsOfRecords(IReadOnlyList<Statement> statements)
    {
        foreach (Statement statement in statements)
        {
            if (statement is StructStatement type && _scope.Symbols.GetValueOrDefault(type.Name.Text) is RecordSymbol record)
            {
                BindMaker(record, type.Fields);
            }
            else if (statement is EnumStatement cases && _scope.Symbols.GetValueOrDefault(cases.Name.Text) is EnumSymbol declared)
            {
                foreach ((VariantDeclaration variant, RecordSymbol found) in cases.Variants.Zip(declared.Variants))
                {
                    BindMaker(found, variant.Fields);
                    if (found.Single is not null)
                    {
                        _program.Statements.Add(new BoundDeclare(found.Span, found.Single, new BoundMake(found.Span, found, [])));
                    }
                }
            }
        }
    }

    private void BindMaker(RecordSymbol record, IReadOnlyList<FieldDeclaration> fields)
    {
        if (record.Maker.Parameters.Count > 0)
        {
            return;
        }

        Frame outer = _frame;
        _frame = record.Maker.Frame;
        List<BoundExpression> values = [];
        foreach ((FieldDeclaration field, FieldSymbol symbol) in fields.Zip(record.Fields))
        {
            var parameter = new Variable(symbol.Name, _frame) { IsParameter = true, IsDeclared = true, Type = symbol.Type };
            BoundExpression? missing = field.Default is null ? null : BindChecked(field.Default, symbol.Type, $"The field '{symbol.Name}'");
            record.Maker.Parameters.Add(new BoundParameter(parameter, missing, IsRest: false));
            values.Add(new BoundVariable(record.Span, parameter));
        }

        record.Maker.Body = new BoundReturn(record.Span, new BoundMake(record.Span, record, values));
        _frame = outer;
    }

    /// <summary>Makes named functions visible before the first statement, so that they can call each other.</summary>
    private void DeclareFunctions(IReadOnlyList<Statement> statements, BoundBlock block)
    {
        foreach (FunctionStatement statement in statements.OfType<FunctionStatement>())
        {
            FunctionSymbol function = NewFunction(statement.Name.Text, statement.Name.Span);
            var holder = new Variable(statement.Name.Text, _frame)
            {
                IsConst = true,
                IsGlobal = _scope.IsModule,
                Function = function,
                IsDeclared = _scope.IsModule,
                IsExported = statement.IsExported,
            };
            function.Holder = holder;
            DeclareSignature(function, statement.Parameters, statement.ReturnType);
            if (!_scope.TryDeclare(holder))
            {
                _diagnostics.AlreadyDeclared(statement.Name.Span, statement.Name.Text);
            }

            if (_scope.IsModule)
            {
                _bodies.Enqueue(() => BindBody(function, statement.Parameters, statement.Body));
            }
            else
            {
                block.Early.Add(holder);
            }
        }

        if (_scope.IsModule)
        {
            DeclareMethods(statements);
        }
    }

    private void DeclareMethods(IReadOnlyList<Statement> statements)
    {
        foreach (ImplStatement impl in statements.OfType<ImplStatement>())
        {
            Symbol? type = Find(impl.Type.Text);
            if (type is not (RecordSymbol or EnumSymbol) && (type is not null || TypeTest.Simple(impl.Type.Text) is not null))
            {
                _diagnostics.NotAStruct(impl.Type.Span, impl.Type.Text);
                continue;
            }

            if (type is not (RecordSymbol or EnumSymbol))
            {
                _diagnostics.UnknownType(impl.Type.Span, impl.Type.Text, NearestType(impl.Type.Text));
                continue;
            }

            foreach (FunctionStatement method in impl.Methods)
            {
                DeclareMethod(type, impl.Type.Text, method);
            }
        }
    }

    /// <summary>A function whose first parameter is <c>self</c> belongs to the values of its type; any other to the type itself.</summary>
    private void DeclareMethod(Symbol type, string typeName, FunctionStatement method)
    {
        string name = method.Name.Text;
        FunctionSymbol function = NewFunction($"{typeName}.{name}", method.Name.Span);
        var cases = type as EnumSymbol;
        Dictionary<string, FunctionSymbol> methods = cases?.Methods ?? ((RecordSymbol)type).Methods;
        Dictionary<string, Variable> functions = cases?.Functions ?? ((RecordSymbol)type).Functions;
        bool isFree = !methods.ContainsKey(name) && !functions.ContainsKey(name);
        if (method.Parameters is [{ Name.Text: "self" }, ..])
        {
            function.Escapes = true;
            methods.TryAdd(name, function);
            DeclareSignature(function, method.Parameters, method.ReturnType, type as RecordSymbol);
        }
        else
        {
            var holder = new Variable(function.Name, _frame) { IsConst = true, IsGlobal = true, Function = function, IsDeclared = true };
            function.Holder = holder;
            functions.TryAdd(name, holder);
            isFree &= cases is null || !cases.Variants.Exists(v => v.Name == name);
            DeclareSignature(function, method.Parameters, method.ReturnType);
        }

        if (!isFree)
        {
            _diagnostics.AlreadyDeclared(method.Name.Span, name);
        }

        _bodies.Enqueue(() => BindBody(function, method.Parameters, method.Body));
    }

    private FunctionSymbol NewFunction(string name, TextSpan span)
    {
        var function = new FunctionSymbol(name, span, _source);
        function.Frame = new Frame(_frame, function);
        _program.Functions.Add(function);
        return function;
    }

    private void DeclareSignature(
        FunctionSymbol function, IReadOnlyList<Parameter> parameters, TypeNode? returnType, RecordSymbol? self = null)
    {
        if (parameters.Count > MaxFields)
        {
            _diagnostics.TooManyFields(parameters[MaxFields].Span, MaxFields, "parameters");
        }

        HashSet<string> seen = [];
        foreach (Parameter parameter in parameters)
        {
            if (!seen.Add(parameter.Name.Text) && parameter.Name.Text != "_")
            {
                _diagnostics.NameTwice(parameter.Name.Span, parameter.Name.Text);
            }

            var variable = new Variable(parameter.Name.Text, function.Frame)
            {
                IsParameter = true,
                IsDeclared = true,
                Type = BindType(parameter.Type),
                Record = function.Parameters.Count == 0 ? self : null,
            };
            function.Parameters.Add(new BoundParameter(variable, null, parameter.IsRest));
        }

        function.ReturnType = BindType(returnType);
        function.Info = new FunctionInfo(
            function.Name, [.. parameters.Select(p => new ParameterInfo(p.Name.Text, p.Default is not null, p.IsRest))]);
    }

    /// <param name="body">A block, or the expression that is the value.</param>
    private void BindBody(FunctionSymbol function, IReadOnlyList<Parameter> parameters, Node body)
    {
        (Scope scope, Frame frame, int loops, int final) = (_scope, _frame, _loops, _finally);
        _frame = function.Frame;
        _scope = new Scope(scope, _frame);
        (_loops, _finally) = (0, 0);
        for (int i = 0; i < parameters.Count; i++)
        {
            BoundParameter parameter = function.Parameters[i];
            if (parameters[i].Default is { } missing)
            {
                BoundExpression value = BindChecked(missing, parameter.Variable.Type, $"The default of '{parameter.Variable.Name}'");
                function.Parameters[i] = parameter with { Default = value };
            }

            _scope.Declare(parameter.Variable);
        }

        function.Body = body is BlockStatement block
            ? BindBlock(block)
            : new BoundReturn(body.Span, BindReturned((Expression)body, function));
        (_scope, _frame, _loops, _finally) = (scope, frame, loops, final);
    }

    private BoundExpression BindReturned(Expression value, FunctionSymbol function) =>
        BindChecked(value, function.ReturnType, function.Name.Length == 0 ? "The result" : $"The result of '{function.Name}'");

    private TypeTest? BindType(TypeNode? node)
    {
        if (node is null)
        {
            return null;
        }

        TypeTest test = BindTypeName(node);
        if (node.Arguments.Count > 0)
        {
            test = TypeTest.Container(test, [.. node.Arguments.Select(a => BindType(a)!)]);
        }

        List<TypeTest> either = [test];
        if (node.IsOptional)
        {
            either.Add(TypeTest.Simple("null")!);
        }

        either.AddRange(node.Alternatives.Select(a => BindType(a)!));
        return either.Count == 1 ? test : TypeTest.Either(either);
    }

    private TypeTest BindTypeName(TypeNode node)
    {
        string name = node.Name.Text;
        switch (Find(name))
        {
            case RecordSymbol or EnumSymbol:
                return TypeTest.Record(name);
            default:
                if (TypeTest.Simple(name) is { } simple)
                {
                    return simple;
                }

                _diagnostics.UnknownType(node.Name.Span, name, NearestType(name));
                return TypeTest.Simple("any")!;
        }
    }

    private string? NearestType(string name) => Suggestions.Nearest(
        name,
        _scope.AllNames().Where(n => Find(n) is RecordSymbol or EnumSymbol)
            .Concat(["int", "float", "number", "string", "bool", "array", "dict", "set", "tuple", "range", "function", "error", "any"]));
}
