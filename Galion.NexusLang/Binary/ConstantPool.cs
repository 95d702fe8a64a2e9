using System.Numerics;
using System.Text;

namespace Galion.NexusLang.Binary;

/// <summary>
/// The numbers and texts of a program, each once, in the order in which the code first needs them. What has another type is another
/// constant: 1, 1.0 and true are never taken for each other.
/// </summary>
internal sealed class ConstantPool
{
    private const byte IntTag = 1;
    private const byte FloatTag = 2;
    private const byte StringTag = 3;
    private const byte BigTag = 5;

    /// <summary>A number of more digits could not be computed with either.</summary>
    private const int MaxBigBytes = 1 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly Dictionary<(byte Tag, object Key), int> _indexes = [];
    private readonly List<object> _values = [];

    internal int Count => _values.Count;

    internal object this[int index] => _values[index];

    internal int Add(object value)
    {
        (byte, object) key = value switch
        {
            long => (IntTag, value),
            double real => (FloatTag, BitConverter.DoubleToInt64Bits(real)),
            string => (StringTag, value),
            _ => (BigTag, value),
        };
        if (!_indexes.TryGetValue(key, out int index))
        {
            _indexes[key] = index = _values.Count;
            _values.Add(value);
        }

        return index;
    }

    internal byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var to = new BinaryWriter(stream);
        to.Write(_values.Count);
        foreach (object value in _values)
        {
            switch (value)
            {
                case long whole:
                    to.Write(IntTag);
                    to.Write(whole);
                    break;
                case double real:
                    to.Write(FloatTag);
                    to.Write(BitConverter.DoubleToInt64Bits(real));
                    break;
                case BigInteger large:
                    to.Write(BigTag);
                    WriteBytes(to, large.ToByteArray());
                    break;
                default:
                    to.Write(StringTag);
                    WriteBytes(to, Encoding.UTF8.GetBytes((string)value));
                    break;
            }
        }

        return stream.ToArray();
    }

    internal static ConstantPool Read(byte[] bytes)
    {
        var from = new ByteReader(bytes, "the constants");
        int count = from.ReadCount();
        var pool = new ConstantPool();
        for (int i = 0; i < count; i++)
        {
            object value = from.ReadByte() switch
            {
                IntTag => (object)from.ReadInt64(),
                FloatTag => ReadFinite(from),
                StringTag => ReadText(from),
                BigTag => ReadBig(from),
                _ => throw from.Damage("a constant has no known type"),
            };
            if (pool.Add(value) != i)
            {
                throw from.Damage("a constant stands there twice");
            }
        }

        from.ExpectEnd();
        return pool;
    }

    internal static void WriteBytes(BinaryWriter to, byte[] bytes)
    {
        to.Write(bytes.Length);
        to.Write(bytes);
    }

    internal static string ReadText(ByteReader from)
    {
        try
        {
            return StrictUtf8.GetString(from.ReadBytes(from.ReadCount()));
        }
        catch (DecoderFallbackException)
        {
            throw from.Damage("a text is not valid UTF-8");
        }
    }

    private static double ReadFinite(ByteReader from)
    {
        double value = BitConverter.Int64BitsToDouble(from.ReadInt64());
        return double.IsFinite(value) ? value : throw from.Damage("a float is no number");
    }

    private static BigInteger ReadBig(ByteReader from)
    {
        int length = from.ReadCount();
        if (length > MaxBigBytes)
        {
            throw NexusBinaryException.TooLarge("an integer is longer than a megabyte");
        }

        var value = new BigInteger(from.ReadBytes(length));
        return value < long.MinValue || value > long.MaxValue ? value : throw from.Damage("a small integer is written as a large one");
    }
}
