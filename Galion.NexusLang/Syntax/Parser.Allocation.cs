namespace Galion.NexusLang.Syntax;

/// <summary>What keeps the garbage of reading small: a program says the same names over and over, and most lists are short.</summary>
internal sealed partial class Parser
{
    private const int NameSlots = 512;

    private const int SharedNumbers = 256;

    private static readonly object[] WholeNumbers = [.. Enumerable.Range(0, SharedNumbers).Select(n => (object)(long)n)];

    private static readonly object True = true;

    private static readonly object False = false;

    /// <summary>The names met last, each at a place that follows from its letters.</summary>
    private readonly string?[] _names;

    /// <summary>The items of all lists that are being read, those of the innermost last.</summary>
    private Node[] _items;

    private int _itemCount;

    /// <summary>A token's text, the same object for the same name where possible.</summary>
    private string NameOf(in Token token)
    {
        ReadOnlySpan<char> text = _text.AsSpan(token.Start, token.Length);
        int hash = (((text[0] * 31) + text[^1]) * 31) + (text[text.Length / 2] * 7) + text.Length;
        ref string? slot = ref _names[hash & (NameSlots - 1)];
        if (slot is not null && text.SequenceEqual(slot))
        {
            return slot;
        }

        return slot = text.ToString();
    }

    private void AddItem(Node item)
    {
        if (_itemCount == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(8, _itemCount * 2));
        }

        _items[_itemCount++] = item;
    }

    /// <summary>Ends a list that began when there were <paramref name="from"/> items.</summary>
    private T[] TakeItems<T>(int from)
        where T : Node
    {
        if (_itemCount == from)
        {
            return [];
        }

        var list = new T[_itemCount - from];
        for (int i = 0; i < list.Length; i++)
        {
            list[i] = (T)_items[from + i];
        }

        _itemCount = from;
        return list;
    }
}
