using Galion.Contracts.Ide;
using Galion.Web.Session;
using Microsoft.AspNetCore.Mvc;

namespace Galion.Developer.Ide;

/// <summary>What the buttons beside a project do. Each is a plain form post that ends in a redirect.</summary>
internal static class ProjectActions
{
    public static void MapProjectActions(this IEndpointRouteBuilder routes)
    {
        var project = routes.MapGroup("/ide/projects/{id:guid}").RequireAuthorization();
        project.MapPost("/trash", TrashProject);
        project.MapPost("/restore", RestoreProject);
        project.MapPost("/remove", RemoveProject);
        routes.MapPost("/ide/trash/empty", EmptyTrash).RequireAuthorization();
        routes.MapPost("/share/{token}/fork", ForkShare).RequireAuthorization();
        routes.MapPost("/ide/new", CreateProject).RequireAuthorization();
    }

    // The form parameter is what makes the framework check the antiforgery token; the button itself sends nothing.
    private static async Task<IResult> TrashProject(Guid id, [FromForm] string? reason, IIdeApi api, CancellationToken cancellationToken)
    {
        await api.DeleteProjectAsync(id, cancellationToken);
        return TypedResults.LocalRedirect($"/ide?trashed={id}");
    }

    private static async Task<IResult> RestoreProject(Guid id, [FromForm] string? reason, IIdeApi api, CancellationToken cancellationToken)
    {
        await api.RestoreProjectAsync(id, cancellationToken);
        return TypedResults.LocalRedirect($"/ide/{id}");
    }

    private static Task<IResult> RemoveProject(Guid id, [FromForm] string? reason, IIdeApi api, CancellationToken cancellationToken) =>
        InTrashAsync(() => api.RemoveProjectAsync(id, cancellationToken), cancellationToken);

    private static Task<IResult> EmptyTrash([FromForm] string? reason, IIdeApi api, CancellationToken cancellationToken) =>
        InTrashAsync(() => api.EmptyTrashAsync(cancellationToken), cancellationToken);

    private static async Task<IResult> InTrashAsync(Func<Task> action, CancellationToken cancellationToken)
    {
        try
        {
            await action();
            return TypedResults.LocalRedirect("/ide?removed=1");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && ApiProblem.TryFrom(e, out var problem))
        {
            return TypedResults.LocalRedirect($"/ide?problem={Uri.EscapeDataString(problem.Message)}");
        }
    }

    private static async Task<IResult> ForkShare(string token, [FromForm] string? reason, IIdeApi api, CancellationToken cancellationToken)
    {
        var project = await api.ForkShareAsync(token, cancellationToken);
        return TypedResults.LocalRedirect($"/ide/{project.Id}");
    }

    /// <summary>A project from a program that somebody has already: an example, or what was written in the playground.</summary>
    private static async Task<IResult> CreateProject([FromForm] string name, [FromForm] string? code, IIdeApi api, CancellationToken cancellationToken)
    {
        try
        {
            var project = await api.CreateProjectAsync(new(name.Trim()), cancellationToken);
            if (!string.IsNullOrEmpty(code))
            {
                var main = (await api.ListFilesAsync(project.Id, cancellationToken: cancellationToken)).First(file => file.Path == "main.nx");
                await api.UpdateFileAsync(main.Id, new(code), $"\"{main.Version}\"", cancellationToken);
            }
            return TypedResults.LocalRedirect($"/ide/{project.Id}");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && ApiProblem.TryFrom(e, out var problem))
        {
            return TypedResults.LocalRedirect($"/ide?problem={Uri.EscapeDataString(problem.Message)}");
        }
    }
}
