using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Galion.Web;

/// <summary>The word of one answer by which its content policy knows the style elements that our own modules write.</summary>
public static class StyleNonce
{
    private static readonly object Key = new();

    /// <summary>The same for all of one request, never the same for two.</summary>
    public static string Of(HttpContext context)
    {
        if (context.Items[Key] is not string nonce)
        {
            context.Items[Key] = nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        }
        return nonce;
    }
}
