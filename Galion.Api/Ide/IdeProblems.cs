using Galion.Contracts;
using Galion.Platform.Ide;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Galion.Api.Ide;

/// <summary>Says why nothing was done with a project, and what to do.</summary>
internal static class IdeProblems
{
    public static ProblemHttpResult Describe(IdeRefusal refusal) => refusal switch
    {
        IdeRefusal.NotFound missing => Problems.NotFound(missing.What),
        IdeRefusal.InTrash => Problems.Create(
            StatusCodes.Status404NotFound, ErrorCodes.NotFound, "This file is in the trash. Nothing was changed. Restore it first, then send this again."),
        IdeRefusal.NotInTrash kept => Problems.Create(
            StatusCodes.Status409Conflict, ErrorCodes.NotInTrash,
            $"This {kept.What} is not in the trash, and only what is there is removed for good. Nothing was changed. Move it to the trash first."),
        IdeRefusal.PathTaken taken => Problems.Create(
            StatusCodes.Status409Conflict, ErrorCodes.PathTaken,
            $"There is a file {taken.Path} already, and a file cannot also be a folder. Nothing was changed. Choose another path, or move that file first.",
            KeyValuePair.Create("path", (object?)taken.Path)),
        IdeRefusal.VersionConflict conflict => Problems.Create(
            StatusCodes.Status409Conflict, ErrorCodes.VersionConflict,
            $"The file was saved elsewhere since; it is at version {conflict.Current.Version} now. Your text was not saved and nothing was lost: join the two, then save with that version.",
            KeyValuePair.Create("current_version", (object?)conflict.Current.Version),
            KeyValuePair.Create("current_content", (object?)conflict.Current.Content)),
        IdeRefusal.LimitReached limit => Problems.Create(
            StatusCodes.Status403Forbidden, ErrorCodes.PlanLimitReached, $"{Describe(limit)} Nothing was changed.",
            KeyValuePair.Create("limit", (object?)limit.Most)),
        _ => throw new InvalidOperationException($"Nobody described {refusal.GetType().Name}."),
    };

    public static ProblemHttpResult Invalid(string field, string message) => Problems.Invalid(
        ErrorCodes.ValidationFailed, "This cannot be taken as it is. Nothing was changed.", new Dictionary<string, string[]> { [field] = [message] });

    private static string Describe(IdeRefusal.LimitReached limit) => limit.Limit switch
    {
        IdeLimit.Projects => $"Your plan allows {limit.Most} projects, and you have as many. Move one to the trash first.",
        IdeLimit.TrashedProjects => $"Your trash is full: your plan allows {limit.Most} projects, and as many again in the trash. Empty the trash first.",
        IdeLimit.Files => $"Your plan allows {limit.Most} files in a project. Delete some first, or begin another project.",
        IdeLimit.TrashedFiles => $"The project's trash is full: your plan allows {limit.Most} files, and as many again in the trash. Empty the trash first.",
        IdeLimit.ProjectBytes => $"Your plan allows {Size(limit.Most)} for all files of a project together, which this would exceed. Make some smaller, or begin another project.",
        IdeLimit.AccountBytes => $"Your plan keeps {Size(limit.Most)} of files with their history, checkpoints and links, which this would exceed. Empty the trash, or delete projects, checkpoints or links.",
        IdeLimit.Checkpoints => $"Your plan allows {limit.Most} checkpoints of a project. Delete one first.",
        IdeLimit.Shares => $"Your plan allows {limit.Most} links. Take one back first.",
        _ => throw new InvalidOperationException($"Nobody described {limit.Limit}."),
    };

    private static string Size(long bytes) => bytes >= 1 << 20 ? $"{bytes / (1 << 20)} MB" : $"{bytes / 1024} KB";
}
