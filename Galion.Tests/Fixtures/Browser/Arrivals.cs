using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Galion.Tests.Fixtures.Browser;

internal static class Arrivals
{
    // Several times what a page needs on a busy machine.
    private const float FirstLookMilliseconds = 20_000;

    /// <summary>Waits until the page of an address is there as a whole.</summary>
    internal static Task ArriveAsync(this IPage page, string address) => page.ArriveAsync(now => now == address);

    /// <inheritdoc cref="ArriveAsync(IPage, string)"/>
    internal static Task ArriveAsync(this IPage page, Regex address) => page.ArriveAsync(address.IsMatch);

    private static async Task ArriveAsync(this IPage page, Func<string, bool> isThere)
    {
        try
        {
            await page.WaitForURLAsync(isThere, new() { Timeout = FirstLookMilliseconds });
        }
        catch (TimeoutException)
        {
            // When a page is complete between Playwright's look and its wait, it waits for what has been. A second look sees it.
            await page.WaitForURLAsync(isThere);
        }
    }
}
