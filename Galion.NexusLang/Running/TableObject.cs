using System.Runtime.CompilerServices;

namespace Galion.NexusLang.Running;

/// <summary>Keys with values in the order in which the keys came; a set is the same with no values to speak of.</summary>
internal abstract class TableObject
{
    private const int Removed = -2;

    /// <summary>Keys of one bucket that are looked at before it is paid for.</summary>
    private const int FewKeys = 16;

    private int[] _buckets = [];
    private Entry[] _entries = [];
    private int _used;

    /// <summary>Where the key is that was found last, which was <see cref="_lastRef"/> or, when that is null, <see cref="_lastNumber"/>.</summary>
    private int _last;
    private object? _lastRef;
    private long _lastNumber;

    protected TableObject() => Forget();

    internal int Count { get; private set; }

    /// <summary>Places in use, removed ones included; for going through with <see cref="TryEntry"/>.</summary>
    internal int Used => _used;

    internal bool TryGet(Value key, out Value value)
    {
        int index = Find(key);
        value = index < 0 ? Value.Null : _entries[index].Value;
        return index >= 0;
    }

    internal bool Contains(Value key) => Find(key) >= 0;

    /// <summary>The value's place, added with null when the key is new.</summary>
    internal ref Value Slot(ProgramState state, Value key)
    {
        int index = Find(key);
        if (index < 0)
        {
            // Before the array is named: it may be another one afterwards.
            index = Insert(state, key, Equality.HashKey(key));
        }

        return ref _entries[index].Value;
    }

    internal void Set(ProgramState state, Value key, Value value) => Slot(state, key) = value;

    /// <returns>Whether the key is new.</returns>
    internal bool Add(ProgramState state, Value key)
    {
        if (Find(key) >= 0)
        {
            return false;
        }

        Insert(state, key, Equality.HashKey(key));
        return true;
    }

    internal bool Remove(Value key, out Value value)
    {
        value = Value.Null;
        int index = Find(key);
        if (index < 0)
        {
            return false;
        }

        Forget();
        value = _entries[index].Value;
        ref int link = ref _buckets[_entries[index].Hash & (_buckets.Length - 1)];
        while (link - 1 != index)
        {
            link = ref _entries[link - 1].Next;
        }

        link = _entries[index].Next;
        _entries[index] = new Entry { Hash = 0, Next = Removed };
        Count--;
        return true;
    }

    internal void Clear()
    {
        Forget();
        _buckets = [];
        _entries = [];
        _used = 0;
        Count = 0;
    }

    /// <summary>The entry at a place, or false when it has been removed.</summary>
    internal bool TryEntry(int place, out Value key, out Value value)
    {
        ref Entry entry = ref _entries[place];
        (key, value) = (entry.Key, entry.Value);
        return entry.Next != Removed;
    }

    internal IEnumerable<(Value Key, Value Value)> Pairs()
    {
        for (int i = 0; i < _used; i++)
        {
            ProgramState.PayMany(i);
            if (TryEntry(i, out Value key, out Value value))
            {
                yield return (key, value);
            }
        }
    }

    internal IEnumerable<Value> Keys() => Pairs().Select(p => p.Key);

    internal void AddAll(ProgramState state, TableObject other)
    {
        foreach ((Value key, Value value) in other.Pairs())
        {
            Set(state, key, value);
        }
    }

    /// <summary>The place of a key, or -1. One that is looked for again, as in <c>d[k] = d[k] + 1</c>, is found without its hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(Value key)
    {
        if (ReferenceEquals(key.Ref, _lastRef) && (key.Ref is null ? key.Bits == _lastNumber : key.Ref is string))
        {
            return _last;
        }

        return Search(key);
    }

    private int Search(Value key)
    {
        int hash = Equality.HashKey(key);
        int[] buckets = _buckets;
        if (buckets.Length == 0)
        {
            return -1;
        }

        Entry[] entries = _entries;
        int passed = 0;
        for (int i = buckets[hash & (buckets.Length - 1)] - 1; (uint)i < (uint)entries.Length; i = entries[i].Next - 1)
        {
            if (entries[i].Hash == hash && Equality.AreSame(entries[i].Key, key))
            {
                (_last, _lastRef, _lastNumber) = (i, key.Ref, key.Bits);
                return i;
            }

            if ((++passed & (FewKeys - 1)) == 0)
            {
                // More than chance puts into one bucket, so that it costs what it takes.
                ProgramState.Pay(FewKeys);
            }
        }

        return -1;
    }

    private void Forget() => (_last, _lastRef) = (-1, this);

    private int Insert(ProgramState state, Value key, int hash)
    {
        if (_used == _entries.Length)
        {
            Rebuild(state);
        }

        ref int bucket = ref _buckets[hash & (_buckets.Length - 1)];
        _entries[_used] = new Entry { Key = key, Value = Value.Null, Hash = hash, Next = bucket };
        Count++;
        return (bucket = ++_used) - 1;
    }

    /// <summary>Makes room, and closes the gaps that removed keys have left.</summary>
    private void Rebuild(ProgramState state)
    {
        int capacity = 8;
        while (capacity < Count + (Count / 2) + 1)
        {
            capacity *= 2;
        }

        state.Allocate((long)capacity * 44);
        var entries = new Entry[capacity];
        var buckets = new int[capacity];
        int used = 0;
        for (int i = 0; i < _used; i++)
        {
            if (_entries[i].Next != Removed)
            {
                entries[used] = _entries[i];
                ref int bucket = ref buckets[_entries[i].Hash & (capacity - 1)];
                entries[used].Next = bucket;
                bucket = ++used;
            }
        }

        (_entries, _buckets, _used) = (entries, buckets, used);
        Forget();
    }

    private struct Entry
    {
        internal Value Key;
        internal Value Value;
        internal int Hash;

        /// <summary>One more than the index of the next entry in the bucket; 0 ends it.</summary>
        internal int Next;
    }
}

internal sealed class DictObject : TableObject;

internal sealed class SetObject : TableObject;
