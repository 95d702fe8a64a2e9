namespace Galion.NexusLang.Binding;

/// <summary>
/// What is known of an expression's value before the program runs. <see cref="Long"/>, <see cref="Float"/>, <see cref="Bool"/>,
/// <see cref="Array"/>, <see cref="Record"/> and <see cref="Maybe"/> are kept in registers as they are; everything else is a <see cref="Running.Value"/>.
/// </summary>
internal enum Kind : byte
{
    /// <summary>Nothing has been assigned yet.</summary>
    Unset,

    /// <summary>An integer that certainly fits 64 bits.</summary>
    Long,
    Float,
    Bool,

    /// <summary>Certainly an array; <see cref="Facts.Elements"/> says of what.</summary>
    Array,

    /// <summary>Certainly an instance of <see cref="Facts.Record"/>.</summary>
    Record,

    /// <summary>An instance of <see cref="Facts.Record"/>, or null.</summary>
    Maybe,

    /// <summary>Certainly null.</summary>
    Null,

    /// <summary>An integer that may have grown beyond 64 bits.</summary>
    Int,
    Text,
    Any,
}

/// <summary>A kind with what else is known: the bounds of a <see cref="Kind.Long"/>, the elements of an array, the type of a record.</summary>
internal readonly record struct Facts(Kind Kind, Interval Bounds = default, Elements? Elements = null, RecordSymbol? Record = null)
{
    internal static readonly Facts Unset = new(Kind.Unset);
    internal static readonly Facts Any = new(Kind.Any);
    internal static readonly Facts Bool = new(Kind.Bool);
    internal static readonly Facts Float = new(Kind.Float);
    internal static readonly Facts Int = new(Kind.Int);
    internal static readonly Facts Text = new(Kind.Text);
    internal static readonly Facts Null = new(Kind.Null);

    internal static Facts Long(Interval bounds) => new(Kind.Long, bounds);

    internal static Facts Long(long low, long high) => new(Kind.Long, new Interval(low, high));
}

/// <summary>Something that keeps values over time: a variable, a field, a result, the elements of arrays. It only learns of more values.</summary>
internal sealed class Slot
{
    internal Facts Facts { get; set; } = Facts.Unset;

    /// <summary>How often its bounds have grown; after a few times they take a leap, so that loops are not followed turn by turn.</summary>
    internal int Growths { get; set; }

    /// <summary>Whether it was given integers, otherwise than by small steps, that may lie beyond <see cref="Interval.Start"/>.</summary>
    internal bool IsFar { get; set; }
}

/// <summary>
/// What the arrays that come from some places of the program hold. Arrays that can be the same one share it: where two of them meet, theirs
/// become one. What flows to where the program cannot be followed is given up.
/// </summary>
internal sealed class Elements
{
    private readonly Slot _slot = new();
    private Elements? _same;

    internal Slot Slot => Root._slot;

    internal Facts Facts => Root._slot.Facts;

    internal Elements Root
    {
        get
        {
            Elements root = this;
            while (root._same is not null)
            {
                root = root._same;
            }

            return root;
        }
    }

    internal void Become(Elements other) => Root._same = other.Root;
}
