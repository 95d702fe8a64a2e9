using System.Runtime.CompilerServices;

namespace Galion.NexusLang.Running;

/// <summary>Keys with values in the order in which the keys came; a set is the same with no values to speak of.</summary>
internal abstract class TableObject
{
    private const int Removed = -2;

    private int[] _buckets = [];
    private Entry[] _entries = [];
    private int _used;

    internal int Count { get; private set; }

    /// <summary>Places in use, removed ones included; for going through with <see cref="TryEntry"/>.</summary>
    internal int Used => _used;

    internal bool TryGet(Value key, out Value value)
    {
        int index = Find(key, Equality.HashKey(key));
        value = index < 0 ? Value.Null : _entries[index].Value;
        return index >= 0;
    }

    internal bool Contains(Value key) => Find(key, Equality.HashKey(key)) >= 0;

    /// <summary>The value's place, added with null when the key is new.</summary>
    internal ref Value Slot(ProgramState state, Value key)
    {
        int hash = Equality.HashKey(key);
        int index = Find(key, hash);
        if (index < 0)
        {
            // Before the array is named: it may be another one afterwards.
            index = Insert(state, key, hash);
        }

        return ref _entries[index].Value;
    }

    internal void Set(ProgramState state, Value key, Value value) => Slot(state, key) = value;

    /// <returns>Whether the key is new.</returns>
    internal bool Add(ProgramState state, Value key)
    {
        int hash = Equality.HashKey(key);
        if (Find(key, hash) >= 0)
        {
            return false;
        }

        Insert(state, key, hash);
        return true;
    }

    internal bool Remove(Value key, out Value value)
    {
        value = Value.Null;
        int hash = Equality.HashKey(key);
        int index = Find(key, hash);
        if (index < 0)
        {
            return false;
        }

        value = _entries[index].Value;
        ref int link = ref _buckets[hash & (_buckets.Length - 1)];
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(Value key, int hash)
    {
        int[] buckets = _buckets;
        if (buckets.Length == 0)
        {
            return -1;
        }

        Entry[] entries = _entries;
        for (int i = buckets[hash & (buckets.Length - 1)] - 1; (uint)i < (uint)entries.Length; i = entries[i].Next - 1)
        {
            if (entries[i].Hash == hash && Equality.AreSame(entries[i].Key, key))
            {
                return i;
            }
        }

        return -1;
    }

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
