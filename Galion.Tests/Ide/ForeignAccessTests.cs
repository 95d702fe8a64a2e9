using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.Accounts;
using Galion.Contracts.Ide;
using Galion.Contracts.NexusLang;
using Galion.Tests.Fixtures;
using Galion.Tests.NexusLangRuns;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using static Galion.Tests.Ide.IdeRequests;

namespace Galion.Tests.Ide;

/// <summary>
/// Every operation of programs, runs and projects in the OpenAPI document, with the ids of somebody who is not asked. A new operation that nobody
/// wrote a request for fails here.
/// </summary>
public sealed class ForeignAccessTests(IdeApp ide) : IClassFixture<IdeApp>
{
    // A link is meant to be passed on.
    private static readonly string[] OpenToWhoeverHasTheLink = ["FindShare", "ForkShare"];

    // What a guest makes would be gone within the hour.
    private static readonly string[] AccountsAlone = [$"{Address}/projects", $"{Address}/files", $"{Address}/trash"];

    // Of the database, of providers and of other people.
    private static readonly string[] Internal =
    [
        "user_id", "owner_id", "email", "password", "hash", "secret", "fence", "job_id", "lease", "attempt", "millicredits", "blob", "source_tree", "provider", "cost", "hold_id",
        "connection", "worker", "trace_parent",
    ];

    private readonly TestApp _app = ide.App;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_reads_or_changes_what_is_somebody_elses_and_strangers_are_refused_before_parsing()
    {
        using TestUser owner = await _app.CreateUserAsync(Token);
        using TestUser other = await _app.CreateUserAsync(Token);
        using TestUser guest = await CreateGuestAsync();
        using HttpClient stranger = _app.CreateClient();
        Things things = await MakeAsync(owner);
        string before = await DescribeAsync(owner, things);
        List<string> wrong = [];
        int withIds = 0;

        foreach ((string path, HttpMethod method, OpenApiOperation operation) in await ReadOperationsAsync())
        {
            string name = operation.OperationId!;
            string address = things.Fill(path);
            string type = operation.RequestBody?.Content?.Keys.FirstOrDefault() ?? "application/json";
            using (HttpResponseMessage response = await SendAsync(stranger, method, address, new StringContent("{ neither JSON nor a ZIP", Encoding.UTF8, type)))
            {
                Expect(name, "a stranger", response, HttpStatusCode.Unauthorized);
            }

            bool isForAccounts = AccountsAlone.Any(start => path.StartsWith(start, StringComparison.Ordinal));
            bool needsId = path.Contains('{', StringComparison.Ordinal);
            if (!needsId)
            {
                if (isForAccounts)
                {
                    using HttpResponseMessage answer = await SendAsync(guest.Client, method, address, Things.BodyOf(name, operation));
                    Expect(name, "a guest", answer, HttpStatusCode.Forbidden);
                }

                continue;
            }

            withIds++;
            if (OpenToWhoeverHasTheLink.Contains(name))
            {
                continue;
            }

            using (HttpResponseMessage response = await SendAsync(other.Client, method, address, Things.BodyOf(name, operation)))
            {
                Expect(name, "another person", response, HttpStatusCode.NotFound);
            }

            using (HttpResponseMessage response = await SendAsync(guest.Client, method, address, Things.BodyOf(name, operation)))
            {
                Expect(name, "a guest", response, isForAccounts ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound);
            }
        }

        Assert.Empty(wrong);
        Assert.True(withIds >= 25, $"Only {withIds} operations have ids.");
        Assert.Equal(before, await DescribeAsync(owner, things));

        void Expect(string name, string who, HttpResponseMessage response, HttpStatusCode status)
        {
            if (response.StatusCode != status)
            {
                wrong.Add($"{name} by {who}: {(int)response.StatusCode} in the place of {(int)status}");
            }
        }
    }

    [Fact]
    public async Task Ids_in_bodies_and_queries_reach_nothing_of_somebody_elses()
    {
        using TestUser owner = await _app.CreateUserAsync(Token);
        using TestUser other = await _app.CreateUserAsync(Token);
        Things things = await MakeAsync(owner);

        foreach ((string address, object body) in (IEnumerable<(string, object)>)
        [
            ($"{NexusRunRequests.Address}/runs", new CreateNexusRunRequest(ProjectId: things.Project)),
            ($"{NexusRunRequests.Address}/run", new NexusCodeRequest("print(1)", ProjectId: things.Project)),
            ($"{NexusRunRequests.Address}/compile", new NexusCodeRequest("print(1)", ProjectId: things.Project)),
            ($"{NexusRunRequests.Address}/analyze", new NexusCodeRequest("print(1)", ProjectId: things.Project)),
            ($"{Address}/shares", new CreateShareRequest("Mine", things.Project)),
        ])
        {
            await other.RefuseAsync(HttpMethod.Post, address, body, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        }

        Assert.Empty((await other.GetAsync<Page<NexusRunResponse>>($"{NexusRunRequests.Address}/runs?project_id={things.Project}", Token)).Data);
        Assert.Empty((await other.GetAsync<Page<NexusRunResponse>>($"{NexusRunRequests.Address}/runs", Token)).Data);
    }

    [Fact]
    public async Task What_only_the_platform_decides_cannot_be_sent_along()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        using TestUser other = await _app.CreateUserAsync(Token);
        ProjectResponse project = await user.CreateProjectAsync("Weather", Token);

        ProjectResponse changed = await user.SendAsync<ProjectResponse>(
            HttpMethod.Put, $"{Address}/projects/{project.Id}",
            new { name = "Wind", id = Guid.NewGuid(), user_id = other.Id, stars_count = 99, forks_count = 99, deleted_at = DateTimeOffset.UtcNow }, HttpStatusCode.OK, Token);
        CreatedNexusRunResponse receipt = await user.SendAsync<CreatedNexusRunResponse>(
            HttpMethod.Post, $"{NexusRunRequests.Address}/runs", new { code = "print(1)", price_credits = 0, user_id = other.Id, status = "succeeded" },
            HttpStatusCode.Accepted, Token);

        Assert.Equal((project.Id, "Wind", 0, 0, null), (changed.Id, changed.Name, changed.StarsCount, changed.ForksCount, changed.DeletedAt));
        Assert.Equal((1, 1, NexusRunStatus.Queued), (receipt.PriceCredits, receipt.CreditsHeld, receipt.Status));
        Assert.Equal(receipt.Id, Assert.Single((await user.GetAsync<Page<NexusRunResponse>>($"{NexusRunRequests.Address}/runs", Token)).Data).Id);
    }

    [Theory]
    [InlineData("X-HTTP-Method-Override")]
    [InlineData("X-HTTP-Method")]
    [InlineData("X-Method-Override")]
    [InlineData("_method")]
    public async Task A_header_a_query_or_a_body_makes_no_other_method_of_a_request(string name)
    {
        using TestUser owner = await _app.CreateUserAsync(Token);
        Things things = await MakeAsync(owner);
        string before = await DescribeAsync(owner, things);

        foreach ((string path, HttpMethod method, _) in (await ReadOperationsAsync()).Where(o => o.Method == HttpMethod.Delete || o.Method == HttpMethod.Put))
        {
            foreach (HttpMethod sent in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head, HttpMethod.Post])
            {
                using var body = new FormUrlEncodedContent([new("_method", method.Method)]);
                using var request = new HttpRequestMessage(sent, $"{things.Fill(path)}?_method={method.Method}") { Content = sent == HttpMethod.Post ? body : null };
                request.Headers.TryAddWithoutValidation(name, method.Method);
                using HttpResponseMessage response = await owner.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
                Assert.NotEqual(HttpStatusCode.NoContent, response.StatusCode);
                Assert.InRange((int)response.StatusCode, 200, 499);
            }
        }

        Assert.Equal(before, await DescribeAsync(owner, things));
    }

    [Fact]
    public async Task Responses_have_the_fields_that_are_documented_and_nothing_internal()
    {
        using TestUser owner = await _app.CreateUserAsync(Token);
        Things things = await MakeAsync(owner);
        List<string> wrong = [];
        int looked = 0;

        foreach ((string path, HttpMethod method, OpenApiOperation operation) in await ReadOperationsAsync())
        {
            IEnumerable<KeyValuePair<string, IOpenApiSchema>> documented = (operation.Responses ?? [])
                .Where(r => r.Key.StartsWith('2') && r.Value.Content is { } content && content.ContainsKey("application/json"))
                .Select(r => KeyValuePair.Create(r.Key, r.Value.Content!["application/json"].Schema!));
            foreach ((string status, IOpenApiSchema schema) in documented)
            {
                Forbid(schema, $"{operation.OperationId} {status}", []);
                if (method != HttpMethod.Get)
                {
                    continue;
                }

                using HttpResponseMessage response = await owner.Client.GetAsync(things.Fill(path), Token);
                if (response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == "application/json")
                {
                    looked++;
                    Compare(await response.Content.ReadFromJsonAsync<JsonElement>(Token), schema, operation.OperationId!);
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(looked >= 10, $"Only {looked} responses were looked at.");

        void Forbid(IOpenApiSchema schema, string place, HashSet<string> above)
        {
            foreach ((string name, IOpenApiSchema property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            {
                if (Internal.Any(part => name.Contains(part, StringComparison.Ordinal)))
                {
                    wrong.Add($"{place}: {name}");
                }

                if (above.Add($"{place}.{name}") && above.Count < 2_000 && place.Count(c => c == '.') < 8)
                {
                    Forbid(property, $"{place}.{name}", above);
                }
            }

            foreach (IOpenApiSchema part in PartsOf(schema))
            {
                if (place.Count(c => c == '.') < 8)
                {
                    Forbid(part, place + ".", above);
                }
            }
        }

        void Compare(JsonElement value, IOpenApiSchema schema, string place)
        {
            IOpenApiSchema[] shapes = [schema, .. PartsOf(schema), .. PartsOf(schema).SelectMany(PartsOf)];
            if (value.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Compare(item, shapes.FirstOrDefault(s => s.Items is not null)?.Items ?? schema, place);
                }
            }

            if (value.ValueKind != JsonValueKind.Object || shapes.Any(s => s.AdditionalProperties is not null))
            {
                return;
            }

            foreach (JsonProperty property in value.EnumerateObject())
            {
                IOpenApiSchema? known = shapes.Select(s => s.Properties is { } all && all.TryGetValue(property.Name, out IOpenApiSchema? found) ? found : null).FirstOrDefault(s => s is not null);
                if (known is null)
                {
                    wrong.Add($"{place}.{property.Name} is not documented");
                    continue;
                }

                Compare(property.Value, known, $"{place}.{property.Name}");
            }
        }
    }

    private static IEnumerable<IOpenApiSchema> PartsOf(IOpenApiSchema schema) =>
        [.. schema.OneOf ?? [], .. schema.AnyOf ?? [], .. schema.AllOf ?? [], .. schema.Items is { } items ? (IOpenApiSchema[])[items] : []];

    private async Task<IEnumerable<(string Path, HttpMethod Method, OpenApiOperation Operation)>> ReadOperationsAsync()
    {
        using HttpClient client = _app.CreateClient();
        OpenApiDocument document = OpenApiDocument.Parse(await client.GetStringAsync("/openapi/v2.json", Token), OpenApiConstants.Json).Document!;
        return document.Paths
            .Where(path => path.Key.StartsWith("/api/v2/nexuslang", StringComparison.Ordinal) || path.Key.StartsWith("/api/v2/ide", StringComparison.Ordinal))
            .SelectMany(path => path.Value.Operations!, (path, operation) => (path.Key, operation.Key, operation.Value));
    }

    private async Task<Things> MakeAsync(TestUser owner)
    {
        ProjectResponse project = await owner.CreateProjectAsync("Weather", Token);
        FileResponse file = await owner.MainOfAsync(project.Id, Token);
        CheckpointResponse checkpoint = await owner.SendAsync<CheckpointResponse>(
            HttpMethod.Post, $"{Address}/projects/{project.Id}/checkpoints", new CreateCheckpointRequest("First"), HttpStatusCode.Created, Token);
        ShareResponse share = await owner.SendAsync<ShareResponse>(
            HttpMethod.Post, $"{Address}/shares", new CreateShareRequest("Weather", project.Id), HttpStatusCode.Created, Token);
        CreatedNexusRunResponse run = await owner.CreateRunAsync(new CreateNexusRunRequest(ProjectId: project.Id, Interactive: true), Token);
        await _app.Database.ExecuteAsync(
            "INSERT INTO nexus_run_assets (run_id, name, content_type, size_bytes, blob_name) VALUES ($1, 'plot.svg', 'image/svg+xml', 1, 'nowhere')", Token, run.Id);
        return new Things(project.Id, file.Id, checkpoint.Id, share.Token, run.Id);
    }

    /// <summary>All that the owner sees.</summary>
    private static async Task<string> DescribeAsync(TestUser owner, Things things)
    {
        string[] addresses =
        [
            $"{Address}/projects", $"{Address}/projects?trashed=true", $"{Address}/projects/{things.Project}/files", $"{Address}/files/{things.File}/versions",
            $"{Address}/projects/{things.Project}/checkpoints", $"{Address}/shares", $"{NexusRunRequests.Address}/runs/{things.Run}", "/api/v2/billing/credits",
        ];
        return string.Join('\n', await Task.WhenAll(addresses.Select(address => owner.Client.GetStringAsync(address, Token))));
    }

    private async Task<TestUser> CreateGuestAsync()
    {
        HttpClient client = _app.CreateClient();
        using HttpResponseMessage started = await client.PostAsync("/api/v2/auth/guest", null, Token);
        SessionResponse session = (await started.Content.ReadFromJsonAsync<SessionResponse>(GalionJson.Options, Token))!;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.AccessToken);
        return new TestUser(client, session, "");
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string address, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body };
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    private sealed record Things(Guid Project, Guid File, Guid Checkpoint, string Share, Guid Run)
    {
        public string Fill(string path) => string.Join('/', path.Split('/').Select(part => part switch
        {
            "{projectId}" => $"{Project}",
            "{fileId}" => $"{File}",
            "{checkpointId}" => $"{Checkpoint}",
            "{token}" => Share,
            "{id}" => $"{Run}",
            "{name}" => "plot.svg",
            "{version}" => "1",
            _ => part.StartsWith('{') ? throw new InvalidOperationException($"Nobody said what {part} of {path} is here.") : part,
        }));

        /// <summary>A body that would do, so that nothing but the id can be refused.</summary>
        public static HttpContent? BodyOf(string operation, OpenApiOperation described)
        {
            if (described.RequestBody is null)
            {
                return null;
            }

            object body = operation switch
            {
                "CreateProject" => new CreateProjectRequest("Mine"),
                "UpdateProject" => new UpdateProjectRequest("Taken"),
                "CreateFile" => new CreateFileRequest("taken.nx", "1"),
                "UpdateFile" => new UpdateFileRequest("taken"),
                "MoveFile" => new MoveFileRequest("taken.nx"),
                "CreateCheckpoint" => new CreateCheckpointRequest("Taken"),
                "SendRunInput" => new NexusRunInputRequest("taken"),
                "UploadFiles" => new MultipartFormDataContent { { new StringContent("1"), "files", "taken.nx" } },
                _ => throw new InvalidOperationException($"Nobody wrote a request for {operation}."),
            };
            return body as HttpContent ?? JsonContent.Create(body, body.GetType(), options: GalionJson.Options);
        }
    }
}
