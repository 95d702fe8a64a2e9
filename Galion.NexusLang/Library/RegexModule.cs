using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Library;

/// <summary><c>import regex</c>: patterns whose matching takes time in proportion to the text, so they know no backreferences.</summary>
internal static class RegexModule
{
    /// <summary>Texts of so many characters are searched in less than a moment, whatever the pattern.</summary>
    private const int FewCharacters = 20_000;

    private const int MostTogether = 256;
    private const int StepsPerMatch = 500;
    private const int BytesPerMatch = 400;
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(10);

    /// <summary>For a single search. One that nobody waits for any more goes on no longer than this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    internal static readonly Builtin[] All =
    [
        Arg.Define("test(pattern, text)", Test),
        Arg.Define("find(pattern, text)", (state, a) => First(state, a) is { } match ? Found(state, match, PlacesIn(a[1].Text)) : Value.Null),
        Arg.Define("find_all(pattern, text)", FindAll),
        Arg.Define("replace(pattern, text, replacement)", Replace),
        Arg.Define("split(pattern, text)", Split),
        Arg.Define("escape(text)", (_, a) => Value.Of(Regex.Escape(Arg.Text(a[0], "text")))),
    ];

    private static string Text(ProgramState state, Value[] a)
    {
        string text = Arg.Text(a[1], "text");
        state.Charge(text.Length * 4L);
        state.Allocate(text.Length * 2L);
        return text;
    }

    private static Regex Of(ProgramState state, Value[] a)
    {
        string pattern = Arg.Text(a[0], "pattern");
        if (state.Session.Library.TryGetValue($"regex {pattern}", out object? known))
        {
            return (Regex)known;
        }

        state.Charge(10_000);
        state.Allocate(20_000 + (pattern.Length * 64L));
        if (pattern.Length > 1000)
        {
            throw new NexusException(Errors.BadArgument("A pattern has at most 1,000 characters."));
        }

        try
        {
            var regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Longest);
            state.Session.Library[$"regex {pattern}"] = regex;
            return regex;
        }
        catch (Exception mistake) when (mistake is ArgumentException or NotSupportedException)
        {
            throw new NexusException(Errors.BadInput("a pattern", mistake.Message.Split(". ")[^1]));
        }
    }

    /// <summary>
    /// Searches in a long text on a thread of their own, because nothing can interrupt them: a run that is stopped meanwhile does not wait.
    /// </summary>
    private static T Search<T>(ProgramState state, string text, Func<T> search)
    {
        try
        {
            return text.Length <= FewCharacters ? search() : Tasks.Outside(state, _ => Task.Run(search, CancellationToken.None), isHost: false);
        }
        catch (OperationCanceledException)
        {
            state.Session.CheckStop();
            throw;
        }
        catch (RegexMatchTimeoutException)
        {
            throw new NexusException(Errors.BadArgument(
                $"The pattern has searched a text of {text.Length:N0} characters for {Longest.TotalSeconds} seconds. Simplify it, or search in parts of the text."));
        }
    }

    private static Value Test(ProgramState state, Value[] a)
    {
        string text = Text(state, a);
        Regex regex = Of(state, a);
        return Value.Of(Search(state, text, () => regex.IsMatch(text)));
    }

    private static Match? First(ProgramState state, Value[] a)
    {
        string text = Text(state, a);
        Regex regex = Of(state, a);
        Match match = Search(state, text, () => regex.Match(text));
        return match.Success ? match : null;
    }

    /// <summary>All matches, several at a time.</summary>
    private static IEnumerable<Match> Matches(ProgramState state, Regex regex, string text)
    {
        Match? last = null;
        do
        {
            Match? before = last;
            List<Match> some = Search(state, text, () => Next(regex, text, before));
            foreach (Match match in some)
            {
                state.Charge(StepsPerMatch);
                state.Allocate(BytesPerMatch);
                yield return match;
            }

            last = some.Count > 0 ? some[^1] : null;
        }
        while (last is not null);
    }

    private static List<Match> Next(Regex regex, string text, Match? before)
    {
        long start = Stopwatch.GetTimestamp();
        List<Match> some = [];
        Match match = before is null ? regex.Match(text) : before.NextMatch();
        while (match.Success)
        {
            some.Add(match);
            if (some.Count >= MostTogether || Stopwatch.GetElapsedTime(start) > Together)
            {
                break;
            }

            match = match.NextMatch();
        }

        return some;
    }

    private static Value FindAll(ProgramState state, Value[] a)
    {
        string text = Text(state, a);
        Func<int, int> places = PlacesIn(text);
        return Arg.Array(Matches(state, Of(state, a), text).Select(m => Found(state, m, places)));
    }

    /// <summary>Turns offsets of .NET into code points, which is quick when each is asked for behind the one before.</summary>
    private static Func<int, int> PlacesIn(string text)
    {
        if (Texts.CountOf(text) == text.Length)
        {
            return at => at;
        }

        (int offset, int count) = (0, 0);
        return at =>
        {
            (offset, count) = at < offset ? (at, Texts.CountOf(text[..at])) : (at, count + Texts.CountOf(text[offset..at]));
            return count;
        };
    }

    private static Value Found(ProgramState state, Match match, Func<int, int> places) => Arg.Dict(
        state,
        ("text", Value.Of(match.Value)),
        ("start", Value.Of(places(match.Index))),
        ("end", Value.Of(places(match.Index + match.Length))),
        ("groups", Arg.Array(match.Groups.Cast<Group>().Skip(1).Select(g => g.Success ? Value.Of(g.Value) : Value.Null))),
        ("named", Arg.Dict(state, match.Groups.Cast<Group>().Where(g => !char.IsAsciiDigit(g.Name[0])).Select(g => (g.Name, g.Success ? Value.Of(g.Value) : Value.Null)))));

    private static Value Replace(ProgramState state, Value[] a)
    {
        string text = Text(state, a);
        Regex regex = Of(state, a);
        Func<Match, string> replace;
        if (a[2].Ref is Function function)
        {
            Func<int, int> places = PlacesIn(text);
            replace = m => Printing.Show(Arg.Call(state, function, Found(state, m, places)));
        }
        else
        {
            string replacement = Arg.Text(a[2], "replacement");
            bool isPlain = !replacement.Contains('$', StringComparison.Ordinal);
            replace = isPlain ? _ => replacement : m => m.Result(replacement);
        }

        var result = new StringBuilder();
        int end = 0;
        foreach (Match match in Matches(state, regex, text))
        {
            string part = replace(match);
            Grow(state, result, match.Index - end + (long)part.Length);
            result.Append(text, end, match.Index - end).Append(part);
            end = match.Index + match.Length;
        }

        Grow(state, result, text.Length - end);
        return Value.Of(result.Append(text, end, text.Length - end).ToString());
    }

    private static void Grow(ProgramState state, StringBuilder text, long more)
    {
        Texts.CheckLength(text.Length + more);
        state.Charge(more / 8);
        state.Allocate(more * 2);
    }

    /// <summary>What stands between the matches, with what their groups have taken in between.</summary>
    private static Value Split(ProgramState state, Value[] a)
    {
        string text = Text(state, a);
        var parts = new ArrayObject();
        int end = 0;
        foreach (Match match in Matches(state, Of(state, a), text))
        {
            parts.Add(state, Value.Of(text[end..match.Index]));
            end = match.Index + match.Length;
            foreach (Group group in match.Groups.Cast<Group>().Skip(1).Where(g => g.Success))
            {
                parts.Add(state, Value.Of(group.Value));
            }
        }

        parts.Add(state, Value.Of(text[end..]));
        return Value.Object(parts);
    }
}
