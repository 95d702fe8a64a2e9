using Galion.Worker;
using Microsoft.Extensions.Hosting;

if (args is [MigrateCommand.Verb, .. string[] rest])
{
    return await MigrateCommand.RunAsync(rest);
}

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddGalionWorker();

var app = builder.Build();
app.MapDefaultEndpoints();
app.Run();
return 0;
