using Galion.Contracts;
using Galion.Developer;
using Galion.Developer.Ide;
using Galion.Developer.Reference;
using Galion.Web;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddGalionWeb(new GalionApp(
    Id: "developer",
    Name: "Developer",
    Description: "Write and run NexusLang in the browser, and make pictures from your own programs: one account, one balance.",
    Navigation:
    [
        new("Projects", "/ide", NeedsAccount: true), new("Playground", "/playground"), new("Language", "/docs/language"),
        new("Quick start", "/quickstart"), new("Reference", "/reference"), new("API keys", "/keys", NeedsAccount: true),
    ])
{
    Stylesheets = ["dist/developer.css"],
    Sibling = builder.Configuration.FindPublicAddress(ResourceNames.Studio) is { } studio ? new("Galion Studio", studio) : null,
    ThemeColors = ("#f8fbfd", "#0c1116"),
});
builder.AddApiDocument();
builder.AddIde();

var app = builder.Build();
app.UseGalionWeb();
app.MapDefaultEndpoints();
app.MapApiDocument();
app.MapIde();
app.MapGalionWeb<App>();
app.Run();

public sealed partial class Program;
