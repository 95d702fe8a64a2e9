using System.Reflection;
using System.Reflection.Emit;
using Galion.NexusLang.Binding;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Compiling;

/// <summary>Makes the class whose instances are the values of a struct or case.</summary>
internal static class RecordCompiler
{
    private const BindingFlags Internal = BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance;

    internal static void Declare(RecordSymbol record, ModuleBuilder module)
    {
        record.Type = new RecordType(record.Name, record.Enum?.Name, [.. record.Fields.Select(f => f.Name)], [.. record.Fields.Select(f => f.Type)])
        {
            Functions = [.. record.Functions.Keys],
        };
        TypeBuilder type = module.DefineType($"{record.TypeName}.{record.Name}", TypeAttributes.NotPublic | TypeAttributes.Sealed, typeof(RecordObject));
        record.Builder = type;
        for (int i = 0; i < record.Fields.Count; i++)
        {
            record.FieldBuilders.Add(type.DefineField($"{record.Fields[i].Name}${i}", ProgramCompiler.TypeOf(record.Fields[i].Kind), FieldAttributes.Assembly));
        }

        Type[] parameters = [typeof(RecordType), .. record.Fields.Select(f => ProgramCompiler.TypeOf(f.Kind))];
        record.Constructor = type.DefineConstructor(MethodAttributes.Assembly, CallingConventions.HasThis, parameters);
        ILGenerator il = record.Constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Call, typeof(RecordObject).GetConstructors(Internal)[0]);
        for (int i = 0; i < record.Fields.Count; i++)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldarg, (short)(i + 2));
            il.Emit(OpCodes.Stfld, record.FieldBuilders[i]);
        }

        il.Emit(OpCodes.Ret);
        DeclareAccess(record, nameof(RecordObject.Get), isSet: false);
        DeclareAccess(record, nameof(RecordObject.Set), isSet: true);
        type.CreateType();
    }

    private static void DeclareAccess(RecordSymbol record, string name, bool isSet)
    {
        MethodInfo inherited = typeof(RecordObject).GetMethod(name, Internal)!;
        MethodBuilder method = record.Builder!.DefineMethod(
            name, MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig, isSet ? typeof(void) : typeof(Value),
            isSet ? [typeof(int), typeof(Value)] : [typeof(int)]);
        record.Builder.DefineMethodOverride(method, inherited);
        ILGenerator il = method.GetILGenerator();
        Label[] fields = [.. record.FieldBuilders.Select(_ => il.DefineLabel())];
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Switch, fields);
        il.Emit(OpCodes.Newobj, typeof(InvalidOperationException).GetConstructor([])!);
        il.Emit(OpCodes.Throw);
        for (int i = 0; i < fields.Length; i++)
        {
            il.MarkLabel(fields[i]);
            il.Emit(OpCodes.Ldarg_0);
            if (isSet)
            {
                il.Emit(OpCodes.Ldarg_2);
                FunctionCompiler.Convert(il, Kind.Any, record.Fields[i].Kind);
                il.Emit(OpCodes.Stfld, record.FieldBuilders[i]);
            }
            else
            {
                il.Emit(OpCodes.Ldfld, record.FieldBuilders[i]);
                FunctionCompiler.Convert(il, record.Fields[i].Kind, Kind.Any);
            }

            il.Emit(OpCodes.Ret);
        }
    }
}
