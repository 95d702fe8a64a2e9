using System.Net.Http.Headers;

namespace Refit;

/// <summary>A file of a multipart request. <see cref="Name"/> is the field's name where it differs from the parameter's.</summary>
public abstract class MultipartItem(string fileName, string? contentType, string? name)
{
    public string? Name { get; } = name;

    public string? ContentType { get; } = contentType;

    public string FileName { get; } = fileName;

    public HttpContent ToContent()
    {
        var content = CreateContent();
        if (!string.IsNullOrEmpty(ContentType))
        {
            content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        }

        return content;
    }

    protected abstract HttpContent CreateContent();
}

public sealed class StreamPart(Stream value, string fileName, string? contentType = null, string? name = null)
    : MultipartItem(fileName, contentType, name)
{
    public Stream Value { get; } = value;

    protected override HttpContent CreateContent() => new StreamContent(Value);
}

public sealed class ByteArrayPart(byte[] value, string fileName, string? contentType = null, string? name = null)
    : MultipartItem(fileName, contentType, name)
{
    public byte[] Value { get; } = value;

    protected override HttpContent CreateContent() => new ByteArrayContent(Value);
}
