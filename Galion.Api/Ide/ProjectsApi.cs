using Galion.Api.Accounts;
using Galion.Contracts.Ide;
using Galion.Platform.Ide;
using Galion.Platform.NexusLang;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Galion.Api.Ide;

/// <summary>Projects, and the trash where they lie for 30 days once deleted.</summary>
internal static class ProjectsApi
{
    private const int MaxName = 255;

    public static void MapProjects(RouteGroupBuilder ide)
    {
        RouteGroupBuilder group = ide.MapGroup("/projects");
        group.MapGet("/", ListProjects).WithName(nameof(ListProjects))
            .WithSummary("Lists projects, the last changed first; with trashed=true those in the trash.");
        group.MapPost("/", CreateProject).WithName(nameof(CreateProject))
            .WithSummary("Creates a project with a main.nx. Send an Idempotency-Key to be able to repeat the request safely.");
        group.MapGet("/{projectId:guid}", FindProject).WithName(nameof(FindProject)).WithSummary("Finds one project.");
        group.MapPut("/{projectId:guid}", UpdateProject).WithName(nameof(UpdateProject)).WithSummary("Renames or describes a project; what is left out stays.");
        group.MapDelete("/{projectId:guid}", DeleteProject).WithName(nameof(DeleteProject))
            .WithSummary("Moves a project to the trash, where it stays for 30 days.");
        group.MapPost("/{projectId:guid}/restore", RestoreProject).WithName(nameof(RestoreProject)).WithSummary("Takes a project out of the trash.");
        ide.MapDelete("/trash", EmptyTrash).WithName(nameof(EmptyTrash)).WithSummary("Removes for good all projects in the trash.");
        ide.MapDelete("/trash/projects/{projectId:guid}", RemoveProject).WithName(nameof(RemoveProject))
            .WithSummary("Removes one project in the trash for good.");
    }

    private static async Task<Ok<ProjectResponse[]>> ListProjects(
        CurrentUser user, ProjectStore projects, CancellationToken cancellationToken, bool trashed = false)
    {
        List<ProjectView> rows = await projects.ListAsync(user.Id, trashed, cancellationToken);
        return TypedResults.Ok<ProjectResponse[]>([.. rows.Select(IdeResponses.Describe)]);
    }

    private static async Task<Results<Created<ProjectResponse>, ProblemHttpResult>> CreateProject(
        CreateProjectRequest request, CurrentUser user, HttpContext http, ProjectStore projects, IdeWork work,
        IOptionsMonitor<NexusLangOptions> options, CancellationToken cancellationToken)
    {
        if (!IdeText.TryReadName(request.Name, MaxName, out string? name))
        {
            return IdeProblems.Invalid("name", IdeText.NameRule(MaxName));
        }

        if (IdeText.FaultOf(request.Description) is { } fault)
        {
            return IdeProblems.Invalid("description", fault);
        }

        (ProjectView? project, ProblemHttpResult? problem) = await work.CreateAsync(
            http, user, "create_project", request,
            () => projects.CreateAsync(
                user.Id, options.CurrentValue.PlanOf(user.IsGuest), request with { Name = name }, ProjectStore.StarterFiles, forkedFromShare: null,
                cancellationToken),
            made => made.Project.Id.ToString(), id => projects.FindAsync(user.Id, Guid.Parse(id), cancellationToken), cancellationToken);
        return project is null ? problem! : TypedResults.Created($"/api/v2/ide/projects/{project.Project.Id}", IdeResponses.Describe(project));
    }

    private static async Task<Results<Ok<ProjectResponse>, ProblemHttpResult>> FindProject(
        Guid projectId, CurrentUser user, ProjectStore projects, CancellationToken cancellationToken) =>
        await projects.FindAsync(user.Id, projectId, cancellationToken) is { } project
            ? TypedResults.Ok(IdeResponses.Describe(project))
            : Problems.NotFound("project");

    private static async Task<Results<Ok<ProjectResponse>, ProblemHttpResult>> UpdateProject(
        Guid projectId, UpdateProjectRequest request, CurrentUser user, ProjectStore projects, IdeWork work, CancellationToken cancellationToken)
    {
        string? name = null;
        if (request.Name is not null && !IdeText.TryReadName(request.Name, MaxName, out name))
        {
            return IdeProblems.Invalid("name", IdeText.NameRule(MaxName));
        }

        if (IdeText.FaultOf(request.Description) is { } fault)
        {
            return IdeProblems.Invalid("description", fault);
        }

        (ProjectView? project, ProblemHttpResult? problem) = await work.ChangeAsync(
            () => projects.UpdateAsync(user.Id, projectId, request with { Name = name }, cancellationToken), cancellationToken);
        return project is null ? problem! : TypedResults.Ok(IdeResponses.Describe(project));
    }

    private static async Task<Results<Ok<MessageResponse>, ProblemHttpResult>> DeleteProject(
        Guid projectId, CurrentUser user, ProjectStore projects, IdeWork work, CancellationToken cancellationToken)
    {
        (Project? project, ProblemHttpResult? problem) = await work.ChangeAsync(
            () => projects.TrashAsync(user.Id, projectId, cancellationToken), cancellationToken);
        return project is null
            ? problem!
            : TypedResults.Ok(new MessageResponse($"{project.Name} is in the trash. It can be restored for 30 days."));
    }

    private static async Task<Results<Ok<ProjectResponse>, ProblemHttpResult>> RestoreProject(
        Guid projectId, CurrentUser user, ProjectStore projects, IdeWork work, IOptionsMonitor<NexusLangOptions> options,
        CancellationToken cancellationToken)
    {
        (ProjectView? project, ProblemHttpResult? problem) = await work.ChangeAsync(
            () => projects.RestoreAsync(user.Id, options.CurrentValue.PlanOf(user.IsGuest), projectId, cancellationToken), cancellationToken);
        return project is null ? problem! : TypedResults.Ok(IdeResponses.Describe(project));
    }

    private static async Task<Results<Ok<MessageResponse>, ProblemHttpResult>> RemoveProject(
        Guid projectId, CurrentUser user, ProjectStore projects, IdeWork work, CancellationToken cancellationToken)
    {
        (Project? project, ProblemHttpResult? problem) = await work.ChangeAsync(
            () => projects.RemoveAsync(user.Id, projectId, cancellationToken), cancellationToken);
        return project is null ? problem! : TypedResults.Ok(new MessageResponse($"{project.Name} was removed for good. Links to it stay."));
    }

    private static async Task<Ok<MessageResponse>> EmptyTrash(CurrentUser user, ProjectStore projects, CancellationToken cancellationToken)
    {
        int removed = await projects.EmptyTrashAsync(user.Id, cancellationToken);
        return TypedResults.Ok(new MessageResponse($"The trash is empty. Projects that were removed for good: {removed}."));
    }
}
