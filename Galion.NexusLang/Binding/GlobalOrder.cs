namespace Galion.NexusLang.Binding;

/// <summary>Finds the global variables that nothing can read before their declaration has run, so that they need not begin as null.</summary>
internal static class GlobalOrder
{
    internal static void Find(BoundProgram program)
    {
        Dictionary<FunctionSymbol, Mentions> mentions = [];
        foreach (FunctionSymbol function in program.Functions)
        {
            mentions[function] = Mentions.Of(function);
        }

        HashSet<Variable> read = [];
        HashSet<FunctionSymbol> reached = [];
        Walk(program.Main.Body);

        void Walk(BoundStatement statement)
        {
            if (statement is BoundBlock block)
            {
                foreach (BoundStatement inner in block.Statements)
                {
                    Walk(inner);
                }

                return;
            }

            Reach(Mentions.Of(statement));
            if (statement is BoundDeclare { Variable: { IsGlobal: true } variable })
            {
                variable.IsSetFirst = !read.Contains(variable);
            }
        }

        void Reach(Mentions found)
        {
            read.UnionWith(found.Globals);
            foreach (FunctionSymbol function in found.Functions)
            {
                if (reached.Add(function) && mentions.TryGetValue(function, out Mentions? more))
                {
                    Reach(more);
                }
            }
        }
    }

    /// <summary>The functions that a part of the program can call or give away, and the globals that it uses.</summary>
    private sealed class Mentions
    {
        internal HashSet<FunctionSymbol> Functions { get; } = [];

        internal HashSet<Variable> Globals { get; } = [];

        internal static Mentions Of(FunctionSymbol function)
        {
            Mentions mentions = Of(function.Body);
            foreach (BoundParameter parameter in function.Parameters)
            {
                if (parameter.Default is not null)
                {
                    mentions.Add(parameter.Default);
                }
            }

            return mentions;
        }

        internal static Mentions Of(BoundStatement statement)
        {
            var mentions = new Mentions();
            mentions.Add(statement);
            return mentions;
        }

        private void Add(object node)
        {
            switch (node)
            {
                case BoundVariable { Variable: var variable }:
                    Add(variable);
                    break;
                case BoundAssignVariable { Variable: var variable }:
                    Add(variable);
                    break;
                case BoundLambda lambda:
                    Functions.Add(lambda.Function);
                    break;
                case BoundDirectCall call:
                    Functions.Add(call.Function);
                    break;
                case BoundMake make:
                    // Whoever has an instance can call its methods.
                    Functions.UnionWith(make.Record.Methods.Values);
                    break;
            }

            foreach (object part in BoundTree.PartsOf(node))
            {
                Add(part);
            }
        }

        private void Add(Variable variable)
        {
            if (variable.Function is { } function)
            {
                Functions.Add(function);
            }
            else if (variable.IsGlobal)
            {
                Globals.Add(variable);
            }
        }
    }
}
