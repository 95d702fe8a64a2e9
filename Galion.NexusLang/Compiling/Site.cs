using Galion.NexusLang.Text;

namespace Galion.NexusLang.Compiling;

/// <summary>A place of the program that can fail, by whose index running code says where it is.</summary>
/// <param name="Function">The function around it; empty for the top of a file.</param>
/// <param name="LeadsOn">Whether it is a call that has been written out, so that the next place is one of the same code.</param>
/// <param name="Blocks">How many <c>finally</c> it stands in, which the runtime's stack traces show as calls of their own.</param>
internal sealed record Site(SourceText Source, TextSpan Span, string Function, bool LeadsOn = false, int Blocks = 0);
