using System.Reflection;
using System.Runtime.InteropServices;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Compiling;

/// <summary>The members of the runtime that compiled code uses.</summary>
internal static class Known
{
    private const BindingFlags Any = BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    internal static readonly FieldInfo IsEnding = Field(typeof(ProgramState), nameof(ProgramState.IsEnding));
    internal static readonly FieldInfo Fuel = Field(typeof(ProgramState), nameof(ProgramState.Fuel));
    internal static readonly FieldInfo Depth = Field(typeof(ProgramState), nameof(ProgramState.Depth));
    internal static readonly FieldInfo Sites = Field(typeof(ProgramState), nameof(ProgramState.Sites));
    internal static readonly FieldInfo Constants = Field(typeof(ProgramState), nameof(ProgramState.Constants));
    internal static readonly FieldInfo ClosureState = Field(typeof(Closure), nameof(Closure.State));
    internal static readonly FieldInfo ClosureCaptured = Field(typeof(Closure), nameof(Closure.Captured));
    internal static readonly FieldInfo CellValue = Field(typeof(Cell), nameof(Cell.Value));
    internal static readonly FieldInfo ArrayCount = Field(typeof(ArrayObject), nameof(ArrayObject.Count));
    internal static readonly FieldInfo ArrayItems = Field(typeof(ArrayObject), nameof(ArrayObject.Items));
    internal static readonly MethodInfo FirstOfItems = typeof(MemoryMarshal).GetMethods()
        .First(m => m is { Name: nameof(MemoryMarshal.GetArrayDataReference), IsGenericMethod: true }).MakeGenericMethod(typeof(Value));

    internal static readonly FieldInfo IteratorCurrent = Field(typeof(Iterator), nameof(Iterator.Current));
    internal static readonly FieldInfo ValueRef = Field(typeof(Value), nameof(Value.Ref));
    internal static readonly FieldInfo ValueBits = Field(typeof(Value), nameof(Value.Bits));
    internal static readonly ConstructorInfo NewValue = typeof(Value).GetConstructors(Any).First(c => c.GetParameters().Length == 2);
    internal static readonly MethodInfo Null = Method(typeof(Value), "get_Null");
    internal static readonly MethodInfo Missing = Method(typeof(Value), "get_Missing");
    internal static readonly ConstructorInfo OfLong = typeof(Value).GetConstructors(Any).First(c => c.GetParameters().Length == 1);
    internal static readonly MethodInfo OfDouble = Of(typeof(double));
    internal static readonly MethodInfo OfBool = Of(typeof(bool));
    internal static readonly MethodInfo OfObject = Method(typeof(Value), nameof(Value.Object));
    internal static readonly MethodInfo OutOfFuel = Method(typeof(ProgramState), nameof(ProgramState.OutOfFuel));
    internal static readonly MethodInfo CheckDepth = Method(typeof(ProgramState), nameof(ProgramState.CheckDepth));
    internal static readonly MethodInfo Charge = Method(typeof(ProgramState), nameof(ProgramState.Charge));
    internal static readonly MethodInfo FunctionAt = Method(typeof(ProgramState), nameof(ProgramState.FunctionAt));
    internal static readonly MethodInfo CheckType = Method(typeof(Types), nameof(Types.Check));
    internal static readonly MethodInfo ToFloat = Op(nameof(Ops.ToFloat));
    internal static readonly MethodInfo IsTruthy = Op(nameof(Ops.IsTruthy));
    internal static readonly MethodInfo IsMissing = Emitted(nameof(EmittedCalls.IsMissing));
    internal static readonly MethodInfo IsTrueFloat = Emitted(nameof(EmittedCalls.IsTrueFloat));
    internal static readonly MethodInfo ToLong = Emitted(nameof(EmittedCalls.ToLong));
    internal static readonly MethodInfo AsCell = Emitted(nameof(EmittedCalls.AsCell));
    internal static readonly MethodInfo NewCell = Emitted(nameof(EmittedCalls.NewCell));
    internal static readonly MethodInfo StartIteration = Method(typeof(Iteration), nameof(Iteration.Start));
    internal static readonly MethodInfo AsArray = Method(typeof(Iteration), nameof(Iteration.AsArray));
    internal static readonly MethodInfo MoveNext = Method(typeof(Iterator), nameof(Iterator.MoveNext));
    internal static readonly ConstructorInfo NewException =
        typeof(NexusException).GetConstructors(Any).First(c => c.GetParameters()[0].ParameterType == typeof(Value));

    internal static readonly MethodInfo Thrown = Method(typeof(NexusException), "get_Thrown");

    internal static MethodInfo Op(string name) => Method(typeof(Ops), name);

    internal static MethodInfo SlowOp(string name) => Method(typeof(SlowOps), name);

    internal static MethodInfo Emitted(string name) => Method(typeof(EmittedCalls), name);

    internal static MethodInfo Method(Type type, string name) =>
        type.GetMethod(name, Any) ?? throw new MissingMethodException(type.Name, name);

    private static MethodInfo Of(Type type) => typeof(Value).GetMethod(nameof(Value.Of), Any, [type])!;

    private static FieldInfo Field(Type type, string name) => type.GetField(name, Any) ?? throw new MissingFieldException(type.Name, name);
}
