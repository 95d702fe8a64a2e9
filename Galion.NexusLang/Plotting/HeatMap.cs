using System.Buffers.Binary;
using System.IO.Compression;
using Galion.NexusLang.Running;
using Galion.NexusLang.Tensors;

namespace Galion.NexusLang.Plotting;

/// <summary>A tensor as a picture: two axes in colours from low to high with a scale beside it, or <c>[height, width, 3]</c> as it is.</summary>
internal static class HeatMap
{
    private const int MaxSide = 512;

    /// <summary>From low to high: even steps of lightness, so that it also reads in grey.</summary>
    private static readonly (byte R, byte G, byte B)[] Ramp = [(38, 20, 75), (58, 82, 139), (33, 145, 140), (110, 200, 94), (250, 230, 60)];

    internal static string Draw(ProgramState state, Tensor tensor, PlotLabels labels)
    {
        bool isColored = tensor.Axes == 3 && tensor.Shape[2] == 3;
        if ((tensor.Axes != 2 && !isColored) || tensor.Count == 0)
        {
            throw new NexusException(Errors.BadArgument(
                $"A picture needs a tensor of the shape (height, width) or (height, width, 3), but was given {Shapes.Show(tensor.Shape)}."));
        }

        int step = (Math.Max(tensor.Shape[0], tensor.Shape[1]) + MaxSide - 1) / MaxSide;
        (int rows, int columns) = ((tensor.Shape[0] + step - 1) / step, (tensor.Shape[1] + step - 1) / step);
        state.Charge((tensor.Count * 8L) + (rows * columns * 40L));
        state.Allocate(rows * columns * 8L);
        (double low, double high) = Ends(tensor);
        byte[] pixels = new byte[rows * columns * 3];
        for (int i = 0, at = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                int place = tensor.Offset + (i * step * tensor.Strides[0]) + (j * step * tensor.Strides[1]);
                (pixels[at++], pixels[at++], pixels[at++]) = isColored
                    ? (Part(tensor, place, 0), Part(tensor, place, 1), Part(tensor, place, 2))
                    : Color((tensor.Storage[place] - low) / (high - low));
            }
        }

        var svg = new Svg(labels, 52, isColored ? 52 : 110, FormattableString.Invariant($"Picture of {tensor.Shape[0]} by {tensor.Shape[1]} values"));
        double size = Math.Min((svg.Right - svg.Left) / tensor.Shape[1], (svg.Bottom - svg.Top) / tensor.Shape[0]);
        (double width, double height) = (size * tensor.Shape[1], size * tensor.Shape[0]);
        (double left, double top) = (((svg.Left + svg.Right) - width) / 2, ((svg.Top + svg.Bottom) - height) / 2);
        svg.Line($"<image x=\"{Svg.N(left)}\" y=\"{Svg.N(top)}\" width=\"{Svg.N(width)}\" height=\"{Svg.N(height)}\" preserveAspectRatio=\"none\" style=\"image-rendering: pixelated\" href=\"data:image/png;base64,{Convert.ToBase64String(Png(pixels, columns, rows))}\"/>");
        svg.Line($"<rect class=\"axis\" fill=\"none\" x=\"{Svg.N(left)}\" y=\"{Svg.N(top)}\" width=\"{Svg.N(width)}\" height=\"{Svg.N(height)}\"/>");
        if (!isColored)
        {
            DrawScale(svg, low, high);
        }

        return svg.Finish();
    }

    private static (double Low, double High) Ends(Tensor tensor)
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double number in tensor.Elements().Where(double.IsFinite))
        {
            (low, high) = (Math.Min(low, number), Math.Max(high, number));
        }

        return low > high ? (0, 1) : low == high ? (low - 0.5, high + 0.5) : (low, high);
    }

    private static byte Part(Tensor tensor, int place, int channel)
    {
        double value = tensor.Storage[place + (channel * tensor.Strides[2])];
        return double.IsNaN(value) ? (byte)0 : (byte)Math.Round(Math.Clamp(value, 0, 1) * 255);
    }

    /// <summary>Grey stands for what is not a number.</summary>
    private static (byte R, byte G, byte B) Color(double share)
    {
        if (double.IsNaN(share))
        {
            return (128, 128, 128);
        }

        double place = Math.Clamp(share, 0, 1) * (Ramp.Length - 1);
        int index = Math.Min((int)place, Ramp.Length - 2);
        (byte R, byte G, byte B) a = Ramp[index];
        (byte R, byte G, byte B) b = Ramp[index + 1];
        byte Mix(byte x, byte y) => (byte)Math.Round(x + ((y - x) * (place - index)));
        return (Mix(a.R, b.R), Mix(a.G, b.G), Mix(a.B, b.B));
    }

    private static void DrawScale(Svg svg, double low, double high)
    {
        const int steps = 32;
        double left = svg.Right + 14;
        double height = (svg.Bottom - svg.Top) / steps;
        for (int i = 0; i < steps; i++)
        {
            (byte r, byte g, byte b) = Color(1 - (i / (steps - 1.0)));
            svg.Line($"<rect x=\"{Svg.N(left)}\" y=\"{Svg.N(svg.Top + (i * height))}\" width=\"12\" height=\"{Svg.N(height + 0.5)}\" fill=\"#{r:x2}{g:x2}{b:x2}\"/>");
        }

        svg.Line($"<text x=\"{Svg.N(left + 18)}\" y=\"{Svg.N(svg.Top + 10)}\">{TensorText.Show(high)}</text>");
        svg.Line($"<text x=\"{Svg.N(left + 18)}\" y=\"{Svg.N(svg.Bottom)}\">{TensorText.Show(low)}</text>");
    }

    /// <summary>A PNG of 8-bit colours: signature, header, one compressed block, end.</summary>
    private static byte[] Png(byte[] pixels, int width, int height)
    {
        using var raw = new MemoryStream();
        using (var compressed = new ZLibStream(raw, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int row = 0; row < height; row++)
            {
                compressed.WriteByte(0);
                compressed.Write(pixels, row * width * 3, width * 3);
            }
        }

        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, raw.ToArray());
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void WriteChunk(MemoryStream to, ReadOnlySpan<byte> kind, byte[] data)
    {
        byte[] number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        to.Write(number);
        byte[] chunk = [.. kind, .. data];
        to.Write(chunk);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(chunk));
        to.Write(number);
    }

    private static uint Checksum(byte[] data)
    {
        uint sum = 0xFFFFFFFF;
        foreach (byte value in data)
        {
            sum ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
            }
        }

        return ~sum;
    }
}
