using System.Text.Json;
using Galion.Api.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Galion.Api.Http;

/// <summary>
/// The description of <c>/api/v2</c> at <c>/openapi/v2.json</c>. A copy is kept in <c>openapi/v2.json</c>, so that a changed contract shows
/// in review.
/// </summary>
public static class GalionOpenApi
{
    private const string Version = "v2";
    private const string ProblemSchema = "Problem";
    private const string BearerScheme = "bearer";
    private const string ApiKeyScheme = "api_key";

    private const JsonSchemaType AnyType = JsonSchemaType.Null | JsonSchemaType.Boolean | JsonSchemaType.Number | JsonSchemaType.String
        | JsonSchemaType.Array | JsonSchemaType.Object;

    private static readonly int[] CommonProblems =
        [StatusCodes.Status400BadRequest, StatusCodes.Status429TooManyRequests, StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable];

    public static IHostApplicationBuilder AddGalionOpenApi(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOpenApi(Version, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v2/", StringComparison.Ordinal) == true;
            options.AddDocumentTransformer(DescribeDocument);
            options.AddOperationTransformer(DescribeOperation);
            options.AddSchemaTransformer(DescribeSchema);
        });
        return builder;
    }

    public static IEndpointRouteBuilder MapGalionOpenApi(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi().CacheOutput();
        return routes;
    }

    private static Task DescribeDocument(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Galion API",
            Version = "2",
            Description = "Pictures, films, speech, music, texts, programs and their projects, on one account and one balance of credits. "
                + "Every failure is a problem document (RFC 9457) with a stable code; nothing usable delivered costs nothing.",
        };
        // The address of whoever asked first would otherwise be written into the document.
        document.Servers = [new OpenApiServer { Url = "/" }];

        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[ProblemSchema] = DescribeProblem();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [BearerScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An access token from signing in, or an API key (gal_…).",
            },
            [ApiKeyScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-API-Key", Description = "An API key (gal_…).",
            },
        };
        return Task.CompletedTask;
    }

    private static Task DescribeOperation(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var policies = metadata.OfType<AuthorizationPolicy>().ToArray();
        var codes = CommonProblems.AsEnumerable();
        if (policies.Length > 0)
        {
            var takesApiKeys = !policies.Any(GalionAuthorization.RequiresSession);
            operation.Security = [Require(BearerScheme, context.Document), .. takesApiKeys ? [Require(ApiKeyScheme, context.Document)] : Array.Empty<OpenApiSecurityRequirement>()];
            codes = codes.Append(StatusCodes.Status401Unauthorized);
            if (!takesApiKeys)
            {
                codes = codes.Append(StatusCodes.Status403Forbidden);
            }
        }

        if (operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Path) == true)
        {
            codes = codes.Append(StatusCodes.Status404NotFound);
        }

        if (metadata.OfType<IAcceptsMetadata>().Any())
        {
            codes = codes.Append(StatusCodes.Status413PayloadTooLarge).Append(StatusCodes.Status415UnsupportedMediaType);
        }

        operation.Responses ??= [];
        foreach (var code in codes.Order().Select(code => code.ToString()).Where(code => !operation.Responses.ContainsKey(code)).ToArray())
        {
            operation.Responses[code] = new OpenApiResponse
            {
                Description = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(int.Parse(code)),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(ProblemSchema, context.Document) },
                },
            };
        }

        return Task.CompletedTask;
    }

    // Readers of the document refuse schemas without a type, which the framework leaves out of enumerations and of JSON of any shape.
    private static Task DescribeSchema(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (schema.Type is null && schema.Enum is { Count: > 0 })
        {
            schema.Type = JsonSchemaType.String;
        }
        else if (context.JsonTypeInfo.Type == typeof(JsonElement) || context.JsonTypeInfo.Type == typeof(JsonElement?))
        {
            schema.Type ??= AnyType;
        }

        return Task.CompletedTask;
    }

    private static OpenApiSecurityRequirement Require(string scheme, OpenApiDocument? document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    private static OpenApiSchema DescribeProblem() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "What went wrong, for programs (code) and people (detail).",
        Required = new HashSet<string> { "title", "status", "detail", "code", "trace_id" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The name of the status." },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What happened, what it means for work and credits, what to do." },
            ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable; codes are added, never renamed." },
            ["trace_id"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Finds the request in traces and logs." },
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "Faults by field, where fields are at fault.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        },
    };
}
