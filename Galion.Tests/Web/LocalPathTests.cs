using Galion.Web;

namespace Galion.Tests.Web;

public sealed class LocalPathTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/keys")]
    [InlineData("/library?kind=image#top")]
    [InlineData("/%2f%2fevil")]
    public void A_path_of_this_site_is_kept(string path) => Assert.Equal(path, LocalPath.OrRoot(path));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("keys")]
    [InlineData("//evil")]
    [InlineData("/\\evil")]
    [InlineData("/a\\b")]
    [InlineData("/\t/evil")]
    [InlineData("/\r\nSet-Cookie: a=b")]
    [InlineData("\\\\evil")]
    [InlineData("https:evil")]
    [InlineData("https://evil")]
    [InlineData("javascript:alert(1)")]
    [InlineData("%2f%2fevil")]
    public void Anything_else_becomes_the_start_page(string? path) => Assert.Equal("/", LocalPath.OrRoot(path));

    [Fact]
    public void An_endless_path_becomes_the_start_page() => Assert.Equal("/", LocalPath.OrRoot("/" + new string('a', 10_000)));
}
