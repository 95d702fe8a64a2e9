using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Library;

/// <summary>JSON from and to values. Objects are dicts; integers stay exact however large.</summary>
internal static class JsonText
{
    private const int MaxDepth = 128;

    internal static Value Parse(ProgramState state, string text)
    {
        state.Charge(Math.Min(text.Length, Texts.Portion));
        state.Allocate(text.Length * 4L);
        try
        {
            var reader = new Utf8JsonReader(Encode(state, text), new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            int tokens = 0;
            Value value = Read(state, ref reader, ref tokens);
            reader.Read();
            return value;
        }
        catch (JsonException mistake)
        {
            throw new NexusException(Errors.BadInput(
                "JSON", $"line {mistake.LineNumber + 1}, column {mistake.BytePositionInLine + 1}: {FirstSentence(mistake.Message)}"));
        }
        catch (Exception mistake) when (mistake is ArgumentException or InvalidOperationException)
        {
            throw new NexusException(Errors.BadInput("JSON", "it holds half of a character that takes two."));
        }
    }

    private static ReadOnlySpan<byte> Encode(ProgramState state, string text)
    {
        Encoder encoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetEncoder();
        var bytes = new ArrayBufferWriter<byte>(text.Length + 16);
        for (int start = 0; start < text.Length; start += Texts.Portion)
        {
            ReadOnlySpan<char> portion = text.AsSpan(start, Math.Min(Texts.Portion, text.Length - start));
            state.Charge(portion.Length / 4);
            encoder.Convert(portion, bytes, flush: start + Texts.Portion >= text.Length, out _, out _);
        }

        return bytes.WrittenSpan;
    }

    private static string FirstSentence(string message) => message.Split(". ")[0].TrimEnd('.') + ".";

    /// <summary>The value that begins with the token which was read last, up to its own last token.</summary>
    private static Value Read(ProgramState state, ref Utf8JsonReader reader, ref int tokens)
    {
        const int stepsPerToken = 64;
        state.ChargeMany(tokens++, stepsPerToken);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var dict = new DictObject();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    Value key = ReadText(state, ref reader);
                    reader.Read();
                    dict.Set(state, key, Read(state, ref reader, ref tokens));
                }

                return Value.Object(dict);
            case JsonTokenType.StartArray:
                var array = new ArrayObject();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    array.Add(state, Read(state, ref reader, ref tokens));
                }

                return Value.Object(array);
            case JsonTokenType.String:
                return ReadText(state, ref reader);
            case JsonTokenType.Number:
                return reader.TryGetInt64(out long number) ? Value.Of(number) : ReadNumber(Encoding.UTF8.GetString(reader.ValueSpan));
            case JsonTokenType.True or JsonTokenType.False:
                return Value.Of(reader.TokenType == JsonTokenType.True);
            default:
                return Value.Null;
        }
    }

    private static Value ReadText(ProgramState state, ref Utf8JsonReader reader)
    {
        state.Charge(reader.ValueSpan.Length / 4);
        return Value.Of(reader.GetString()!);
    }

    private static Value ReadNumber(string text)
    {
        BigNumbers.PayForReading(text.Length);
        return text.AsSpan().IndexOfAny('.', 'e', 'E') < 0 && text.Length <= BigNumbers.MostDigitsRead
            ? Value.Of(BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            : Value.Of(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    internal static string Write(ProgramState state, Value value, int indent)
    {
        var text = new StringBuilder();
        Append(state, text, value, indent, 0);
        return text.ToString();
    }

    private static void Append(ProgramState state, StringBuilder to, Value value, int indent, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new NexusException(Errors.NestedTooDeep());
        }

        int length = to.Length;
        AppendParts(state, to, value, indent, depth);

        // What is held many times over is written each time, so that the text can be far larger than the value.
        state.Charge(8);
        state.Allocate(value.Ref is ArrayObject or TupleObject or SetObject or DictObject or RecordObject ? 8 : (to.Length - length) * 4L);
    }

    private static void AppendParts(ProgramState state, StringBuilder to, Value value, int indent, int depth)
    {
        switch (value.Ref)
        {
            case string or Rope:
                state.Charge(value.Text.Length / 4);
                AppendText(to, value.Text);
                break;
            case Tag tag when tag == Tags.Float && !double.IsFinite(value.Double):
                throw new NexusException(Errors.BadArgument("JSON has no number for what is not finite."));
            case null or BigInteger or Tag:
                to.Append(Printing.Show(value));
                break;
            case ArrayObject array:
                AppendAll(state, to, '[', array.Span.ToArray(), ']', indent, depth);
                break;
            case TupleObject tuple:
                AppendAll(state, to, '[', tuple.Items, ']', indent, depth);
                break;
            case SetObject set:
                AppendAll(state, to, '[', set.Keys(), ']', indent, depth);
                break;
            case DictObject dict:
                AppendObject(state, to, dict.Pairs().Select(p => (p.Key.IsText ? p.Key.Text : Printing.Show(p.Key), p.Value)), indent, depth);
                break;
            case RecordObject { Type.IsVariant: false } record:
                AppendObject(state, to, record.Type.Fields.Select((f, i) => (f, record.Get(i))), indent, depth);
                break;
            case RecordObject { Type.Fields.Length: 0 } record:
                AppendText(to, record.Type.Name);
                break;
            default:
                throw new NexusException(Errors.WrongType("What becomes JSON", "plain data", value));
        }
    }

    private static void AppendText(StringBuilder to, string text)
    {
        to.Append('"');
        for (int i = 0; i < text.Length; i++)
        {
            ProgramState.PayMany(i);
            char c = text[i];
            _ = c switch
            {
                '"' => to.Append("\\\""),
                '\\' => to.Append("\\\\"),
                '\n' => to.Append("\\n"),
                '\r' => to.Append("\\r"),
                '\t' => to.Append("\\t"),
                < ' ' => to.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => to.Append(c),
            };
        }

        to.Append('"');
    }

    private static void AppendAll(ProgramState state, StringBuilder to, char open, IEnumerable<Value> items, char close, int indent, int depth)
    {
        to.Append(open);
        bool isFirst = true;
        foreach (Value item in items)
        {
            Separate(to, isFirst, indent, depth + 1);
            isFirst = false;
            Append(state, to, item, indent, depth + 1);
        }

        Close(to, isFirst, close, indent, depth);
    }

    private static void AppendObject(ProgramState state, StringBuilder to, IEnumerable<(string Key, Value Value)> entries, int indent, int depth)
    {
        to.Append('{');
        bool isFirst = true;
        foreach ((string key, Value value) in entries)
        {
            Separate(to, isFirst, indent, depth + 1);
            isFirst = false;
            AppendText(to, key);
            to.Append(indent > 0 ? ": " : ":");
            Append(state, to, value, indent, depth + 1);
        }

        Close(to, isFirst, '}', indent, depth);
    }

    private static void Separate(StringBuilder to, bool isFirst, int indent, int depth)
    {
        to.Append(isFirst ? "" : ",");
        if (indent > 0)
        {
            to.Append('\n').Append(' ', indent * depth);
        }
    }

    private static void Close(StringBuilder to, bool isEmpty, char close, int indent, int depth)
    {
        if (indent > 0 && !isEmpty)
        {
            to.Append('\n').Append(' ', indent * depth);
        }

        to.Append(close);
    }
}
