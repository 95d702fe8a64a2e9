namespace Galion.Contracts;

/// <summary>One page of a list, newest first. <see cref="NextAfter"/> is the value of <c>after</c> for the next page.</summary>
/// <param name="Data">The rows of this page.</param>
/// <param name="HasMore">Whether another page follows.</param>
/// <param name="NextAfter">The cursor of the next page; null on the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Data, bool HasMore, string? NextAfter);
