using Galion.Tests.Fixtures.Browser;
using Microsoft.Playwright;

namespace Galion.Tests.Studio;

/// <summary>What people do in Studio, as steps of a test.</summary>
internal static class StudioVisits
{
    /// <summary>The smallest and fastest picture there is.</summary>
    public static async Task FillSmallPictureAsync(this IPage page, string prompt)
    {
        await page.GetByLabel("What should it show?").FillAsync(prompt);
        await page.GetByLabel("Exact size").CheckAsync();
        await page.GetByLabel("Width, px").FillAsync("320");
        await page.GetByLabel("Height, px").FillAsync("256");
    }

    public static Task ChooseCountAsync(this IPage page, int count) =>
        page.GetByRole(AriaRole.Radio, new() { Name = $"{count}", Exact = true }).CheckAsync();

    public static ILocator GenerateButton(this IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Generate" });

    /// <summary>Makes a small picture and answers with the id of its generation.</summary>
    public static async Task<Guid> MakePictureAsync(this Visitor visitor, string prompt)
    {
        await visitor.GoAsync("/create");
        await visitor.Page.FillSmallPictureAsync(prompt);
        await visitor.Page.GenerateButton().ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("5 credits charged")).ToBeVisibleAsync();
        return Guid.Parse(new Uri(visitor.Page.Url).Segments[^1]);
    }

    /// <summary>The fields of a form as the browser would post them.</summary>
    public static async Task<Func<IAPIRequestContext, IFormData>> ReadFormAsync(this Visitor visitor, string selector)
    {
        // Read from the page's own text: script may be off in this browser.
        List<(string Name, string Value)> fields = [];
        foreach (var field in await visitor.Page.Locator($"{selector} :is(input, textarea, select)").AllAsync())
        {
            var type = await field.GetAttributeAsync("type");
            if (await field.GetAttributeAsync("name") is { } name && (type != "radio" || await field.IsCheckedAsync()))
            {
                fields.Add((name, type == "hidden" || type == "radio" ? (await field.GetAttributeAsync("value"))! : await field.InputValueAsync()));
            }
        }
        return request =>
        {
            var form = request.CreateFormData();
            foreach (var (name, value) in fields)
            {
                form.Append(name, value);
            }
            return form;
        };
    }
}
