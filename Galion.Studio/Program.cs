using Galion.Studio;
using Galion.Studio.Editing;
using Galion.Studio.Generations;
using Galion.Studio.Library;
using Galion.Studio.Media;
using Galion.Web;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddGalionWeb(new GalionApp(
    Id: "studio",
    Name: "Studio",
    Description: "Make pictures from words, watch them being made, and keep them with their recipes.",
    Navigation: [new("Create", "/create"), new("Library", "/library", NeedsAccount: true)])
{
    Stylesheets = ["dist/studio.css"],
    Scripts = ["dist/studio.js"],
});

var app = builder.Build();
app.UseGalionWeb();
app.MapDefaultEndpoints();
app.MapGenerationActions();
app.MapLibraryActions();
app.MapPictureEdits();
app.MapMedia();
app.MapGalionWeb<App>();
app.Run();
