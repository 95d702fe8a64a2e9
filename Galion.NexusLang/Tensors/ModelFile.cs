using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Galion.NexusLang.Library;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Tensors;

/// <summary>
/// The file of a model: <c>NXM1</c>, version (2 bytes), reserved (2), length of the content (4), SHA-256 of the content (32), content. All
/// numbers are little-endian. The content is one item: a byte that says what it is, then
/// <list type="bullet">
/// <item>1 layer: kind, count (2) of options (name, float64), count (2) of tensors (name, tensor), count (2) of parts (name, layer);</item>
/// <item>2 tensor: bytes of a number (1: 4 or 8), axes (1), their lengths (4 each), the numbers;</item>
/// <item>3 array: count (4), items; 4 dict: count (4), (text, item).</item>
/// </list>
/// Texts are a byte of length and UTF-8. A file is read only when its digest, every count and every shape are right; it holds no code.
/// </summary>
internal static class ModelFile
{
    private const int HeaderBytes = 44;
    private const int MaxBytes = 256 << 20;
    private const int MaxDepth = 40;
    private const ushort Version = 1;

    private static ReadOnlySpan<byte> Magic => "NXM1"u8;

    internal static byte[] Write(ProgramState state, Value model)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            WriteItem(state, writer, model, 0);
        }

        int length = (int)content.Length;
        state.Allocate(length + HeaderBytes);
        byte[] file = new byte[HeaderBytes + length];
        Magic.CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(4), Version);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(8), (uint)length);
        content.GetBuffer().AsSpan(0, length).CopyTo(file.AsSpan(HeaderBytes));
        SHA256.HashData(file.AsSpan(HeaderBytes), file.AsSpan(12, 32));
        return file;
    }

    private static void WriteItem(ProgramState state, BinaryWriter to, Value value, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new NexusException(Errors.NestedTooDeep());
        }

        switch (value.Ref)
        {
            case Layer layer:
                to.Write((byte)1);
                WriteLayer(state, to, layer);
                break;
            case Tensor tensor:
                to.Write((byte)2);
                WriteTensor(state, to, tensor);
                break;
            case ArrayObject array:
                to.Write((byte)3);
                to.Write(array.Count);
                foreach (Value item in array.Span.ToArray())
                {
                    WriteItem(state, to, item, depth + 1);
                }

                break;
            case DictObject dict:
                to.Write((byte)4);
                to.Write(dict.Count);
                foreach ((Value key, Value item) in dict.Pairs())
                {
                    WriteText(to, Arg.Text(key, "A key"));
                    WriteItem(state, to, item, depth + 1);
                }

                break;
            default:
                throw Arg.Wrong("model", "a layer, a tensor, or an array or dict of those", value);
        }
    }

    private static void WriteLayer(ProgramState state, BinaryWriter to, Layer layer)
    {
        if (layer is StructNetwork or Model { IsPlain: false })
        {
            throw new NexusException(Errors.BadArgument(
                "A model whose way from input to output is a function of the program cannot be saved whole. Save model.state() and give it to load_state()."));
        }

        WriteText(to, layer.Kind);
        to.Write((ushort)layer.Options.Length);
        foreach ((string name, double value) in layer.Options)
        {
            WriteText(to, name);
            to.Write(value);
        }

        (string Name, Tensor Tensor)[] tensors = [.. layer.OwnParameters, .. layer.OwnBuffers];
        to.Write((ushort)tensors.Length);
        foreach ((string name, Tensor tensor) in tensors)
        {
            WriteText(to, name);
            WriteTensor(state, to, tensor);
        }

        to.Write((ushort)layer.Children.Count);
        foreach ((string name, Layer child) in layer.Children)
        {
            WriteText(to, name);
            WriteLayer(state, to, child);
        }
    }

    private static void WriteTensor(ProgramState state, BinaryWriter to, Tensor tensor)
    {
        long length = (long)tensor.Count * tensor.Type.Bytes;
        if (to.BaseStream.Length + length > MaxBytes)
        {
            throw new NexusException(Errors.BadArgument($"A model's file cannot be larger than {MaxBytes >> 20} MB."));
        }

        state.Allocate(length * 3);
        state.Charge(length / 4);
        to.Write((byte)tensor.Type.Bytes);
        to.Write((byte)tensor.Axes);
        Array.ForEach(tensor.Shape, to.Write);
        (Storage items, int at) = tensor.Dense(state);
        if (items is Storage<float> single)
        {
            foreach (float number in single.Items.AsSpan(at, tensor.Count))
            {
                to.Write(number);
            }
        }
        else
        {
            foreach (double number in ((Storage<double>)items).Items.AsSpan(at, tensor.Count))
            {
                to.Write(number);
            }
        }
    }

    private static void WriteText(BinaryWriter to, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > byte.MaxValue)
        {
            throw new NexusException(Errors.BadArgument("A name in a model cannot be longer than 255 bytes."));
        }

        to.Write((byte)bytes.Length);
        to.Write(bytes);
    }

    internal static Value Read(ProgramState state, byte[] file)
    {
        state.Charge(file.Length / 2);
        string? damage = file.Length < HeaderBytes || !file.AsSpan(0, 4).SequenceEqual(Magic) ? "it does not begin like one."
            : BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(4)) != Version ? "it was written by another version."
            : BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(6)) != 0 ? "its header is not right."
            : file.Length > MaxBytes + HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(8)) != (uint)(file.Length - HeaderBytes) ? "a part of it is missing."
            : !SHA256.HashData(file.AsSpan(HeaderBytes)).AsSpan().SequenceEqual(file.AsSpan(12, 32)) ? "it was damaged or changed."
            : null;
        if (damage is not null)
        {
            throw new NexusException(Errors.BadModel(damage));
        }

        var reader = new Reader(state, file.AsMemory(HeaderBytes));
        Value value = reader.ReadItem(0);
        return reader.IsAtEnd ? value : throw new NexusException(Errors.BadModel("there is more in it than a model."));
    }

    /// <summary>Reads content; whatever does not fit is refused before anything is made for it.</summary>
    private sealed class Reader(ProgramState state, ReadOnlyMemory<byte> content)
    {
        private int _at;

        internal bool IsAtEnd => _at == content.Length;

        private static NexusException Damaged(string why) => new(Errors.BadModel(why));

        private ReadOnlySpan<byte> Take(long count)
        {
            if (count > content.Length - _at)
            {
                throw Damaged("it ends too early.");
            }

            ReadOnlySpan<byte> part = content.Span.Slice(_at, (int)count);
            _at += (int)count;
            return part;
        }

        private int Count(int bytes, int least)
        {
            long count = bytes == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(Take(2)) : BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
            return count * least <= content.Length - _at ? (int)count : throw Damaged("it claims more parts than it has.");
        }

        private string Text()
        {
            ReadOnlySpan<byte> bytes = Take(Take(1)[0]);
            return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw Damaged("a name in it is no text.");
        }

        internal Value ReadItem(int depth)
        {
            if (depth > MaxDepth)
            {
                throw Damaged("its parts are nested too deep.");
            }

            switch (Take(1)[0])
            {
                case 1:
                    return Value.Object(ReadLayer(depth));
                case 2:
                    return Value.Object(ReadTensor());
                case 3:
                    var items = new ArrayObject();
                    for (int left = Count(4, 2); left > 0; left--)
                    {
                        items.Add(state, ReadItem(depth + 1));
                    }

                    return Value.Object(items);
                case 4:
                    var dict = new DictObject();
                    for (int left = Count(4, 3); left > 0; left--)
                    {
                        string key = Text();
                        dict.Set(state, Value.Of(key), ReadItem(depth + 1));
                    }

                    return Value.Object(dict);
                default:
                    throw Damaged("it holds something unknown.");
            }
        }

        private Tensor ReadTensor()
        {
            DType type = Take(1)[0] switch
            {
                4 => DType.Float32,
                8 => DType.Float64,
                _ => throw Damaged("a tensor in it has numbers of an unknown size."),
            };
            int axes = Take(1)[0];
            if (axes > Shapes.MaxAxes)
            {
                throw Damaged("a tensor in it has too many axes.");
            }

            var shape = new int[axes];
            Int128 count = 1;
            for (int i = 0; i < axes; i++)
            {
                shape[i] = BinaryPrimitives.ReadInt32LittleEndian(Take(4));
                count = shape[i] >= 0 ? count * shape[i] : throw Damaged("a tensor in it has an axis below 0.");
            }

            if (count * type.Bytes > content.Length - _at)
            {
                throw Damaged("it ends too early.");
            }

            ReadOnlySpan<byte> bytes = Take((long)count * type.Bytes);
            Tensor tensor = Tensor.New(state, type, shape);
            if (tensor.Storage is Storage<float> single)
            {
                for (int i = 0; i < single.Items.Length; i++)
                {
                    single.Items[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * 4)..]);
                }
            }
            else
            {
                double[] numbers = ((Storage<double>)tensor.Storage).Items;
                for (int i = 0; i < numbers.Length; i++)
                {
                    numbers[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * 8)..]);
                }
            }

            return tensor;
        }

        private Layer ReadLayer(int depth)
        {
            if (depth > MaxDepth)
            {
                throw Damaged("its layers are nested too deep.");
            }

            string kind = Text();
            Dictionary<string, double> options = [];
            for (int left = Count(2, 9); left > 0; left--)
            {
                options[Text()] = BinaryPrimitives.ReadDoubleLittleEndian(Take(8));
            }

            Dictionary<string, Tensor> tensors = [];
            for (int left = Count(2, 3); left > 0; left--)
            {
                tensors[Text()] = ReadTensor();
            }

            List<(string, Layer)> children = [];
            for (int left = Count(2, 8); left > 0; left--)
            {
                children.Add((Text(), ReadLayer(depth + 1)));
            }

            return LayerKinds.Make(state, kind, options, tensors, children) ?? throw Damaged($"its layer '{kind}' does not fit together.");
        }
    }
}
