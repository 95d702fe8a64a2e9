using System.Text;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Library;

/// <summary><c>import json</c> and <c>import csv</c></summary>
internal static class DataModules
{
    internal static readonly Builtin[] Json =
    [
        Arg.Define("parse(text)", (state, a) => JsonText.Parse(state, Arg.Text(a[0], "text"))),
        Arg.Define("stringify(x, indent?)", (state, a) =>
            Value.Of(JsonText.Write(state, a[0], (int)Math.Clamp(Arg.Whole(a[1], "indent", 0), 0, 16)))),
    ];

    internal static readonly Builtin[] Csv =
    [
        Arg.Define("parse(text, separator?, header?)", ParseCsv),
        Arg.Define("stringify(rows, separator?)", WriteCsv),
    ];

    private static char Separator(Value value)
    {
        string separator = Arg.OptionalText(value, "separator") ?? ",";
        return separator.Length == 1 && separator[0] is not '"' and not '\n' and not '\r'
            ? separator[0]
            : throw new NexusException(Errors.BadArgument("'separator' must be one character."));
    }

    /// <summary>Rows as dicts by the names in the first row, or with <c>header=false</c> as arrays.</summary>
    private static Value ParseCsv(ProgramState state, Value[] a)
    {
        string text = Arg.Text(a[0], "text");
        state.Charge(Math.Min(text.Length, Texts.Portion));
        state.Allocate(text.Length * 4L);
        List<List<string>> rows = ReadRows(state, text, Separator(a[1]));
        if (!Arg.Truth(a[2], missing: true) || rows.Count == 0)
        {
            return Arg.Array(rows.Select(r => Arg.Texts(r)));
        }

        return Arg.Array(rows.Skip(1).Select(row =>
        {
            var dict = new DictObject();
            for (int i = 0; i < rows[0].Count; i++)
            {
                dict.Set(state, Value.Of(rows[0][i]), i < row.Count ? Value.Of(row[i]) : Value.Null);
            }

            return Value.Object(dict);
        }));
    }

    private static List<List<string>> ReadRows(ProgramState state, string text, char separator)
    {
        List<List<string>> rows = [];
        List<string> row = [];
        var field = new StringBuilder();
        bool isQuoted = false;
        bool hasField = false;
        for (int i = 0; i < text.Length; i++)
        {
            state.ChargeMany(i, 8);
            char c = text[i];
            if (isQuoted)
            {
                if (c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                {
                    field.Append(text[i++]);
                }
                else if (c == '"')
                {
                    isQuoted = false;
                }
                else
                {
                    field.Append(c);
                }
            }
            else if (c == '"' && field.Length == 0)
            {
                isQuoted = hasField = true;
            }
            else if (c == separator || c == '\n')
            {
                state.Allocate(32 + (field.Length * 2));
                row.Add(field.ToString().TrimEnd('\r'));
                field.Clear();
                hasField = c == separator;
                if (c == '\n')
                {
                    state.Allocate(96);
                    rows.Add(row);
                    row = [];
                }
            }
            else
            {
                field.Append(c);
                hasField = true;
            }
        }

        if (isQuoted)
        {
            throw new NexusException(Errors.BadInput("CSV", "a quote is never closed."));
        }

        if (hasField || row.Count > 0)
        {
            row.Add(field.ToString().TrimEnd('\r'));
            rows.Add(row);
        }

        rows.RemoveAll(r => r is [""]);
        return rows;
    }

    private static Value WriteCsv(ProgramState state, Value[] a)
    {
        char separator = Separator(a[1]);
        Value[] rows = Iteration.ToArray(state, a[0]);
        var text = new StringBuilder();
        if (rows is [{ Ref: DictObject first }, ..])
        {
            AppendRow(state, text, first.Keys(), separator);
            foreach (Value row in rows)
            {
                DictObject dict = Arg.Dict(row, "A row");
                AppendRow(state, text, first.Keys().Select(k => dict.TryGet(k, out Value value) ? value : Value.Of("")), separator);
            }
        }
        else
        {
            foreach (Value row in rows)
            {
                AppendRow(state, text, Iteration.ToArray(state, row), separator);
            }
        }

        state.Allocate(text.Length * 2L);
        return Value.Of(text.ToString());
    }

    private static void AppendRow(ProgramState state, StringBuilder to, IEnumerable<Value> fields, char separator) => to.AppendJoin(separator, fields.Select(f =>
    {
        string text = f.IsNull ? "" : Printing.Show(f);
        state.Charge(32 + (text.Length / 4));
        state.Allocate(text.Length * 2L);
        return text.AsSpan().IndexOfAny([separator, '"', '\n', '\r']) >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    })).Append('\n');
}
