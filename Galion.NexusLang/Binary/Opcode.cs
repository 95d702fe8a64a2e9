namespace Galion.NexusLang.Binary;

/// <summary>
/// The instructions of a <c>.nxb</c> file. Each takes the parts that were built before it, last first, and leaves one built of them; docs/nxb.md
/// lists what each takes. A number is never given to another instruction.
/// </summary>
internal enum Opcode : byte
{
    LoadInt = 0x01,
    LoadFloat = 0x02,
    LoadString = 0x03,
    LoadTrue = 0x04,
    LoadFalse = 0x05,
    LoadNull = 0x06,
    LoadBig = 0x07,
    FormatText = 0x08,
    FormatValue = 0x09,
    Format = 0x0A,

    LoadVar = 0x10,
    Assign = 0x11,
    Let = 0x12,
    Import = 0x13,
    ImportName = 0x14,

    CallFunc = 0x20,
    DefineFunc = 0x21,
    Return = 0x22,
    Argument = 0x23,
    Parameter = 0x24,
    Lambda = 0x25,
    Spawn = 0x26,
    Await = 0x27,

    If = 0x30,
    While = 0x31,
    For = 0x32,
    Loop = 0x33,
    Break = 0x34,
    Continue = 0x35,
    Throw = 0x36,
    Try = 0x37,
    Catch = 0x38,
    Match = 0x39,
    Arm = 0x3A,
    Block = 0x3B,
    Drop = 0x3C,
    Choose = 0x3D,
    Group = 0x3E,

    Add = 0x40,
    Sub = 0x41,
    Mul = 0x42,
    Div = 0x43,
    Mod = 0x44,
    Pow = 0x45,
    MatMul = 0x46,
    Negate = 0x47,
    Plus = 0x48,
    BitAnd = 0x49,
    BitOr = 0x4A,
    BitXor = 0x4B,
    BitNot = 0x4C,
    ShiftLeft = 0x4D,
    ShiftRight = 0x4E,

    Eq = 0x50,
    Ne = 0x51,
    Lt = 0x52,
    Le = 0x53,
    Gt = 0x54,
    Ge = 0x55,
    In = 0x56,

    And = 0x60,
    Or = 0x61,
    Not = 0x62,
    Coalesce = 0x63,
    Pipe = 0x64,

    BuildArray = 0x70,
    BuildDict = 0x71,
    Index = 0x72,
    Attr = 0x73,
    BuildTuple = 0x74,
    BuildSet = 0x75,
    Entry = 0x76,
    Spread = 0x77,
    Slice = 0x78,
    Range = 0x79,
    ArrayOf = 0x7A,
    SetOf = 0x7B,
    DictOf = 0x7C,
    MakeStruct = 0x7D,
    FieldValue = 0x7E,
    SlicePart = 0x7F,

    Personality = 0x80,
    Trait = 0x81,
    Voice = 0x82,
    Test = 0x83,

    AnyPattern = 0xB0,
    NamePattern = 0xB1,
    ValuePattern = 0xB2,
    RangePattern = 0xB3,
    TuplePattern = 0xB4,
    ArrayPattern = 0xB5,
    RestPattern = 0xB6,
    CasePattern = 0xB7,
    FieldsPattern = 0xB8,
    FieldPattern = 0xB9,
    OrPattern = 0xBA,
    TypedPattern = 0xBB,

    Struct = 0xC0,
    Field = 0xC1,
    Enum = 0xC2,
    Variant = 0xC3,
    Impl = 0xC4,
    Type = 0xC5,

    Module = 0xF0,
}

/// <summary>How instructions are spelled and what follows each opcode.</summary>
internal static class Opcodes
{
    /// <summary>
    /// The operands of an instruction, one letter each: <c>c</c> a constant, <c>s</c> a symbol, <c>C</c> and <c>S</c> the same or none,
    /// <c>v</c> a constant or null, true or false, <c>n</c> how many parts it takes, <c>N</c> the same or none, <c>f</c> flags, <c>o</c> an
    /// operator. Null for a byte that is no opcode.
    /// </summary>
    internal static string? OperandsOf(Opcode opcode) => opcode switch
    {
        Opcode.LoadInt or Opcode.LoadFloat or Opcode.LoadString or Opcode.LoadBig or Opcode.FormatText or Opcode.Test => "c",
        Opcode.FormatValue => "C",
        Opcode.LoadVar or Opcode.NamePattern or Opcode.RestPattern or Opcode.FieldValue => "s",
        Opcode.Format or Opcode.Match or Opcode.Block or Opcode.MakeStruct or Opcode.Personality or Opcode.Module => "n",
        >= Opcode.BuildArray and <= Opcode.BuildDict or Opcode.BuildTuple or Opcode.BuildSet => "n",
        >= Opcode.ArrayOf and <= Opcode.DictOf or Opcode.TuplePattern or Opcode.ArrayPattern or Opcode.OrPattern => "n",
        Opcode.If or Opcode.Return or Opcode.Arm or Opcode.Entry or Opcode.Slice or Opcode.SlicePart or Opcode.Range => "f",
        Opcode.Assign => "o",
        Opcode.Let => "fC",
        Opcode.Import => "cSN",
        Opcode.ImportName => "sS",
        Opcode.CallFunc or Opcode.Lambda or Opcode.Try => "nf",
        Opcode.Loop => "n",
        Opcode.Argument => "Sf",
        Opcode.Parameter or Opcode.Field or Opcode.Attr => "sf",
        Opcode.DefineFunc or Opcode.Struct or Opcode.Enum => "snfC",
        Opcode.Variant or Opcode.Impl => "sn",
        Opcode.Catch => "Sf",
        Opcode.Type => "snnf",
        Opcode.Trait => "sc",
        Opcode.ValuePattern => "v",
        Opcode.RangePattern => "vv",
        Opcode.CasePattern => "SsN",
        Opcode.FieldsPattern => "Sn",
        Opcode.FieldPattern => "c",
        Opcode.LoadTrue or Opcode.LoadFalse or Opcode.LoadNull or Opcode.Spawn or Opcode.Await or Opcode.While or Opcode.For or Opcode.Break
            or Opcode.Continue or Opcode.Throw or Opcode.Drop or Opcode.Choose or Opcode.Group or Opcode.Index or Opcode.Spread or Opcode.Voice
            or Opcode.AnyPattern or Opcode.TypedPattern => "",
        >= Opcode.Add and <= Opcode.ShiftRight or >= Opcode.Eq and <= Opcode.In or >= Opcode.And and <= Opcode.Pipe => "",
        _ => null,
    };

    /// <summary>As the disassembler shows it: <c>LOAD_INT</c>.</summary>
    internal static string Mnemonic(Opcode opcode) =>
        string.Concat(opcode.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : char.ToUpperInvariant(c).ToString()));
}
