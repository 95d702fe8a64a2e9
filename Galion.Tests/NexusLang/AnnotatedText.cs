using System.Text;
using Galion.NexusLang.Text;

namespace Galion.Tests.NexusLang;

/// <summary>A program with the places of expected messages in double angle brackets: <c>let 5⟦=⟧ 3</c>.</summary>
internal sealed record AnnotatedText(string Text, IReadOnlyList<TextSpan> Spans)
{
    public static AnnotatedText Parse(string marked)
    {
        var text = new StringBuilder();
        var open = new Stack<int>();
        List<TextSpan> spans = [];
        foreach (char c in marked)
        {
            switch (c)
            {
                case '⟦':
                    open.Push(text.Length);
                    break;
                case '⟧':
                    spans.Add(TextSpan.FromBounds(open.Pop(), text.Length));
                    break;
                default:
                    text.Append(c);
                    break;
            }
        }

        return new AnnotatedText(text.ToString(), spans);
    }
}
