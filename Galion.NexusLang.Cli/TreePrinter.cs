using System.Collections;
using System.Reflection;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Cli;

/// <summary>Shows a syntax tree, one node a line, its parts indented below it.</summary>
internal static class TreePrinter
{
    internal static void Write(TextWriter to, Node node, string label = "", int indent = 0)
    {
        PropertyInfo[] parts = [.. node.GetType().GetProperties().Where(p => p.Name is not ("EqualityContract" or "Span"))];
        IEnumerable<string> simple = parts.Where(p => !IsTree(p.GetValue(node)) && p.GetValue(node) is not null)
            .Select(p => $" {p.Name}={Show(p.GetValue(node)!)}");
        to.WriteLine($"{new string(' ', indent * 2)}{label}{node.GetType().Name}{string.Concat(simple)}");
        foreach (PropertyInfo part in parts)
        {
            switch (part.GetValue(node))
            {
                case Node child:
                    Write(to, child, $"{part.Name}: ", indent + 1);
                    break;
                case IEnumerable children and not string:
                    foreach (object child in children)
                    {
                        if (child is Node inner)
                        {
                            Write(to, inner, $"{part.Name}: ", indent + 1);
                        }
                    }

                    break;
            }
        }
    }

    private static bool IsTree(object? value) => value is Node or TextSpan || (value is IEnumerable and not string);

    private static string Show(object value) => value is string text ? $"\"{text}\"" : value.ToString()!;
}
