using Galion.NexusLang.Cli;

return Arguments.Read(args) switch
{
    { Error: { } error } => Fail(error),
    var arguments => Commands.Run(arguments),
};

static int Fail(string error)
{
    Console.Error.WriteLine($"nexus: {error}");
    Console.Error.WriteLine("Say 'nexus help' for what there is.");
    return 2;
}
