using System.Net.Http.Headers;
using System.Text.Json;

var api = new HttpClient { BaseAddress = new("{{api}}") };
api.DefaultRequestHeaders.Authorization = new("Bearer", "{{key}}");

// Ask. The answer comes at once; the picture is made whether or not you wait for it.
var request = new HttpRequestMessage(HttpMethod.Post, "/api/v2/generations")
{
    Content = new StringContent(
        """{"kind": "image", "prompt": "a lighthouse above the sea at dusk, watercolour"}""", new MediaTypeHeaderValue("application/json")),
    Headers = { { "Idempotency-Key", Guid.NewGuid().ToString() } },
};
var id = (await ReadAsync(await api.SendAsync(request))).GetProperty("id");

// Look every second until it is done.
JsonElement generation;
string? status;
do
{
    await Task.Delay(1000);
    generation = await ReadAsync(await api.GetAsync($"/api/v2/generations/{id}"));
    status = generation.GetProperty("status").GetString();
    Console.WriteLine($"{status} {generation.GetProperty("progress")}");
}
while (status is "queued" or "running");
if (status is not "succeeded") throw new Exception(generation.GetProperty("error").GetProperty("message").GetString());

// Download. The API redirects to a link that is valid for 15 minutes.
var url = generation.GetProperty("assets")[0].GetProperty("url").GetString();
await File.WriteAllBytesAsync("picture.png", await api.GetByteArrayAsync(url));
Console.WriteLine($"picture.png, {generation.GetProperty("credits_charged")} credits");

static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
{
    var json = JsonElement.Parse(await response.Content.ReadAsStringAsync());
    return response.IsSuccessStatusCode ? json : throw new Exception(json.GetProperty("detail").GetString());
}
