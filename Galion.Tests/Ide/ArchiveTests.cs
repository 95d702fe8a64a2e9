using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Galion.Contracts;
using Galion.Contracts.Ide;
using Galion.Tests.Fixtures;
using static Galion.Tests.Ide.IdeRequests;

namespace Galion.Tests.Ide;

public sealed class ArchiveTests(IdeApp ide) : IClassFixture<IdeApp>
{
    private readonly TestApp _app = ide.App;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_downloaded_is_what_is_there_and_can_be_uploaded_again()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        ProjectResponse project = await user.CreateProjectAsync("Größe: 1/2", Token);
        await user.CreateFileAsync(project.Id, "lib/größe.nx", "// ° \U0001F31E\r\n", Token);
        FileResponse gone = await user.CreateFileAsync(project.Id, "gone.nx", "gone", Token);
        await user.SendAsync<MessageResponse>(HttpMethod.Delete, $"{Address}/files/{gone.Id}", null, HttpStatusCode.OK, Token);

        using HttpResponseMessage response = await user.Client.GetAsync($"{Address}/projects/{project.Id}/download", Token);
        Assert.Equal(("application/zip", "Größe- 1-2.zip"), (response.Content.Headers.ContentType?.MediaType, response.Content.Headers.ContentDisposition?.FileNameStar));
        byte[] zip = await response.Content.ReadAsByteArrayAsync(Token);
        FileResponse[] files = await user.ListFilesAsync(project.Id, Token);
        Assert.Equal(files.Select(f => (f.Path, f.Content)), Read(zip).OrderBy(f => f.Path, StringComparer.Ordinal));

        ProjectResponse copy = await user.CreateProjectAsync("Copy", Token);
        UploadResponse upload = await UploadAsync(user, copy.Id, zip);
        Assert.Empty(upload.Skipped);
        // The main.nx of a new project is what this one's is.
        Assert.Equal(["lib/größe.nx"], upload.Written.Select(f => f.Path));
        Assert.Equal(files.Select(f => (f.Path, f.Content)), (await user.ListFilesAsync(copy.Id, Token)).Select(f => (f.Path, f.Content)));
    }

    [Fact]
    public async Task All_projects_leave_in_one_file()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        await user.CreateProjectAsync("Weather", Token);
        ProjectResponse second = await user.CreateProjectAsync("weather", Token);
        await user.CreateFileAsync(second.Id, "lib/a.nx", "a", Token);
        ProjectResponse trashed = await user.CreateProjectAsync("Trash", Token);
        await user.SendAsync<MessageResponse>(HttpMethod.Delete, $"{Address}/projects/{trashed.Id}", null, HttpStatusCode.OK, Token);

        byte[] zip = await user.Client.GetByteArrayAsync($"{Address}/projects/download", Token);

        Assert.Equal(["Weather-2/main.nx", "weather/lib/a.nx", "weather/main.nx"], Read(zip).Select(f => f.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_upload_keeps_what_was_there_in_the_history_and_tells_what_it_left_out()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        ProjectResponse project = await user.CreateProjectAsync("Weather", Token);
        FileResponse main = await user.MainOfAsync(project.Id, Token);
        byte[] zip = Pack(
            ("main.nx", Bytes("uploaded")), ("lib/", []), ("lib/a.nx", [0xEF, 0xBB, 0xBF, (byte)'a']), ("..\\..\\evil.nx", Bytes("evil")),
            ("/etc/passwd", Bytes("evil")), ("picture.png", [0x89, 0x50, 0, 1]), ("latin.txt", [0xE4]), ("main.nx/b.nx", Bytes("b")));

        UploadResponse upload = await UploadAsync(user, project.Id, zip);

        Assert.Equal([("lib/a.nx", "a", 1), ("main.nx", "uploaded", 2)], upload.Written.Select(f => (f.Path, f.Content, f.Version)));
        Assert.Equal(
            ["..\\..\\evil.nx", "/etc/passwd", "latin.txt", "main.nx/b.nx", "picture.png"], upload.Skipped.Select(f => f.Path).Order(StringComparer.Ordinal));
        Assert.Equal(["lib/a.nx", "main.nx"], (await user.ListFilesAsync(project.Id, Token)).Select(f => f.Path));
        Assert.Equal(main.Content, (await user.GetAsync<FileVersionResponse>($"{Address}/files/{main.Id}/versions/1", Token)).Content);
        Assert.Empty((await UploadAsync(user, project.Id, Pack(("main.nx", Bytes("uploaded"))))).Written);
    }

    [Fact]
    public async Task Files_of_a_form_are_taken_one_by_one_and_its_archives_unpacked()
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        ProjectResponse project = await user.CreateProjectAsync("Weather", Token);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("a"), "files", "lib/a.nx" },
            { new ByteArrayContent(new byte[5000]), "files", "large.nx" },
            { new ByteArrayContent(Pack(("b.nx", Bytes("b")))), "files", "more.zip" },
        };

        UploadResponse upload = await user.SendAsync<UploadResponse>(
            HttpMethod.Post, $"{Address}/projects/{project.Id}/upload", form, HttpStatusCode.OK, Token);

        Assert.Equal([("b.nx", "b"), ("lib/a.nx", "a")], upload.Written.Select(f => (f.Path, f.Content)));
        Assert.Equal("large.nx", Assert.Single(upload.Skipped).Path);
    }

    public static TheoryData<string> HostileArchives => ["bomb", "many", "form of bombs", "no zip", "cut", "lies", "too large together", "too many together", "empty"];

    [Theory]
    [MemberData(nameof(HostileArchives))]
    public async Task Hostile_archives_change_nothing(string kind)
    {
        using TestUser user = await _app.CreateUserAsync(Token);
        ProjectResponse project = await user.CreateProjectAsync("Weather", Token);
        byte[] bomb = Pack([.. Enumerable.Range(0, 7).Select(i => ($"{i}.nx", new byte[20_000_000]))]);
        using HttpContent content = kind switch
        {
            "bomb" => Zip(bomb),
            "many" => Zip(Pack([.. Enumerable.Range(0, 20_000).Select(i => ($"{i}.nx", Array.Empty<byte>()))])),
            "form of bombs" => new MultipartFormDataContent { { new ByteArrayContent(Pack(("0.nx", Bytes(new string('a', 4096))))), "files", "0.zip" }, { new ByteArrayContent(bomb), "files", "1.zip" } },
            "no zip" => Zip(Bytes("PK\u0003\u0004 nothing of the kind")),
            "cut" => Zip(Pack(("a.nx", Bytes("a")))[..^10]),
            "lies" => Zip(WithWrongSizes(Pack(("a.nx", Bytes(new string('a', 4000)))))),
            "too large together" => Zip(Pack([.. Enumerable.Range(0, 3).Select(i => ($"{i}.nx", Bytes(new string('a', 4000))))])),
            "too many together" => Zip(Pack([.. Enumerable.Range(0, 8).Select(i => ($"{i}.nx", Bytes("a")))])),
            _ => Zip([]),
        };

        using HttpResponseMessage response = await user.SendAsync(HttpMethod.Post, $"{Address}/projects/{project.Id}/upload", content, Token);

        string body = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden, $"{response.StatusCode} {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["main.nx"], (await user.ListFilesAsync(project.Id, Token)).Select(f => f.Path));
    }

    [Fact]
    public async Task Nobody_else_downloads_or_uploads()
    {
        using TestUser owner = await _app.CreateUserAsync(Token);
        using TestUser other = await _app.CreateUserAsync(Token);
        ProjectResponse project = await owner.CreateProjectAsync("Weather", Token);
        await other.RefuseAsync(HttpMethod.Get, $"{Address}/projects/{project.Id}/download", null, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        using HttpContent zip = Zip(Pack(("main.nx", Bytes("mine"))));
        await other.RefuseAsync(HttpMethod.Post, $"{Address}/projects/{project.Id}/upload", zip, HttpStatusCode.NotFound, ErrorCodes.NotFound, Token);
        using var text = new StringContent("print(1)", Encoding.UTF8, "text/plain");
        await owner.RefuseAsync(
            HttpMethod.Post, $"{Address}/projects/{project.Id}/upload", text, HttpStatusCode.UnsupportedMediaType, ErrorCodes.UnsupportedMediaType, Token);
    }

    private static async Task<UploadResponse> UploadAsync(TestUser user, Guid projectId, byte[] zip)
    {
        using HttpContent content = Zip(zip);
        return await user.SendAsync<UploadResponse>(HttpMethod.Post, $"{Address}/projects/{projectId}/upload", content, HttpStatusCode.OK, Token);
    }

    private static ByteArrayContent Zip(byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } };

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Pack(params (string Path, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string path, byte[] content) in files)
            {
                using Stream entry = archive.CreateEntry(path, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    private static List<(string Path, string Content)> Read(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
        List<(string, string)> files = [];
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
            files.Add((entry.FullName, reader.ReadToEnd()));
        }

        return files;
    }

    /// <summary>The list of contents points at nothing.</summary>
    private static byte[] WithWrongSizes(byte[] zip)
    {
        int entry = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        zip.AsSpan(entry + 20, 8).Fill(0xEE);
        zip.AsSpan(entry + 42, 4).Fill(0x7F);
        return zip;
    }
}
