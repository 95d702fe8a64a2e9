using Galion.Web.Components;

namespace Galion.Tests.Web;

public sealed class TextHtmlTests
{
    [Fact]
    public void Headings_lists_and_lines_of_a_text_are_set_as_such()
    {
        var html = TextHtml.Render("# The Fair\n\nHi Anna,\nsee you there.\n\n- warm coat\n- _ferry_").Value;

        Assert.Contains("<h2>The Fair</h2>", html, StringComparison.Ordinal);
        Assert.Contains("Hi Anna,<br", html, StringComparison.Ordinal);
        Assert.Contains("<li><em>ferry</em></li>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[click](javascript:alert(1))")]
    [InlineData("![seen](https://example.test/pixel.png?d=secret)")]
    [InlineData("<https://example.test/>")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("[a]: javascript:alert(1)\n\n[a]")]
    [InlineData("[![x](data:image/png;base64,AAAA)](https://example.test)")]
    public void Nothing_in_a_text_loads_leads_away_or_runs(string markdown)
    {
        var html = TextHtml.Render(markdown).Value;

        Assert.DoesNotContain("<a", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
    }
}
