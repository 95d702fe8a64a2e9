using System.ComponentModel.DataAnnotations;
using Galion.Contracts.NexusLang;

namespace Galion.Contracts.Ide;

/// <summary>How a shared program is run: part of what a link pins.</summary>
/// <param name="File">The file that begins.</param>
public sealed record ShareSettings(
    [property: StringLength(200, MinimumLength = 1)] string File = "main.nx",
    [property: StringLength(100_000)] string? Stdin = null,
    NexusRunLimitsRequest? Limits = null);

/// <summary>Pins a project, or some code, as it is now under a link that never changes.</summary>
/// <param name="ProjectId">A project of the caller; or else</param>
/// <param name="Code">a program of one file.</param>
public sealed record CreateShareRequest(
    [property: Required, StringLength(255, MinimumLength = 1)] string Title,
    Guid? ProjectId = null,
    [property: StringLength(500_000)] string? Code = null,
    ShareSettings? Settings = null);

/// <summary>A shared program as it was when the link was made.</summary>
/// <param name="Token">What the link holds.</param>
/// <param name="LanguageVersion">The version of NexusLang that it was written for.</param>
/// <param name="IsOwn">Whether the caller made it and may take it back.</param>
/// <param name="EndsAt">When a guest's link ends, with the guest; null when it stays.</param>
public sealed record ShareResponse(
    string Token, string Title, string LanguageVersion, ShareSettings Settings, IReadOnlyList<SharedFile> Files, int ForksCount, bool IsOwn,
    DateTimeOffset CreatedAt, DateTimeOffset? EndsAt = null);

/// <summary>One of the caller's own links.</summary>
public sealed record ShareSummaryResponse(string Token, string Title, Guid? ProjectId, string LanguageVersion, int ForksCount, DateTimeOffset CreatedAt);

public sealed record SharedFile(string Path, string Content);
