using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Editing;

/// <summary>
/// What the names of one file mean, worked out even while the file has errors. It follows the same rules as the compiler: functions, structs
/// and enums of a file are visible in all of it, a variable from its declaration on, and in functions everywhere.
/// </summary>
internal sealed class NameMap
{
    /// <param name="part">
    /// Leaves out the bodies of functions that do not touch it: what is declared in them is seen nowhere else. Without it nothing is left out.
    /// </param>
    internal NameMap(SyntaxTree tree, TextSpan? part = null)
    {
        Root = new CodeScope(null, new TextSpan(0, tree.Source.Content.Length), null);
        new NameResolver(tree, this, part).Resolve();
        Occurrences.Sort(static (a, b) => a.Span.Start.CompareTo(b.Span.Start));
    }

    internal CodeScope Root { get; }

    /// <summary>Everything that the file declares, in the order in which it was met.</summary>
    internal List<CodeSymbol> Symbols { get; } = [];

    /// <summary>By place. Members of values are not among them; <see cref="CodeTypes"/> finds what those mean.</summary>
    internal List<CodeOccurrence> Occurrences { get; } = [];

    internal List<MemberExpression> Members { get; } = [];

    internal List<CallExpression> Calls { get; } = [];

    /// <summary>Calls with names before their arguments.</summary>
    internal IEnumerable<CallExpression> NamingCalls => Calls.Where(c => c.Arguments.Any(a => a.Name is not null));

    internal List<StructExpression> Structs { get; } = [];

    internal List<FieldsPattern> FieldPatterns { get; } = [];

    internal List<MatchExpression> Matches { get; } = [];

    /// <summary>Symbols by the place of their declared name.</summary>
    internal Dictionary<int, CodeSymbol> ByNameStart { get; } = [];

    /// <summary>What a name at a place means, by the place of its first character.</summary>
    internal Dictionary<int, CodeOccurrence> ByStart { get; } = [];

    internal CodeOccurrence? At(int offset)
    {
        (int low, int high) = (0, Occurrences.Count - 1);
        while (low <= high)
        {
            int middle = (low + high) / 2;
            TextSpan span = Occurrences[middle].Span;
            if (span.Start <= offset && offset <= span.End)
            {
                // At the border of two, the one that begins here is meant.
                return offset == span.End && middle < Occurrences.Count - 1 && Occurrences[middle + 1].Span.Start == offset
                    ? Occurrences[middle + 1]
                    : Occurrences[middle];
            }

            if (span.Start < offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return null;
    }

    /// <summary>The names that can be written at a place, inner ones first.</summary>
    internal IEnumerable<CodeSymbol> VisibleAt(int offset)
    {
        HashSet<string> seen = [];
        bool isInFunction = false;
        for (CodeScope? scope = Root.Innermost(offset); scope is not null; scope = scope.Parent)
        {
            for (int i = scope.Symbols.Count - 1; i >= 0; i--)
            {
                (CodeSymbol symbol, int from) = scope.Symbols[i];
                bool isVisible = from <= offset || (isInFunction && scope.Parent is null);
                if (isVisible && seen.Add(symbol.Name))
                {
                    yield return symbol;
                }
            }

            isInFunction |= scope.Owner is not null && scope.Parent?.Owner != scope.Owner;
        }
    }
}
