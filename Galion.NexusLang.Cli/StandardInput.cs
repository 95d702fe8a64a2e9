namespace Galion.NexusLang.Cli;

/// <summary>Standard input, opened when a program first reads it: setting up a terminal takes longer than most programs run.</summary>
internal sealed class StandardInput : TextReader
{
    public override int Peek() => Console.In.Peek();

    public override int Read() => Console.In.Read();

    public override int Read(char[] buffer, int index, int count) => Console.In.Read(buffer, index, count);

    public override string? ReadLine() => Console.In.ReadLine();

    public override string ReadToEnd() => Console.In.ReadToEnd();
}
