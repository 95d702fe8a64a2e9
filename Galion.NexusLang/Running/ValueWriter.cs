using System.Globalization;
using System.Numerics;
using System.Text;

namespace Galion.NexusLang.Running;

/// <summary>
/// Writes a value with all that it holds. A value that holds itself is written as <c>[...]</c> where it comes again, and what is nested
/// deeper than anyone reads as <c>…</c>.
/// </summary>
/// <remarks>A value can hold another one many times over, so the text may be larger than memory by far: it is paid for as it grows.</remarks>
internal sealed class ValueWriter
{
    private const int MaxDepth = 64;
    private const int StepsPerValue = 8;
    private const int BytesPerCharacter = 4;
    private const int PaidChunk = 1024;

    private readonly StringBuilder _text = new();
    private readonly ProgramState? _payer;
    private readonly int _limit;
    private readonly object[] _path = new object[MaxDepth];
    private int _depth;
    private int _paid;

    private ValueWriter(ProgramState? payer, int limit)
    {
        _payer = payer;
        _limit = limit;
    }

    private bool IsFull => _text.Length > _limit;

    /// <param name="value">What to write.</param>
    /// <param name="isQuoted">Whether texts stand in quotes also outside of containers.</param>
    /// <param name="payer">The run that the work is charged to; null charges nobody, for texts with a limit.</param>
    /// <param name="limit">Characters; what is longer ends with an ellipsis.</param>
    internal static string Write(Value value, bool isQuoted, ProgramState? payer, int limit)
    {
        var writer = new ValueWriter(payer, limit);
        writer.Append(value, isQuoted);
        writer.Pay(0);
        return writer.IsFull ? $"{writer._text.ToString(0, limit - 1)}…" : writer._text.ToString();
    }

    private void Append(Value value, bool isQuoted)
    {
        switch (value.Ref)
        {
            case string or Rope when isQuoted:
                string text = value.Text;
                Pay(text.Length);
                Printing.AppendQuoted(_text, _limit < text.Length ? text[..(_limit + 1)] : text);
                break;
            case string or Rope:
                Pay(value.Text.Length);
                _text.Append(value.Text.AsSpan(0, (int)Math.Min(value.Text.Length, _limit + 1L)));
                break;
            case null:
                _text.Append(value.Bits);
                break;
            case Tag tag:
                _text.Append(tag == Tags.Float ? Printing.Show(value.Double) : tag == Tags.Bool ? (value.Bool ? "true" : "false") : "null");
                break;
            case BigInteger big:
                _text.Append(BigNumbers.Show(big));
                break;
            case RangeObject range:
                _text.Append(CultureInfo.InvariantCulture, $"{range.Start}..{range.End}");
                _text.Append(range.Step == 1 ? "" : $" step {range.Step}");
                break;
            case SetObject { Count: 0 }:
                _text.Append("set()");
                break;
            case ErrorObject error:
                _text.Append(error.Message);
                break;
            case Function function:
                _text.Append(function.Info.Name.Length == 0 ? "<fn>" : $"<{function.Info.Kind} {function.Info.Name}>");
                break;
            case NamespaceObject space:
                _text.Append(CultureInfo.InvariantCulture, $"<{space.Kind} {space.Name}>");
                break;
            case ArrayObject or TupleObject or SetObject or DictObject or RecordObject:
                AppendContainer(value.Ref);
                break;
            default:
                _text.Append(value.Ref);
                break;
        }

        Pay(0);
    }

    private void AppendContainer(object container)
    {
        bool holdsItself = Array.IndexOf(_path, container, 0, _depth) >= 0;
        if (!holdsItself && _depth == MaxDepth)
        {
            _text.Append('…');
            return;
        }

        if (!holdsItself)
        {
            _path[_depth++] = container;
        }

        switch (container)
        {
            case ArrayObject array:
                AppendAll('[', array.Span, ']', holdsItself);
                break;
            case TupleObject tuple:
                AppendAll('(', tuple.Items, ')', holdsItself);
                break;
            case SetObject set:
                AppendAll('{', [.. set.Keys()], '}', holdsItself);
                break;
            case DictObject dict:
                AppendDict(dict, holdsItself);
                break;
            case RecordObject record:
                AppendRecord(record, holdsItself);
                break;
        }

        if (!holdsItself)
        {
            _depth--;
        }
    }

    private void AppendAll(char open, ReadOnlySpan<Value> items, char close, bool isElided)
    {
        _text.Append(open);
        for (int i = 0; i < items.Length && !isElided && !IsFull; i++)
        {
            _text.Append(i > 0 ? ", " : "");
            Append(items[i], isQuoted: true);
        }

        _text.Append(isElided ? "..." : open == '(' && items.Length == 1 ? "," : "").Append(close);
    }

    private void AppendDict(DictObject dict, bool isElided)
    {
        if (isElided)
        {
            _text.Append("{...}");
            return;
        }

        _text.Append('{');
        bool isFirst = true;
        foreach ((Value key, Value value) in dict.Pairs())
        {
            if (IsFull)
            {
                break;
            }

            _text.Append(isFirst ? "" : ", ");
            isFirst = false;
            Append(key, isQuoted: true);
            _text.Append(": ");
            Append(value, isQuoted: true);
        }

        _text.Append('}');
    }

    private void AppendRecord(RecordObject record, bool isElided)
    {
        RecordType type = record.Type;
        if (type.IsVariant)
        {
            _text.Append(type.EnumName).Append('.').Append(type.Name);
            if (type.Fields.Length > 0)
            {
                AppendFields(record, "(", ")", isElided);
            }

            return;
        }

        _text.Append(type.Name);
        AppendFields(record, isElided ? " {" : " { ", isElided || type.Fields.Length == 0 ? "}" : " }", isElided);
    }

    private void AppendFields(RecordObject record, string open, string close, bool isElided)
    {
        _text.Append(open);
        for (int i = 0; i < record.Type.Fields.Length && !isElided && !IsFull; i++)
        {
            _text.Append(i > 0 ? ", " : "");
            if (!record.Type.IsVariant)
            {
                _text.Append(record.Type.Fields[i]).Append(": ");
            }

            Append(record.Get(i), isQuoted: true);
        }

        _text.Append(isElided ? "..." : "").Append(close);
    }

    /// <summary>Charges for one value, for the characters that have come since the last time and for those that are about to come.</summary>
    private void Pay(int coming)
    {
        if (_payer is null)
        {
            return;
        }

        _payer.Charge(StepsPerValue);
        int grown = _text.Length - _paid;
        if (grown + (long)coming > PaidChunk)
        {
            _payer.Charge((grown + (long)coming) / 4);
            _payer.Allocate((grown + (long)coming) * BytesPerCharacter);
            _paid = _text.Length + coming;
        }
    }
}
