using Galion.Contracts;
using Galion.Developer;
using Galion.Developer.Reference;
using Galion.Web;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddGalionWeb(new GalionApp(
    Id: "developer",
    Name: "Developer",
    Description: "Make pictures from your own programs: one request, one account, one balance.",
    Navigation: [new("Quick start", "/quickstart"), new("Reference", "/reference"), new("API keys", "/keys", NeedsAccount: true)])
{
    Stylesheets = ["dist/developer.css"],
    Sibling = builder.Configuration.FindPublicAddress(ResourceNames.Studio) is { } studio ? new("Galion Studio", studio) : null,
    ThemeColors = ("#f8fbfd", "#0c1116"),
});
builder.AddApiDocument();

var app = builder.Build();
app.UseGalionWeb();
app.MapDefaultEndpoints();
app.MapApiDocument();
app.MapGalionWeb<App>();
app.Run();

public sealed partial class Program;
