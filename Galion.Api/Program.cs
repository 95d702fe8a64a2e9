using Galion.Api.Accounts;
using Galion.Api.Credits;
using Galion.Api.Generations;
using Galion.Api.Http;
using Galion.Api.NexusLang;
using Galion.Platform.Accounts;
using Galion.Platform.Credits;
using Galion.Platform.Data;
using Galion.Platform.Jobs;
using Microsoft.Extensions.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddGalionDatabase();
builder.AddCredits();
builder.AddGalionAccounts();
builder.AddGalionAuthentication();
builder.AddGalionEdge();
builder.AddGalionOpenApi();
builder.AddJobQueue();
builder.AddGenerationsApi();
builder.AddNexusLangApi();

var app = builder.Build();
app.UseGalionEdge();
app.MapDefaultEndpoints();
app.MapGalionOpenApi();
app.MapAuth();
app.MapApiKeys();
app.MapCredits();
app.MapGenerations();
app.MapAssets();
app.MapNexusLang();
app.MapWellKnown();
app.Run();

public sealed partial class Program;
