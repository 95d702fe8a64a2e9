using Galion.NexusLang.Diagnostics;
using Galion.NexusLang.Library;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Editing;

/// <summary>One state of one file: what tools need to know about it, worked out when it is first asked for and then kept.</summary>
public sealed class CodeAnalysis
{
    private readonly Lazy<SyntaxTree> _tree;
    private readonly Lazy<NameMap> _names;
    private readonly Lock _gate = new();
    private CodeTypes? _types;
    private (int Generation, IReadOnlyList<Diagnostic> All)? _diagnostics;

    internal CodeAnalysis(CodeWorkspace workspace, string path, SourceText source, int version)
    {
        Workspace = workspace;
        Path = path;
        Source = source;
        Version = version;
        _tree = new Lazy<SyntaxTree>(() => SyntaxTree.Parse(source));
        _names = new Lazy<NameMap>(() => new NameMap(Tree));
    }

    public CodeWorkspace Workspace { get; }

    public string Path { get; }

    public SourceText Source { get; }

    public int Version { get; }

    public SyntaxTree Tree => _tree.Value;

    internal NameMap Names => _names.Value;

    /// <summary>The names at a place: what is visible and used there, without the bodies of other functions when those are not known yet.</summary>
    internal NameMap NamesAround(TextSpan place) => _names.IsValueCreated ? _names.Value : new NameMap(Tree, place);

    /// <summary>What values are, as far as it is plain; made anew after another file has changed.</summary>
    internal CodeTypes Types
    {
        get
        {
            int generation = Workspace.Generation;
            lock (_gate)
            {
                return _types is { } known && known.Generation == generation ? known : _types = new CodeTypes(this, generation);
            }
        }
    }

    /// <summary>What the compiler has to say about this file itself, in order.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics
    {
        get
        {
            int generation = Workspace.Generation;
            lock (_gate)
            {
                if (_diagnostics is { } known && known.Generation == generation)
                {
                    return known.All;
                }
            }

            IReadOnlyList<Diagnostic> found =
            [
                .. NexusProgram.Read(Tree, path => Workspace.ReadModule(Path, path)).Diagnostics.Where(d => ReferenceEquals(d.Source, Source)).OrderBy(d => d.Span.Start),
            ];
            lock (_gate)
            {
                _diagnostics = (generation, found);
            }

            return found;
        }
    }

    /// <summary>The identifier that ends or stands at an offset; empty when there is none.</summary>
    internal TextSpan WordAt(int offset)
    {
        string text = Source.Content;
        int start = Math.Clamp(offset, 0, text.Length);
        int end = start;
        while (start > 0 && IsWordPart(text[start - 1]))
        {
            start--;
        }

        while (end < text.Length && IsWordPart(text[end]))
        {
            end++;
        }

        return TextSpan.FromBounds(start, end);
    }

    internal static bool IsWordPart(char c) => c == '_' || char.IsLetterOrDigit(c);

    /// <summary>What the name at an offset means, be it a name, a member, a field or an argument.</summary>
    internal CodeTarget? TargetAt(int offset)
    {
        if (Names.At(offset) is { } occurrence)
        {
            return occurrence.Symbol is { } symbol ? Types.Follow(symbol) : new CodeTarget(null, null, occurrence.Library, occurrence.Span);
        }

        return Types.MemberAt(offset);
    }
}

/// <summary>What a name means: something that a file declares, or something of the library.</summary>
/// <param name="Home">The file that declares <paramref name="Symbol"/>.</param>
/// <param name="At">Where it is used.</param>
internal sealed record CodeTarget(CodeAnalysis? Home, CodeSymbol? Symbol, LibraryEntry? Library, TextSpan At = default);
