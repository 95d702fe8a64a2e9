using System.Buffers;
using System.Globalization;
using System.Text;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Library;

/// <summary>Members of texts. Positions count code points.</summary>
internal static class TextMethods
{
    internal static readonly Builtin[] All =
    [
        Arg.Define("len(self)", (_, a) => Value.Of(Texts.Length(a[0]))),
        Arg.Define("upper(self)", (state, a) => Cased(state, a, isUpper: true)),
        Arg.Define("lower(self)", (state, a) => Cased(state, a, isUpper: false)),
        Arg.Define("capitalize(self)", (state, a) => Of(state, a, Capitalize)),
        Arg.Define("title(self)", Title),
        Arg.Define("trim(self, characters?)", (state, a) => Trim(state, a, start: true, end: true)),
        Arg.Define("strip(self, characters?)", (state, a) => Trim(state, a, start: true, end: true)),
        Arg.Define("trim_start(self, characters?)", (state, a) => Trim(state, a, start: true, end: false)),
        Arg.Define("trim_end(self, characters?)", (state, a) => Trim(state, a, start: false, end: true)),
        Arg.Define("split(self, separator?, limit?)", Split),
        Arg.Define("lines(self)", Lines),
        Arg.Define("chars(self)", (state, a) => Arg.Array(Iteration.ToArray(state, a[0]))),
        Arg.Define("words(self)", (state, a) => Words(state, Charged(state, a))),
        Arg.Define("join(self, items)", (state, a) => ((Builtin)Methods.Find(Value.Object(new ArrayObject()), "join")!).Body(
            state, [Value.Object(new ArrayObject(Iteration.ToArray(state, a[1]))), a[0]])),
        Arg.Define("contains(self, x)", (state, a) => Value.Of(Charged(state, a).Contains(Arg.Text(a[1], "x"), StringComparison.Ordinal))),
        Arg.Define("starts_with(self, x)", (_, a) => Value.Of(a[0].Text.StartsWith(Arg.Text(a[1], "x"), StringComparison.Ordinal))),
        Arg.Define("ends_with(self, x)", (_, a) => Value.Of(a[0].Text.EndsWith(Arg.Text(a[1], "x"), StringComparison.Ordinal))),
        Arg.Define("index_of(self, x)", (state, a) => Index(Charged(state, a), t => t.IndexOf(Arg.Text(a[1], "x"), StringComparison.Ordinal))),
        Arg.Define("find(self, x)", (state, a) => Index(Charged(state, a), t => t.IndexOf(Arg.Text(a[1], "x"), StringComparison.Ordinal))),
        Arg.Define("last_index_of(self, x)", (state, a) => Index(Charged(state, a), t => t.LastIndexOf(Arg.Text(a[1], "x"), StringComparison.Ordinal))),
        Arg.Define("count(self, x)", Count),
        Arg.Define("replace(self, old, new)", Replace),
        Arg.Define("slice(self, start?, end?)", (state, a) => Indexing.Slice(state, a[0], OrNull(a[1]), OrNull(a[2]), Value.Null)),
        Arg.Define("repeat(self, count)", (state, a) => Texts.Repeat(state, a[0].Text, Value.Of(Arg.Count(a[1], "count")))),
        Arg.Define("reverse(self)", Reverse),
        Arg.Define("pad_start(self, width, fill?)", (state, a) => Pad(state, a, '>')),
        Arg.Define("pad_end(self, width, fill?)", (state, a) => Pad(state, a, '<')),
        Arg.Define("center(self, width, fill?)", (state, a) => Pad(state, a, '^')),
        Arg.Define("is_digit(self)", (_, a) => Value.Of(a[0].Text.Length > 0 && a[0].Text.All(char.IsDigit))),
        Arg.Define("is_alpha(self)", (_, a) => Value.Of(a[0].Text.Length > 0 && a[0].Text.All(char.IsLetter))),
        Arg.Define("is_upper(self)", (_, a) => Value.Of(a[0].Text.Any(char.IsLetter) && !a[0].Text.Any(char.IsLower))),
        Arg.Define("is_lower(self)", (_, a) => Value.Of(a[0].Text.Any(char.IsLetter) && !a[0].Text.Any(char.IsUpper))),
        Arg.Define("map(self, f)", Builtins.Map),
        Arg.Define("filter(self, f)", Builtins.Filter),
        Arg.Define("format(self, *values)", Format),
    ];

    private static Value OrNull(Value value) => value.IsMissing ? Value.Null : value;

    /// <summary>The text, paid for being gone through.</summary>
    private static string Charged(ProgramState state, Value[] a)
    {
        string text = a[0].Text;
        state.Charge(text.Length / 8);
        return text;
    }

    private static Value Of(ProgramState state, Value[] a, Func<string, string> change)
    {
        string text = Charged(state, a);
        state.Allocate(text.Length * 2L);
        return Value.Of(change(text));
    }

    private static Value Cased(ProgramState state, Value[] a, bool isUpper)
    {
        string text = Charged(state, a);
        state.Allocate(text.Length * 2L);
        return Value.Of(string.Create(text.Length, (state, text, isUpper), static (span, parts) =>
        {
            for (int start = 0; start < span.Length;)
            {
                // The halves of a pair stay together.
                int end = Math.Min(start + Texts.Portion, span.Length);
                end -= end < span.Length && char.IsHighSurrogate(parts.text[end - 1]) ? 1 : 0;
                parts.state.Charge((end - start) / 2);
                ReadOnlySpan<char> portion = parts.text.AsSpan(start, end - start);
                _ = parts.isUpper ? portion.ToUpperInvariant(span[start..]) : portion.ToLowerInvariant(span[start..]);
                start = end;
            }
        }));
    }

    /// <summary>In portions that end between words.</summary>
    private static Value Title(ProgramState state, Value[] a)
    {
        string text = Charged(state, a);
        state.Allocate(text.Length * 2L);
        var title = new StringBuilder(text.Length);
        for (int start = 0; start < text.Length;)
        {
            int space = text.Length - start > Texts.Portion ? text.IndexOf(' ', start + Texts.Portion) : -1;
            string portion = space < 0 ? text[start..] : text[start..(space + 1)];
            state.Charge(portion.Length * 16L);
            title.Append(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(portion.ToLowerInvariant()));
            start += portion.Length;
        }

        return Value.Of(title.ToString());
    }

    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n\f\u0085\u2028\u2029");

    private static Value Lines(ProgramState state, Value[] a)
    {
        string text = Charged(state, a);
        var lines = new ArrayObject();
        for (int start = 0; ;)
        {
            state.Charge(8);
            int length = text.AsSpan(start).IndexOfAny(LineEnds);
            if (length < 0)
            {
                lines.Add(state, Part(state, text, start, text.Length - start));
                return Value.Object(lines);
            }

            lines.Add(state, Part(state, text, start, length));
            start += length;
            start += text[start] == '\r' && start + 1 < text.Length && text[start + 1] == '\n' ? 2 : 1;
        }
    }

    private static Value Words(ProgramState state, string text)
    {
        var words = new ArrayObject();
        int start = -1;
        for (int i = 0; i < text.Length; i++)
        {
            state.ChargeMany(i, 4);
            if (!char.IsWhiteSpace(text[i]))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                words.Add(state, Part(state, text, start, i - start));
                start = -1;
            }
        }

        if (start >= 0)
        {
            words.Add(state, Part(state, text, start, text.Length - start));
        }

        return Value.Object(words);
    }

    private static string Capitalize(string text)
    {
        int width = text.Length == 0 ? 0 : Texts.WidthAt(text, 0);
        return text[..width].ToUpperInvariant() + text[width..];
    }

    private static Value Trim(ProgramState state, Value[] a, bool start, bool end) => Of(state, a, text =>
    {
        char[]? characters = Arg.OptionalText(a[1], "characters")?.ToCharArray();
        text = start ? text.TrimStart(characters) : text;
        return end ? text.TrimEnd(characters) : text;
    });

    private static Value Split(ProgramState state, Value[] a)
    {
        string text = Charged(state, a);
        string? separator = Arg.OptionalText(a[1], "separator");
        long limit = Arg.Whole(a[2], "limit", int.MaxValue - 1);
        int parts = (int)Math.Clamp(limit + 1, 1, int.MaxValue);
        state.Allocate(text.Length * 4L);
        if (separator is null)
        {
            return parts == int.MaxValue ? Words(state, text) : Arg.Texts(text.Split((char[]?)null, parts, StringSplitOptions.RemoveEmptyEntries));
        }

        return separator.Length == 0
            ? throw new NexusException(Errors.BadArgument("A text cannot be split at nothing. Use chars() for its characters."))
            : parts == int.MaxValue ? SplitAll(state, text, separator)
            : Arg.Texts(text.Split(separator, parts));
    }

    private static Value SplitAll(ProgramState state, string text, string separator)
    {
        int count = CountParts(state, text, separator) + 1;
        state.Allocate((count * 16L) + 32);
        var parts = new Value[count];
        int start = 0;
        for (int i = 0; i < parts.Length - 1; i++)
        {
            state.ChargeMany(i, 8);
            int length = LengthBefore(text.AsSpan(start), separator);
            parts[i] = Part(state, text, start, length);
            start += length + separator.Length;
        }

        parts[^1] = Part(state, text, start, text.Length - start);
        return Value.Object(new ArrayObject(parts));
    }

    /// <summary>How far the next separator is; mostly it is near.</summary>
    private static int LengthBefore(ReadOnlySpan<char> text, string separator)
    {
        const int near = 4;
        if (separator.Length != 1)
        {
            return text.IndexOf(separator);
        }

        char sought = separator[0];
        for (int i = 0; i < near && i < text.Length; i++)
        {
            if (text[i] == sought)
            {
                return i;
            }
        }

        return text.IndexOf(sought);
    }

    private static Value Part(ProgramState state, string text, int start, int length)
    {
        if (length == 0)
        {
            return new Value("", 0);
        }

        if (length == 1)
        {
            return Texts.CharacterAt(text, start);
        }

        state.Allocate((length * 2) + 24);
        state.Charge(length / 32);
        return Value.Of(text.Substring(start, length));
    }

    /// <summary>How often a part comes in a text, without overlaps.</summary>
    private static int CountParts(ProgramState state, string text, string part)
    {
        int count = 0;
        for (int start = 0; start < text.Length;)
        {
            int end = Math.Min(start + Texts.Portion, text.Length);
            state.Charge((end - start) / 8);
            if (part.Length == 1)
            {
                count += text.AsSpan(start, end - start).Count(part[0]);
                start = end;
                continue;
            }

            // One that begins in this portion may end in the next one.
            ReadOnlySpan<char> portion = text.AsSpan(start, (int)Math.Min((long)end - start + part.Length - 1, text.Length - start));
            int at = portion.IndexOf(part);
            for (; at >= 0; at = portion.IndexOf(part))
            {
                count++;
                start += at + part.Length;
                portion = portion[(at + part.Length)..];
            }

            start = Math.Max(start, end);
        }

        return count;
    }

    private static Value Index(string text, Func<string, int> find) => Value.Of(Texts.IndexOf(text, find(text)));

    private static Value Count(ProgramState state, Value[] a)
    {
        string part = Arg.Text(a[1], "x");
        return Value.Of(part.Length == 0 ? 0 : CountParts(state, a[0].Text, part));
    }

    private static Value Replace(ProgramState state, Value[] a)
    {
        string text = Charged(state, a);
        string old = Arg.Text(a[1], "old");
        string fresh = Arg.Text(a[2], "new");
        if (old.Length == 0)
        {
            throw new NexusException(Errors.BadArgument("Nothing cannot be replaced: 'old' is empty."));
        }

        if (old.Length == 1 && fresh.Length == 1)
        {
            state.Allocate(text.Length * 2L);
            return Value.Of(string.Create(text.Length, (state, text, old: old[0], fresh: fresh[0]), static (span, parts) =>
            {
                for (int start = 0; start < span.Length; start += Texts.Portion)
                {
                    int portion = Math.Min(Texts.Portion, span.Length - start);
                    parts.state.Charge(portion / 16);
                    parts.text.AsSpan(start, portion).Replace(span[start..], parts.old, parts.fresh);
                }
            }));
        }

        long length = text.Length + (CountParts(state, text, old) * ((long)fresh.Length - old.Length));
        Texts.CheckLength(length);
        state.Allocate(length * 2);
        return Value.Of(string.Create((int)length, (state, text, old, fresh), static (span, parts) =>
        {
            (int start, int at) = (0, 0);
            for (int found = 0; ; found++)
            {
                parts.state.ChargeMany(found, 16);
                int next = IndexOf(parts.state, parts.text, parts.old, start);
                int end = next < 0 ? parts.text.Length : next;
                parts.text.AsSpan(start, end - start).CopyTo(span[at..]);
                at += end - start;
                if (next < 0)
                {
                    return;
                }

                parts.fresh.CopyTo(span[at..]);
                at += parts.fresh.Length;
                start = next + parts.old.Length;
            }
        }));
    }

    /// <summary>Where a part comes next, looked for in portions.</summary>
    private static int IndexOf(ProgramState state, string text, string part, int start)
    {
        for (; start < text.Length; start += Texts.Portion)
        {
            int length = (int)Math.Min((long)Texts.Portion + part.Length - 1, text.Length - start);
            int at = text.AsSpan(start, length).IndexOf(part);
            if (at >= 0)
            {
                state.Charge(at / 8);
                return start + at;
            }

            state.Charge(length / 8);
        }

        return -1;
    }

    private static Value Reverse(ProgramState state, Value[] a)
    {
        string text = Charged(state, a);
        state.Allocate(text.Length * 2L);
        return Value.Of(string.Create(text.Length, (state, text), static (span, parts) =>
        {
            for (int i = 0, at = span.Length; i < parts.text.Length; i++)
            {
                parts.state.ChargeMany(i, 2);
                int width = Texts.WidthAt(parts.text, i);
                at -= width;
                span[at] = parts.text[i];
                if (width == 2)
                {
                    span[at + 1] = parts.text[++i];
                }
            }
        }));
    }

    private static Value Pad(ProgramState state, Value[] a, char align)
    {
        string fill = Arg.OptionalText(a[2], "fill") ?? " ";
        int width = Arg.Count(a[1], "width");
        state.Allocate(width * 2L);
        return fill.Length == 1
            ? Value.Of(Printing.Pad(a[0].Text, width, fill[0], align))
            : throw new NexusException(Errors.BadArgument("'fill' must be one character."));
    }

    /// <summary>Puts values in place of <c>{}</c>, one after the other, or of <c>{0}</c> by their index.</summary>
    private static Value Format(ProgramState state, Value[] a)
    {
        string text = Charged(state, a);
        ArrayObject values = (ArrayObject)a[1].Ref!;
        var result = new StringBuilder();
        int next = 0;
        for (int i = 0; i < text.Length; i++)
        {
            int close = text[i] == '{' ? text.IndexOf('}', i) : -1;
            if (close < 0)
            {
                result.Append(text[i]);
                continue;
            }

            int index = close == i + 1 ? next++ : int.TryParse(text.AsSpan(i + 1, close - i - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int given) ? given : -1;
            result.Append(index >= 0 && index < values.Count
                ? Printing.Show(values.Items[index])
                : throw new NexusException(Errors.BadArgument($"format() has no value for {text[i..(close + 1)]}.")));
            i = close;
        }

        state.Allocate(result.Length * 2L);
        return Value.Of(result.ToString());
    }
}
