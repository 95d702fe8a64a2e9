using System.Globalization;
using Galion.NexusLang.Library;

namespace Galion.NexusLang.Running;

/// <summary><c>a.name</c>, <c>a.name = v</c> and <c>a.name(…)</c> where the compiled code has not found the member itself.</summary>
internal static class Members
{
    internal static Value Get(ProgramState state, Value target, string name)
    {
        switch (target.Ref)
        {
            case RecordObject record when record.Type.IndexOf(name) is >= 0 and var index:
                return record.Get(index);
            case RecordObject record when record.Type.Methods.TryGetValue(name, out Function? method):
                return Value.Object(new BoundMethod(target, method));
            case DictObject dict when dict.TryGet(Value.Of(name), out Value value):
                return value;
            case TupleObject tuple when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int place) && place < tuple.Items.Length:
                return tuple.Items[place];
            case NamespaceObject space when space.Members.TryGetValue(name, out Value member):
                return member;
            case ErrorObject error when ErrorMember(error, name) is { } part:
                return part;
            case LibraryObject thing when thing.Property(state, name) is { } property:
                return property;
        }

        if (Methods.Property(target, name) is { } counted)
        {
            return counted;
        }

        return Methods.Find(target, name) is { } found ? Value.Object(new BoundMethod(target, found))
            : target.Ref is RecordObject { Type: var type } && type.Functions.Contains(name) ? throw new NexusException(Errors.FunctionOfType(type, name))
            : throw new NexusException(Errors.NoMember(target, name, NamesOf(target)));
    }

    /// <summary>The member of <c>a?.name</c>, where a dict without the key gives null.</summary>
    internal static Value GetOptional(ProgramState state, Value target, string name) =>
        target.Ref is DictObject dict && !dict.Contains(Value.Of(name)) && Methods.Find(target, name) is null && Methods.Property(target, name) is null
            ? Value.Null
            : Get(state, target, name);

    private static Value? ErrorMember(ErrorObject error, string name) => name switch
    {
        "message" => Value.Of(error.Message),
        "code" => Value.Of(error.Code),
        "data" => error.Data,
        _ => null,
    };

    internal static void Set(ProgramState state, Value target, string name, Value value)
    {
        switch (target.Ref)
        {
            case RecordObject { Type.IsVariant: false } record when record.Type.IndexOf(name) is >= 0 and var index:
                record.Type.SetField(record, index, value);
                break;
            case RecordObject { Type.IsVariant: false }:
                throw new NexusException(Errors.NoMember(target, name, NamesOf(target)));
            case DictObject dict:
                dict.Set(state, Value.Of(name), value);
                break;
            case LibraryObject thing when thing.SetProperty(state, name, value):
                break;
            default:
                throw new NexusException(Errors.Unchangeable(target));
        }
    }

    internal static Value Call(ProgramState state, int depth, Value target, string name, Value[] arguments)
    {
        if (target.Ref is RecordObject || Methods.Find(target, name) is not Builtin { Info: { IsPlain: true } info } method
            || arguments.Length >= info.MaxPositional || arguments.Length + 1 < info.Required)
        {
            return CallNamed(state, depth, target, name, arguments, [], []);
        }

        var all = new Value[info.Parameters.Length];
        all[0] = target;
        arguments.CopyTo(all, 1);
        all.AsSpan(arguments.Length + 1).Fill(Value.Missing);
        return method.InvokeAll(state, depth, all);
    }

    /// <summary><c>a.get(key)</c> and <c>a.get(key, missing)</c>, mostly of dicts.</summary>
    internal static Value GetOr(ProgramState state, int depth, Value target, Value key, Value missing)
    {
        if (target.Ref is DictObject dict)
        {
            return dict.TryGet(key, out Value value) ? value : missing.IsMissing ? Value.Null : missing;
        }

        return Call(state, depth, target, "get", missing.IsMissing ? [key] : [key, missing]);
    }

    /// <summary><c>a.has(key)</c>.</summary>
    internal static Value Has(ProgramState state, int depth, Value target, Value key) =>
        target.Ref is TableObject table ? Value.Of(table.Contains(key)) : Call(state, depth, target, "has", [key]);

    internal static Value CallNamed(
        ProgramState state, int depth, Value target, string name, Value[] arguments, string[] names, Value[] named)
    {
        Function? method = target.Ref is RecordObject record
            ? (record.Type.IndexOf(name) < 0 ? record.Type.Methods.GetValueOrDefault(name) : null)
            : Methods.Find(target, name);
        if (method is null)
        {
            return Calls.CallNamed(state, depth, Get(state, target, name), arguments, names, named);
        }

        FunctionInfo info = method.Info;
        Value[] all = [target, .. arguments];
        if (names.Length > 0 || !info.IsPlain || all.Length != info.Parameters.Length)
        {
            CheckCount(info, all.Length, names.Length);
            all = Calls.Arrange(state, info, all, names, named);
        }

        return method.InvokeAll(state, depth, all);
    }

    /// <summary>Says how many arguments a method takes without counting the value before the dot.</summary>
    private static void CheckCount(FunctionInfo info, int given, int named)
    {
        if (given > info.MaxPositional || (given < info.Required && named == 0))
        {
            throw new NexusException(Errors.WrongCount(new FunctionInfo(info.Name, info.Parameters[1..]), given - 1));
        }
    }

    private static IEnumerable<string> NamesOf(Value target) => (target.Ref switch
    {
        RecordObject record => record.Type.Fields.Concat(record.Type.Methods.Keys),
        DictObject dict => dict.Keys().Where(k => k.IsText).Select(k => k.Text),
        NamespaceObject space => space.Members.Keys,
        LibraryObject thing => thing.Methods.Keys.Concat(thing.PropertyNames),
        _ => [],
    }).Concat(Methods.NamesOf(target));
}
