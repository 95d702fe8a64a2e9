using Galion.Engines.Imaging;
using Galion.Engines.Options;
using Galion.Engines.Recipes;

namespace Galion.Engines.Painting.Operations;

/// <summary>A labelled sheet of pictures that differ in one option from column to column, in another from row to row, in a third from block to block.</summary>
internal sealed class PictureGrid(PainterRequest request, int threads, Action<float, string> progress, CancellationToken cancellationToken)
{
    private const int DefaultCell = 256;
    private const int MaxCells = 64;
    private const int MaxSheetSide = 4_096;
    private const int Gap = 8;

    private static readonly string[] Variable = ["style", "palette", "detail", "seed", "negative_prompt", "strength", "variation_seed", "prompt"];

    public PaintedPicture Paint()
    {
        var (x, y, z) = (Axis.Parse("x_axis", request.Values), Axis.Parse("y_axis", request.Values), Axis.Parse("z_axis", request.Values));
        if (x is null && y is null && z is null)
        {
            throw new EngineOptionException("x_axis", "A grid needs at least one axis, such as x_axis = style=ink,oil,poster.");
        }

        if (new[] { x, y, z }.Where(axis => axis is not null).GroupBy(axis => axis!.Name).Any(group => group.Count() > 1))
        {
            throw new EngineOptionException("y_axis", "Two axes of the grid change the same option.");
        }

        var (columns, rows, blocks) = (x?.Values.Count ?? 1, y?.Values.Count ?? 1, z?.Values.Count ?? 1);
        var (width, height) = ((int)(request.Values.WholeOrNull("width") ?? DefaultCell), (int)(request.Values.WholeOrNull("height") ?? DefaultCell));
        var text = Math.Clamp(height / 16, 9, 28);
        var (left, head) = (y is null ? Gap : Lettering.Width(y.Longest, text) + 2 * Gap, x is null ? Gap : text + 2 * Gap);
        var title = z is null ? 0 : text + 2 * Gap;
        var (sheetWidth, sheetHeight) = (left + columns * (width + Gap), blocks * (title + head + rows * (height + Gap)) + Gap);
        if (columns * rows * blocks > MaxCells || sheetWidth > MaxSheetSide || sheetHeight > MaxSheetSide)
        {
            throw new EngineOptionException("x_axis", $"The grid would have {columns * rows * blocks} pictures on {sheetWidth} × {sheetHeight} pixels; {MaxCells} pictures and {MaxSheetSide} pixels a side are the most.");
        }

        request.CheckFormat(sheetWidth, sheetHeight);
        var sheet = new Bitmap(sheetWidth, sheetHeight, 3);
        Array.Fill(sheet.Pixels, (byte)246);
        var (understood, ignored) = (new List<string>(), new List<string>());
        var number = 0;
        for (var block = 0; block < blocks; block++)
        {
            var top = block * (title + head + rows * (height + Gap));
            Label(z, block, Gap, top + Gap);
            for (var row = 0; row < rows; row++)
            {
                var cellY = top + title + head + row * (height + Gap);
                Label(y, row, Gap, cellY + (height - text) / 2);
                for (var column = 0; column < columns; column++)
                {
                    var cellX = left + column * (width + Gap);
                    if (row == 0)
                    {
                        Label(x, column, cellX, top + title + Gap);
                    }

                    var cell = number++;
                    progress(0.9f * cell / (columns * rows * blocks), $"painting picture {cell + 1} of {columns * rows * blocks}");
                    var picture = Cell(width, height, (x, column), (y, row), (z, block));
                    for (var line = 0; line < height; line++)
                    {
                        picture.Bitmap.Row(line).CopyTo(sheet.Row(cellY + line)[(cellX * 3)..]);
                    }

                    understood.AddRange(picture.Recipe.Understood.Except(understood));
                    ignored.AddRange(picture.Recipe.Ignored.Except(ignored));
                }
            }
        }

        var options = (request.OptionsOf(0) with { Width = width, Height = height }).ToJson();
        options["operation"] = PainterRequest.Grid;
        foreach (var (name, axis) in (ReadOnlySpan<(string, Axis?)>)[("x_axis", x), ("y_axis", y), ("z_axis", z)])
        {
            if (axis is not null)
            {
                options[name] = axis.ToString();
            }
        }

        return new PaintedPicture(sheet, PainterRecipe.Create(request.Prompt, options, understood, [.. ignored.Except(understood)]));

        void Label(Axis? axis, int index, int x, int y)
        {
            if (axis is not null)
            {
                Lettering.Write(sheet, axis.Label(index), x, y, text);
            }
        }
    }

    private PaintedPicture Cell(int width, int height, params ReadOnlySpan<(Axis? Axis, int Index)> axes)
    {
        var prompt = request.Prompt;
        var given = request.Values.ToJson().Select(item => KeyValuePair.Create(item.Key, (object?)System.Text.Json.JsonSerializer.SerializeToElement(item.Value))).ToDictionary();
        (given["width"], given["height"]) = (width, height);
        foreach (var (axis, index) in axes)
        {
            if (axis?.Name == "prompt")
            {
                prompt = axis.Values[index];
            }
            else if (axis is not null)
            {
                given[axis.Name] = axis.Values[index];
            }
        }

        return Painter.Paint(prompt, PainterOptions.From(OptionValues.Read("painter", PainterRequest.Options, given)), threads, progress: null, cancellationToken);
    }

    private sealed record Axis(string Name, IReadOnlyList<string> Values)
    {
        public string Longest => Values.Select((_, n) => Label(n)).MaxBy(label => label.Length)!;

        public string Label(int index) => $"{Name} = {(Values[index].Length <= 24 ? Values[index] : Values[index][..23] + ".")}";

        public override string ToString() => $"{Name}={string.Join(',', Values)}";

        public static Axis? Parse(string option, OptionValues values)
        {
            if (values.Text(option) is not { Length: > 0 } text)
            {
                return null;
            }

            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? "" : text[..equals].Trim();
            var list = equals < 0 ? [] : text[(equals + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return Variable.Contains(name) && list.Length > 0
                ? new Axis(name, list)
                : throw new EngineOptionException(option, $"The option {option} must be name=value,value with one of {string.Join(", ", Variable)}.");
        }
    }
}
