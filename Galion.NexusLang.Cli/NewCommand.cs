namespace Galion.NexusLang.Cli;

/// <summary><c>nexus new</c>: a folder with a small program, a module with tests, and how to run both.</summary>
internal static class NewCommand
{
    private const string Main = """
        import greeting

        let name = input("Who are you? ") ?? ""
        print(greeting.greet(name))

        """;

    private const string Module = """
        /// Greets somebody by name, or everybody when the name is empty.
        export fn greet(name: string = "") -> string {
            let whom = if name == "" then "world" else name
            return f"Hello, {whom}!"
        }

        test "greets by name" {
            assert(greet("Ada") == "Hello, Ada!")
        }

        test "greets everybody when nobody is named" {
            assert(greet() == "Hello, world!")
        }

        """;

    internal static int Run(string folder) => Files.Guard(() =>
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            Console.Error.WriteLine($"nexus: {folder} exists and is not empty; nothing was written. Choose another name.");
            return 1;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "main.nx"), Main);
        File.WriteAllText(Path.Combine(folder, "greeting.nx"), Module);
        File.WriteAllText(Path.Combine(folder, ".gitignore"), "*.nxb\n");
        File.WriteAllText(Path.Combine(folder, "README.md"), $"""
            # {name}

            - `nexus run main.nx` runs the program.
            - `nexus test greeting.nx` runs the tests of the module.
            - `nexus fmt main.nx greeting.nx` gives both their usual look.
            - `nexus compile main.nx` makes `main.nxb`, which runs without the sources.

            """);
        Console.WriteLine($"{folder}: made, with main.nx, greeting.nx and a README. Try: nexus run {Path.Combine(folder, "main.nx")}");
        return 0;
    });
}
