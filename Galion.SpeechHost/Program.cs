using System.Text;
using Galion.SpeechHost;

// Reads requests from standard input and answers on standard output until the input ends: see Wire for both.
using var input = new BinaryReader(new BufferedStream(Console.OpenStandardInput(), 65_536), Encoding.UTF8);
using var output = new BinaryWriter(new BufferedStream(Console.OpenStandardOutput(), 65_536), Encoding.UTF8);
var names = args.Length > 0 ? args : Library.Names;
while (Wire.ReadRequest(input) is { } request)
{
    using var library = Library.Load(names);
    if (library is null)
    {
        output.Write((byte)WireStatus.Missing);
    }
    else if (request.Text is null)
    {
        Wire.WriteVoices(output, library);
    }
    else
    {
        Wire.WriteSpeech(output, library, request);
    }

    output.Flush();
}
