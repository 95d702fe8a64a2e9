using System.Diagnostics.CodeAnalysis;
using Galion.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Galion.Api.Http;

/// <summary>Reads what lists are asked with: how many, after which, and which of them.</summary>
internal sealed class ListQuery
{
    public const int DefaultLimit = 20;
    private const int MaxLimit = 100;

    private readonly Dictionary<string, string[]> _errors = [];

    /// <param name="limit">How many at most: 1 to 100.</param>
    /// <param name="after">The <c>next_after</c> of the page before; null for the first.</param>
    public ListQuery(int limit, string? after)
    {
        Limit = limit;
        if (after is not null)
        {
            if (Guid.TryParse(after, out Guid cursor))
            {
                After = cursor;
            }
            else
            {
                _errors[nameof(after)] = ["Use the next_after of the page before."];
            }
        }

        if (limit is < 1 or > MaxLimit)
        {
            _errors[nameof(limit)] = [$"Use 1 to {MaxLimit}."];
        }
    }

    public int Limit { get; }

    /// <summary>The last id of the page before; null for the first page.</summary>
    public Guid? After { get; }

    /// <summary>Reads one word of an enumeration, as it stands in JSON.</summary>
    /// <param name="name">The parameter's.</param>
    /// <returns>Null when it was left out, or is none of them.</returns>
    public T? ReadWord<T>(string name, string? word)
        where T : struct, Enum
    {
        string[] words = [.. Enum.GetNames<T>().Select(known => known.ToLowerInvariant())];
        if (word is null)
        {
            return null;
        }

        int index = Array.FindIndex(words, known => known.Equals(word, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            return Enum.GetValues<T>()[index];
        }

        _errors[name] = [$"Use one of {string.Join(", ", words)}."];
        return null;
    }

    /// <returns>Whether something that was read cannot be used.</returns>
    public bool HasProblem([NotNullWhen(true)] out ProblemHttpResult? problem)
    {
        problem = _errors.Count == 0
            ? null
            : Problems.Invalid(ErrorCodes.ValidationFailed, "The list cannot be read with these parameters.", _errors);
        return problem is not null;
    }

    /// <param name="rows">One more than the limit where there are more.</param>
    /// <param name="shown">The others, as they cross the wire.</param>
    public Page<TResponse> PageOf<TRow, TResponse>(IReadOnlyList<TRow> rows, Func<TRow, Guid> idOf, IReadOnlyList<TResponse> shown) =>
        rows.Count > Limit ? new Page<TResponse>(shown, true, idOf(rows[Limit - 1]).ToString()) : new Page<TResponse>(shown, false, null);
}
